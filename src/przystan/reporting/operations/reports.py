"""Writes: the office's own texts in reports, and reports that are sent after a month or quarter."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions
from przystan.reporting import models
from przystan.reporting.catalogue import BY_CODE, RATIO_BY_CODE
from przystan.reporting.claims import fields_of
from przystan.reporting.queries.schedules import list_schedules
from przystan.reporting.reports import NARRATED, REPORTS
from przystan.reporting.reports.plain import as_text
from przystan.reporting.rules import FORMS, last_day_before
from przystan.rooms.finance import public as finance


class TextRefused(ActRefused):
    """This text cannot stand in a report; `message` says why, for the user."""


class ScheduleRefused(ActRefused):
    """This schedule cannot be; `message` says why, for the user."""


def write_narrative(*, actor: Actor, at: datetime, kind: str, language: str, text: str) -> int:
    """Add a version of a report's own text and return its number.

    Raises TextRefused for a report without one, and for a field that is no figure or no form.
    """
    if kind not in NARRATED:
        raise TextRefused(_("This report has no text of the office's own."))
    for code, form in fields_of(text):
        ratio = RATIO_BY_CODE.get(code)
        if form != ratio.form if ratio else code not in BY_CODE or form not in FORMS:
            raise TextRefused(_("There is no figure written so: %(field)s.") % {
                "field": f"{{{code}:{form}}}"})
    transactions.lock_section("reporting.narratives")
    newest = models.Narrative.objects.filter(kind=kind, language=language).order_by("-version")
    version = (newest.values_list("version", flat=True).first() or 0) + 1
    row = models.Narrative.objects.create(
        kind=kind, language=language, version=version, text=text, written_at=at,
        written_by=actor.name)
    audit.record(actor=actor, at=at, action="reporting.write_narrative",
                 subject=f"reporting.narrative:{row.pk}", details={"version": version})
    return version


def add_schedule(
    *, actor: Actor, at: datetime, kind: str, language: str, every: str, recipient: str
) -> int:
    """Let a report be sent to an address after each month or quarter; return the schedule's id.

    Raises ScheduleRefused.
    """
    if kind not in REPORTS or every not in ("month", "quarter"):
        raise ScheduleRefused(_("There is no such report."))
    if any((s.kind, s.language, s.every, s.recipient) == (kind, language, every, recipient)
           for s in list_schedules()):
        raise ScheduleRefused(_("This report is sent to this address already."))
    row = models.Schedule.objects.create(
        kind=kind, language=language, every=every, recipient=recipient, made_at=at,
        made_by=actor.name)
    audit.record(actor=actor, at=at, action="reporting.add_schedule",
                 subject=f"reporting.schedule:{row.pk}", details={"kind": kind, "every": every})
    return row.pk


def stop_schedule(*, actor: Actor, at: datetime, schedule_id: int) -> None:
    """Send nothing more by a schedule; a second time changes nothing. Raises ScheduleRefused."""
    if schedule_id not in {s.id for s in list_schedules()}:
        raise ScheduleRefused(_("There is no such schedule."))
    models.ScheduleStop.objects.create(
        schedule_id=schedule_id, stopped_at=at, stopped_by=actor.name)
    audit.record(actor=actor, at=at, action="reporting.stop_schedule",
                 subject=f"reporting.schedule:{schedule_id}")


def send_due_reports(*, at: datetime) -> int:
    """Write the reports that are due into the outbox and return how many were new.

    A report is due when its month or quarter is over, once; a schedule sends none for a time
    before it was made. Before the project begins there is nothing to send.
    """
    today, sent = clock.local_date(at), 0
    for schedule in list_schedules():
        as_of = last_day_before(today, schedule.every)
        if as_of >= clock.local_date(schedule.made_at):
            sent += _send(schedule.id, schedule.kind, schedule.language, schedule.recipient,
                          as_of, at)
    return sent


def _send(
    schedule_id: int, kind: str, language: str, recipient: str, as_of: date, at: datetime
) -> bool:
    with translation.override(language):
        try:
            report = REPORTS[kind](as_of=as_of)
        except (finance.NotYetBegun, finance.ProjectNotFound):
            return False
        return outbox.write_message(
            key=f"reporting.report:{schedule_id}:{as_of.isoformat()}", channel="mail",
            recipient=recipient, subject=f"{report.title} ({as_of.isoformat()})",
            body=as_text(report), language=language, at=at)
