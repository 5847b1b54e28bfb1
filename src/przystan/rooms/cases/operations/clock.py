"""Writes of clocks: events, their corrections, new versions of the law, and what they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.platform.transactions import public as transactions
from przystan.rooms.cases import models
from przystan.rooms.cases.operations.locks import lock_case
from przystan.rooms.cases.queries.clock import (
    count_stale,
    events_of_cases,
    get_law_change,
    law_mark,
    list_law_rules,
    terms_of_cases,
)
from przystan.rooms.cases.queries.clock_words import refusal_text
from przystan.rooms.cases.rules.clock import Law, count_term, law_of
from przystan.rooms.cases.rules.refusals import refusal_of
from przystan.rooms.cases.types import (
    ClockEvent,
    EventKind,
    LawChange,
    LawRule,
    NewClockEvent,
    Refusal,
    RuleKind,
)

DUE_REFUSALS = frozenset({Refusal.NO_LAST_DAY, Refusal.NO_TERM_AT_ALL})
BATCH = 2000
AT_ONCE = 10_000
"""Open cases that a new rule counts anew before the page answers: some seconds."""


class EventRefused(Exception):
    """The event cannot be true of this case; `message` says what to do."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.message = refusal_text(refusal)
        self.field = "due_on" if refusal in DUE_REFUSALS else "on"


class EventNotFound(Exception):
    """There is no such event in this case, or it is struck already."""

    message = _("There is no such event, or it was struck before.")


class RuleRefused(ActRefused):
    """The new version of a rule cannot stand; `message` says what to do."""

    field = "valid_until"


def _check(event: ClockEvent, known: Sequence[ClockEvent]) -> None:
    """Refuse what cannot be true. Raises EventRefused."""
    refusal = refusal_of(event, known)
    if refusal:
        raise EventRefused(refusal)


def record_case_event(
    *, case_id: int, event: ClockEvent, actor: Actor, at: datetime
) -> int:
    """Append one event to a case, compute its clock anew, and return the event's id.

    Raises CaseNotFound, EventRefused.
    """
    lock_case(case_id)
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


def change_law_rule(*, rule: LawRule, actor: Actor, at: datetime) -> LawChange:
    """Append a new version of a rule and count the open cases anew, or begin to.

    Up to AT_ONCE cases are counted at once; more are left to a job that goes on batch by batch
    while the office is open. `rule.version` is ignored: the next one is given. Raises RuleRefused.
    """
    transactions.lock_section(f"cases.law:{rule.code}")
    if rule.valid_until and rule.valid_until < rule.valid_from:
        raise RuleRefused(_("The last day must not come before the first."))
    if rule.kind is RuleKind.TERM and rule.length < 1:
        raise RuleRefused(_("A term has at least one day."), "length")
    newest = models.LawRule.objects.filter(code=rule.code).order_by("-version").first()
    made = models.LawRule.objects.create(
        code=rule.code, version=newest.version + 1 if newest else 1, kind=rule.kind,
        subject=rule.subject, length=rule.length, unit=rule.unit, article=rule.article,
        source=rule.source, valid_from=rule.valid_from, valid_until=rule.valid_until,
        is_confirmed=rule.is_confirmed, recorded_at=at, recorded_by=actor.name)
    if count_stale() <= AT_ONCE:
        while recount_batch(at=at):
            pass
    else:
        app.configure_task("cases.recount", queue="cases").defer()
    told = get_law_change(code=rule.code, version=made.version)
    audit.record(actor=actor, at=at, action="cases.change_law_rule",
                 subject=f"cases.law:{rule.code}", details={"cases": told.count})
    return told


def leave_all_stale(*, actor: Actor, at: datetime) -> int:
    """Mark the clocks of all open cases to be counted anew, and return their number."""
    count = models.CaseTerm.objects.filter(ended_on__isnull=True).update(law_mark=0)
    audit.record(actor=actor, at=at, action="cases.recompute_clocks", subject="cases.case:all",
                 details={"cases": count})
    return count


def recount_batch(*, at: datetime) -> int:
    """Count the clocks of up to BATCH open cases anew and return how many; 0 when none is left.

    Each batch stands by itself: whoever goes on after a stop counts only what is left, and several
    may count side by side. How a last day moved is kept with the rule that moved it.
    """
    mark = law_mark()
    was = dict(transactions.fetch_rows(
        "SELECT case_id, last_date FROM cases_caseterm WHERE ended_on IS NULL AND law_mark < %s"
        " ORDER BY law_mark, case_id LIMIT %s FOR UPDATE SKIP LOCKED", [mark, BATCH]))
    _compute(case_ids=list(was), at=at)
    transactions.execute(
        "INSERT INTO cases_termchange (rule_id, case_id, before, after)"
        " SELECT %s, was.id, was.last, k.last_date FROM unnest(%s::bigint[], %s::date[])"
        " AS was(id, last) JOIN cases_caseterm k ON k.case_id = was.id"
        " WHERE k.last_date IS DISTINCT FROM was.last"
        " ON CONFLICT (rule_id, case_id) DO UPDATE SET after = excluded.after",
        [mark, list(was), list(was.values())])
    return len(was)


def _compute(*, case_ids: Sequence[int], at: datetime) -> None:
    # The mark first: a rule that comes between leaves the cases to be counted once more.
    mark, law = law_mark(), law_of(list_law_rules())
    for first in range(0, len(case_ids), BATCH):
        _compute_batch(case_ids[first:first + BATCH], law, mark, at)


STORE = """
INSERT INTO cases_caseterm (case_id, started_on, last_date, paused_from, paused_until, ended_on,
                            computed_at, law_mark)
SELECT told.*, %s, %s FROM unnest(%s::bigint[], %s::date[], %s::date[], %s::date[], %s::date[],
                                  %s::date[]) AS told
ON CONFLICT (case_id) DO UPDATE SET
  started_on = excluded.started_on, last_date = excluded.last_date,
  paused_from = excluded.paused_from, paused_until = excluded.paused_until,
  ended_on = excluded.ended_on, computed_at = excluded.computed_at, law_mark = excluded.law_mark
"""


def _compute_batch(ids: Sequence[int], law: Law, mark: int, at: datetime) -> None:
    terms = terms_of_cases(case_ids=ids)
    events = events_of_cases(case_ids=ids)
    rows = []
    for case_id in ids:
        told = count_term(term=terms[case_id], events=events[case_id], law=law)
        rows.append((case_id, told.started_on, told.last_date, told.paused_from,
                     told.paused_until, told.ended_on))
    transactions.execute(STORE, [at, mark, *(list(column) for column in zip(*rows))])


def first_events(*, received_on: date, in_person: bool) -> tuple[ClockEvent, ...]:
    """Return what a receipt itself tells the clock: the day, and whether the person stood there."""
    came = ClockEvent(EventKind.RECEIVED, received_on)
    return (came, replace(came, kind=EventKind.APPEARED)) if in_person else (came,)
