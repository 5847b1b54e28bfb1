"""What callers asked that a page would have told them, week by week, for those who write pages."""

from __future__ import annotations

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls
from przystan.rooms.knowledge import public as knowledge

WEEKS = 4


@requires(Permission.KNOWLEDGE_EDIT)
@require_GET
def wanted_pages(request):
    today = clock.local_date(clock.now())
    last = today - timedelta(days=today.isoweekday())  # the Sunday of the last full week
    rows = calls.list_savable_topics(first_date=last - timedelta(days=7 * WEEKS - 1),
                                     last_date=last)
    latest = [row for row in rows if row.week > last - timedelta(days=7)]
    pages = {row.topic: _nearest(row.topic) for row in rows}
    table = ui.Table(
        caption=_("Topics by week"), caption_hidden=True, columns=(
            ui.Column(_("Week from"), ui.Kind.HEAD), ui.Column(_("Topic")),
            ui.Column(_("Calls that a page would have saved"), ui.Kind.NUMBER),
            ui.Column(_("of calls about it"), ui.Kind.NUMBER),
            ui.Column(_("Minutes"), ui.Kind.NUMBER), ui.Column(_("Nearest page"))),
        rows=[(row.week, calls.topic_label(row.topic), row.calls, row.all_calls,
               round(row.minutes), pages[row.topic]) for row in rows],
        empty=ui.EmptyState(_("No topic was noted in these weeks"),
                            _("Topics come from the wrap-up of answered calls.")))
    return render(request, "journeys/wanted_pages.html", {
        "table": table, "week": last - timedelta(days=6), "last": last, "has_calls": bool(latest),
        "calls": sum(row.calls for row in latest),
        "minutes": round(sum(row.minutes for row in latest))})


def _nearest(topic):
    """The page that the search gives first for the topic's own words, as its readers would type."""
    language = (get_language() or "pl")[:2]
    found = knowledge.find_procedures(text=str(calls.topic_label(topic)), language=language)
    if not found:
        return ui.Tag(_("none"), ui.Tone.AMBER)
    page = found[0].procedure
    return ui.Link(reverse("knowledge:edit", args=[page.slug, "pl"]), page.text.title)
