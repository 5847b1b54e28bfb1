"""When each branch is open this week, who waits there now, and how long it takes: for everybody."""

from __future__ import annotations

from datetime import timedelta

from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock
from przystan.platform.pages.public import kept_page
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception

DAYS_SHOWN = 7
# The page says of which instant its numbers are; minutes of waiting are no more exact than this.
KEPT_SECONDS = 10


@public_page
@kept_page(seconds=KEPT_SECONDS)
@never_cache
@require_safe
def branches(request):
    at = clock.now()
    return render(request, "journeys/branches.html", {
        "branches": [_branch(b, at) for b in sites.list_branches()], "at": at})


def _branch(branch, at):
    day = clock.local_date(at)
    is_open = reception.is_open(branch=branch.code, at=at)
    days = [day + timedelta(days=n) for n in range(DAYS_SHOWN)]
    return {
        "branch": branch, "is_open": is_open,
        "waiting": reception.count_waiting(branch=branch.code, day=day) if is_open else 0,
        "hours": ui.Table(
            caption=_("Opening hours, %(branch)s") % {"branch": branch.town},
            columns=(ui.Column(_("Day"), ui.Kind.HEAD), ui.Column(_("Hours"))), stacked=False,
            rows=[(date_format(d, "l, j E"), _hours(reception.hours_on(
                branch=branch.code, day=d))) for d in days]),
        "waits": _waits(branch, at) if is_open else None}


def _hours(found):
    if found.opens is None or found.closes is None:
        return found.note or _("closed")
    said = f"{found.opens:%H:%M}–{found.closes:%H:%M}"
    return f"{said} ({found.note})" if found.note else said


def _waits(branch, at):
    known = [(name, reception.estimate(branch=branch.code, service_code=code, at=at))
             for code, name in reception.service_names().items()]
    return ui.Table(
        caption=_("If you take a ticket now, %(branch)s") % {"branch": branch.town},
        columns=(ui.Column(_("What for"), ui.Kind.HEAD), ui.Column(_("8 of 10 people wait"))),
        stacked=False,
        rows=[(name, _("%(low)s to %(high)s min") % {"low": r.low, "high": r.high})
              for name, r in known if r is not None],
        empty=ui.EmptyState(_("Nothing is known of past days yet"), ""))
