"""Reports of two rooms: the call centre by half-hours, and the inventories of case records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from przystan.platform.clock import public as clock
from przystan.reporting.queries.figures import PROJECT
from przystan.reporting.reports.types import Bars, Grid, Report, Section
from przystan.reporting.reports.writer import make_report, writer_of
from przystan.rooms.calls import public as calls
from przystan.rooms.records import public as records

CALLS = ("calls.answered_incoming", "calls.outgoing", "calls.automated_helpline",
         "calls.redirected", "calls.abandoned", "calls.service_level", "calls.mean_wait",
         "calls.abandonment")
CALLS_TEXT = (
    noop("Answered within 20 seconds since the project began: {calls.service_level:share}; gave up "
         "waiting: {calls.abandonment:share}; mean wait: {calls.mean_wait:duration}."),
)
RECORDS_TEXT = (
    noop("{records.tagged_folders:spaced} case records were labelled; labelling one took "
         "{records.seconds_per_folder:duration}."),
)


def calls_report(*, as_of: date, project: str = PROJECT) -> Report:
    """Return the call centre's half-hours over the month that holds a day, up to that day.

    Days of the office's clock are added up. Raises ProjectNotFound.
    """
    write = writer_of(CALLS, as_of=as_of, project=project)
    first = as_of.replace(day=1)
    found = calls.list_half_hours(first_date=first, last_date=as_of)
    month = formats.date_format(first, "Y-m")
    grid = Grid(
        (_("From"), _("Incoming"), _("Answered"), _("Service level"), _("Mean wait"),
         _("Abandoned"), _("Mean handling")),
        tuple((f"{h.starts:%H:%M}", (
            Decimal(h.offered), _exact(h.answered), _exact(h.service_level),
            _exact(h.asa_seconds), _exact(h.abandonment), _exact(h.aht_seconds)))
              for h in found),
        forms=("spaced", "share", "share", "duration", "share", "duration"))
    section = Section(_("Half-hours of %(month)s") % {"month": month}, (), grids=(grid,),
                      chart=_busiest(found) if len(found) > 1 else None)
    return make_report(
        "calls", _("Call centre by half-hours"),
        (Section(_("The project so far"), write.sentences(CALLS_TEXT),
                 write.table(CALLS[:5], "spaced")), section),
        write, as_of=as_of, project=project)


def _exact(ratio: calls.Ratio) -> Decimal | None:
    return None if ratio.value is None else Decimal(str(ratio.value))


def _busiest(found: tuple[calls.HalfHour, ...]) -> Bars:
    top = max(found, key=lambda h: h.offered)
    return Bars(
        _("Incoming calls by half-hour"), _("Most from %(time)s: %(count)s.") % {
            "time": f"{top.starts:%H:%M}", "count": top.offered},
        tuple(f"{h.starts:%H:%M}" for h in found), tuple(Decimal(h.offered) for h in found))


def inventory_report(*, as_of: date, project: str = PROJECT) -> Report:
    """Return the inventories that were opened by a day, the latest first, as they stand now.

    Differences are nothing until an inventory is closed. Raises ProjectNotFound.
    """
    write = writer_of(
        ("records.tagged_folders", "records.tagging_hours"), as_of=as_of, project=project)
    found = [i for i in records.list_inventories(limit=200)
             if i.opened_at < clock.day_end(as_of)]
    grid = Grid(
        (_("Inventory"), _("Expected"), _("Differences")),
        tuple((f"{i.branch} {i.scope} {i.scope_name}, {formats.date_format(i.opened_at, 'Y-m-d')}",
               (Decimal(i.expected), None if i.differences is None else Decimal(i.differences)))
              for i in found))
    note = _("Each inventory compares what should stand in a place with what was read there.")
    return make_report(
        "inventory", _("Inventory of case records"), (
            Section(_("Case records"), write.sentences(RECORDS_TEXT)),
            Section(_("Inventories"), ((note,),) if found else ((_("None was opened yet."),),),
                    grids=(grid,) if found else ())),
        write, as_of=as_of, project=project)
