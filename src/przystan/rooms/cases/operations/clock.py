"""Writes of clocks: events, their corrections, new versions of the law, and what they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import models
from przystan.rooms.cases.queries.cases import CaseNotFound
from przystan.rooms.cases.queries.clock import (
    events_of_cases,
    list_law_rules,
    terms_of_cases,
)
from przystan.rooms.cases.rules.clock import pauses_of, read_clock
from przystan.rooms.cases.types import (
    ClockChange,
    ClockEvent,
    EventKind,
    LawRule,
    NewClockEvent,
    RuleKind,
)

NEED_DUE = frozenset({
    EventKind.DEFECTS_SUMMONED, EventKind.DOCUMENTS_SUMMONED, EventKind.EXTENDED})
BATCH = 2000


class EventRefused(Exception):
    """The event cannot be true of this case; `message` says what to do."""

    def __init__(self, message: object, field: str = "on") -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


class EventNotFound(Exception):
    """There is no such event in this case, or it is struck already."""

    message = _("There is no such event, or it was struck before.")


class RuleRefused(Exception):
    """The new version of a rule cannot stand; `message` says what to do."""

    def __init__(self, message: object, field: str = "valid_until") -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field


def _check(event: ClockEvent, known: Sequence[ClockEvent]) -> None:
    """Refuse what cannot be true. Raises EventRefused."""
    if event.kind in NEED_DUE and event.due_on is None:
        raise EventRefused(_("Say until when: this event has a last day."), "due_on")
    if event.due_on and event.due_on <= event.on:
        raise EventRefused(_("The last day must come after the day of the event."), "due_on")
    received = next((e for e in known if e.kind is EventKind.RECEIVED), None)
    if received and event.on < received.on:
        raise EventRefused(_("Nothing happens in a case before its application came."))
    if received and event.kind is EventKind.RECEIVED:
        raise EventRefused(_("The application came once: strike the earlier day first."))
    if event.kind is EventKind.DEFECTS_REMEDIED and not any(
            e.kind is EventKind.DEFECTS_SUMMONED and e.on <= event.on for e in known):
        raise EventRefused(_("Nothing was summoned before this day: record the summons first."))
    if event.kind is EventKind.RESUMED and not any(
            e.kind is EventKind.PAUSED and e.on <= event.on for e in known):
        raise EventRefused(_("The case was not suspended before this day."))


def record_case_event(
    *, case_id: int, event: ClockEvent, actor: Actor, at: datetime
) -> int:
    """Append one event to a case, compute its clock anew, and return the event's id.

    Raises CaseNotFound, EventRefused.
    """
    if models.Case.objects.select_for_update().filter(pk=case_id).first() is None:
        raise CaseNotFound(case_id)
    _check(event, events_of_cases(case_ids=[case_id])[case_id])
    row = models.ClockEvent.objects.create(
        case_id=case_id, kind=event.kind, on=event.on, due_on=event.due_on, note=event.note,
        recorded_at=at, recorded_by=actor.name)
    _compute(case_ids=[case_id], at=at)
    audit.record(actor=actor, at=at, action="cases.record_case_event",
                 subject=f"cases.case:{case_id}", details={"kind": event.kind})
    return int(row.pk)


def record_case_events(
    *, events: Sequence[NewClockEvent], actor: Actor, at: datetime
) -> int:
    """Append the events of many cases, compute their clocks, and return the cases; one audit line.

    For whole histories from elsewhere: the database refuses what its constraints name.
    """
    touched = append_events(events=events, actor=actor, at=at)
    audit.record(actor=actor, at=at, action="cases.record_case_event", subject="cases.case:batch",
                 details={"rows": len(events)})
    return touched


def append_events(*, events: Sequence[NewClockEvent], actor: Actor, at: datetime) -> int:
    """Append events and compute their clocks, as a part of an operation that writes its own line.

    Returns the number of cases.
    """
    transactions.copy_rows(
        table="cases_clockevent",
        columns=("case_id", "kind", "on_date", "due_on", "note", "recorded_at", "recorded_by"),
        rows=((e.case_id, e.event.kind, e.event.on, e.event.due_on, e.event.note, e.recorded_at,
               actor.name) for e in events))
    touched = sorted({e.case_id for e in events})
    _compute(case_ids=touched, at=at)
    return len(touched)


def strike_case_event(
    *, case_id: int, event_id: int, reason: str, actor: Actor, at: datetime
) -> None:
    """Take an event out of the count by a further row with its reason; compute the clock anew.

    Raises EventNotFound.
    """
    models.Case.objects.select_for_update().filter(pk=case_id).first()
    found = models.ClockEvent.objects.filter(
        pk=event_id, case_id=case_id, strike__isnull=True).first()
    if found is None:
        raise EventNotFound(event_id)
    models.ClockStrike.objects.create(
        event=found, reason=reason, recorded_at=at, recorded_by=actor.name)
    _compute(case_ids=[case_id], at=at)
    audit.record(actor=actor, at=at, action="cases.strike_case_event",
                 subject=f"cases.case:{case_id}", details={"kind": found.kind})


def change_law_rule(
    *, rule: LawRule, actor: Actor, at: datetime
) -> tuple[ClockChange, ...]:
    """Append a new version of a rule, compute the open cases anew, and return those that changed.

    `rule.version` is ignored: the next one is given. Raises RuleRefused.
    """
    transactions.lock_section(f"cases.law:{rule.code}")
    if rule.valid_until and rule.valid_until < rule.valid_from:
        raise RuleRefused(_("The last day must not come before the first."))
    if rule.kind is RuleKind.TERM and rule.length < 1:
        raise RuleRefused(_("A term has at least one day."), "length")
    newest = models.LawRule.objects.filter(code=rule.code).order_by("-version").first()
    models.LawRule.objects.create(
        code=rule.code, version=newest.version + 1 if newest else 1, kind=rule.kind,
        subject=rule.subject, length=rule.length, unit=rule.unit, article=rule.article,
        source=rule.source, valid_from=rule.valid_from, valid_until=rule.valid_until,
        is_confirmed=rule.is_confirmed, recorded_at=at, recorded_by=actor.name)
    changed = _recompute(at)
    audit.record(actor=actor, at=at, action="cases.change_law_rule",
                 subject=f"cases.law:{rule.code}", details={"cases": len(changed)})
    return changed


def recompute_clocks(*, actor: Actor, at: datetime) -> tuple[ClockChange, ...]:
    """Compute the clocks of all open cases anew and return those whose last day changed."""
    changed = _recompute(at)
    audit.record(actor=actor, at=at, action="cases.recompute_clocks", subject="cases.case:all",
                 details={"cases": len(changed)})
    return changed


def _recompute(at: datetime) -> tuple[ClockChange, ...]:
    was = dict(models.CaseTerm.objects.filter(ended_on__isnull=True).order_by("case_id")
               .values_list("case_id", "last_date"))
    _compute(case_ids=list(was), at=at)
    now = dict(models.CaseTerm.objects.filter(case_id__in=list(was)).values_list(
        "case_id", "last_date"))
    moved = [case_id for case_id, last in was.items() if now[case_id] != last]
    signs = dict(models.Case.objects.filter(pk__in=moved).values_list("pk", "sign"))
    return tuple(ClockChange(i, signs[i], was[i], now[i]) for i in moved)


def _compute(*, case_ids: Sequence[int], at: datetime) -> None:
    rules = list_law_rules()
    for first in range(0, len(case_ids), BATCH):
        _compute_batch(case_ids[first:first + BATCH], rules, at)


def _compute_batch(ids: Sequence[int], rules: Sequence[LawRule], at: datetime) -> None:
    terms = terms_of_cases(case_ids=ids)
    events = events_of_cases(case_ids=ids)
    rows = []
    for case_id in ids:
        clock = read_clock(term=terms[case_id], events=events[case_id], rules=rules, on=at.date())
        pause = pauses_of(events[case_id])[-1:]
        rows.append(models.CaseTerm(
            case_id=case_id, started_on=clock.started_on, last_date=clock.last_date,
            paused_from=pause[0].since if pause else None,
            paused_until=pause[0].until if pause else None, ended_on=clock.ended_on,
            computed_at=at))
    models.CaseTerm.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["case"],
        update_fields=["started_on", "last_date", "paused_from", "paused_until", "ended_on",
                       "computed_at"])


def first_events(*, received_on: date, in_person: bool) -> tuple[ClockEvent, ...]:
    """Return what a receipt itself tells the clock: the day, and whether the person stood there."""
    came = ClockEvent(EventKind.RECEIVED, received_on)
    return (came, replace(came, kind=EventKind.APPEARED)) if in_person else (came,)
