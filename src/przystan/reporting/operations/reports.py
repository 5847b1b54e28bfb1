"""Writes: the office's own texts in reports, and reports that are sent after a month or quarter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Actor, Permission
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.files import public as files
from przystan.platform.outbox import public as outbox
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions
from przystan.reporting import models
from przystan.reporting.catalogue import BY_CODE, RATIO_BY_CODE
from przystan.reporting.claims import fields_of
from przystan.reporting.exports import CONTENT_TYPES, FORMATS, demo_notice
from przystan.reporting.queries.schedules import Schedule, list_schedules, sent_key
from przystan.reporting.reports import NARRATED, REPORTS
from przystan.reporting.reports.plain import as_text
from przystan.reporting.rules import FORMS, last_day_before
from przystan.rooms.finance import public as finance

# What somebody of the office must be allowed to for a report to be sent to them.
READS = Permission.REPORTING_VIEW


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
    *, actor: Actor, at: datetime, kind: str, language: str, every: str, recipient: str,
    ending: str = "pdf", is_outside: bool = False,
) -> int:
    """Let a report be sent to an address after each month or quarter; return the schedule's id.

    `ending` is the form of its file. An address is of somebody who may see reports, when the
    schedule is made and again whenever a report leaves; or it is outside the office and
    `is_outside` says so. Raises ScheduleRefused.
    """
    if kind not in REPORTS or every not in ("month", "quarter") or ending not in FORMATS:
        raise ScheduleRefused(_("There is no such report."))
    if any((s.kind, s.language, s.every, s.recipient, s.ending)
           == (kind, language, every, recipient, ending) for s in list_schedules()):
        raise ScheduleRefused(_("This report is sent to this address already."))
    _check_recipient(recipient, is_outside, at)
    row = models.Schedule.objects.create(
        kind=kind, language=language, every=every, recipient=recipient, made_at=at,
        made_by=actor.name, ending=ending, is_outside=is_outside)
    audit.record(actor=actor, at=at, action="reporting.add_schedule",
                 subject=f"reporting.schedule:{row.pk}",
                 details={"kind": kind, "every": every, "is_outside": is_outside})
    return row.pk


def _check_recipient(recipient: str, is_outside: bool, at: datetime) -> None:
    is_known = accounts.is_address_of_user(email=recipient)
    if is_outside and is_known:
        raise ScheduleRefused(_("This is an address of the office."), "is_outside")
    if not is_outside and not is_known:
        raise ScheduleRefused(
            _("Nobody in the office has this address. If it is outside the office, say so below."),
            "recipient")
    if is_known and not accounts.may_be_told(email=recipient, permission=READS, at=at):
        raise ScheduleRefused(_("Whoever has this address may not see reports."), "recipient")


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
    before it was made. Before the project begins there is nothing to send. The file goes with the
    letter; where it is larger than a letter may carry, the letter says so and goes without.
    """
    today, sent = clock.local_date(at), 0
    for schedule in list_schedules():
        as_of = last_day_before(today, schedule.every)
        if as_of >= clock.local_date(schedule.made_at):
            sent += _send(schedule, as_of, at)
    return sent


def _send(schedule: Schedule, as_of: date, at: datetime) -> bool:
    key = sent_key(schedule.id, as_of)
    if outbox.is_written(key=key):
        return False
    with translation.override(schedule.language):
        try:
            report = REPORTS[schedule.kind](as_of=as_of)
        except (finance.NotYetBegun, finance.ProjectNotFound):
            return False
        content = FORMATS[schedule.ending](report, demo_notice())
        name = f"{schedule.kind}-{as_of.isoformat()}.{schedule.ending}"
        letter: dict[str, Any] = {
            "key": key, "channel": "mail", "recipient": schedule.recipient,
            "subject": f"{report.title} ({as_of.isoformat()})", "language": schedule.language,
            "at": at, "needs": None if schedule.is_outside else READS}
        try:
            with transactions.transaction():
                digest = files.store_file(
                    name=name, media_type=CONTENT_TYPES[schedule.ending], content=content, at=at)
                return outbox.write_message(
                    **letter, body=f"{_('Attached: %(name)s') % {'name': name}}\n\n"
                                   f"{as_text(report)}",
                    attached=[outbox.AttachedFile(digest, name, len(content))])
        except outbox.FilesTooLarge as refused:
            said = _("The report's file is not attached; it can be had in the system.")
            return outbox.write_message(
                **letter, body=f"{said} {refused.message}\n\n{as_text(report)}")
