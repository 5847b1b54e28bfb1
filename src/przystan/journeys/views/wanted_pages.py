"""What callers asked that a page would have told them, week by week, for those who write pages."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls

WEEKS = 4


@requires(Permission.KNOWLEDGE_EDIT)
@require_GET
def wanted_pages(request):
    last = _last_sunday()
    rows = calls.list_savable_topics(first_date=last - timedelta(days=7 * WEEKS - 1),
                                     last_date=last)
    latest = [row for row in rows if row.week > last - timedelta(days=7)]
    table = ui.Table(
        caption=_("Topics by week"), caption_hidden=True, columns=(
            ui.Column(_("Week from"), ui.Kind.NOWRAP), ui.Column(_("Topic"), ui.Kind.HEAD),
            ui.Column(_("Calls that a page would have saved"), ui.Kind.NUMBER),
            ui.Column(_("of calls about it"), ui.Kind.NUMBER),
            ui.Column(_("Minutes"), ui.Kind.NUMBER), ui.Column(_("What readers find"))),
        rows=[(row.week, calls.topic_label(row.topic), row.calls, row.all_calls,
               round(row.minutes), _search(row.topic)) for row in rows],
        empty=ui.EmptyState(_("No topic was noted in these weeks"),
                            _("Topics come from the wrap-up of answered calls.")))
    return render(request, "journeys/wanted_pages.html", {
        "table": table, "week": last - timedelta(days=6), "last": last, "has_calls": bool(latest),
        "calls": sum(row.calls for row in latest),
        "minutes": round(sum(row.minutes for row in latest))})


def _last_sunday():
    """The end of the last week that is over; of those, of the last in which anybody called."""
    today = clock.local_date(clock.now())
    over = today - timedelta(days=today.isoweekday())
    called = calls.last_day(today=today)
    return min(over, called + timedelta(days=7 - called.isoweekday()))


def _search(topic):
    """What a reader finds who types the topic's own words."""
    words = str(calls.topic_label(topic))
    return ui.Link(f"{reverse('portal:start')}?{urlencode({'q': words})}", _("try the search"))
