"""Reads of clocks: the law, the events of a case, its clock, and what runs out next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.cases import models
from przystan.rooms.cases.queries.cases import CaseNotFound
from przystan.rooms.cases.rules.clock import current_rules, read_clock
from przystan.rooms.cases.types import (
    CaseClock,
    ClockChange,
    ClockEvent,
    ClockRow,
    ClockState,
    EventKind,
    LawChange,
    LawRule,
    RecordedEvent,
    RuleKind,
    TermKind,
    Unit,
)

# Looked up a million times after a change of law: dearer by the enumeration's own way.
KINDS = {kind.value: kind for kind in EventKind}


def list_law_rules(*, every_version: bool = False) -> tuple[LawRule, ...]:
    """Return the dated rules of law that the clock uses; with `every_version` also replaced ones.

    Shape: one row per rule, by the day from which it holds. Source: the table itself, whose rows
    name theirs; rows marked unconfirmed wait for somebody who reads the act.
    """
    rows = fetch_rows(
        "SELECT code, kind, subject, length, unit, article, source, valid_from, valid_until,"
        " is_confirmed, version FROM cases_lawrule ORDER BY code, version")
    rules = tuple(LawRule(r[0], RuleKind(r[1]), r[2], r[3], Unit(r[4]), *r[5:]) for r in rows)
    return rules if every_version else current_rules(rules)


def list_terms() -> tuple[LawRule, ...]:
    """Return the newest versions of the terms alone, without stops and shifts."""
    return tuple(r for r in list_law_rules() if r.kind is RuleKind.TERM)


def law_mark() -> int:
    """Return the number of the newest row of law: what a clock that is up to date bears."""
    return int(fetch_rows("SELECT coalesce(max(id), 0) FROM cases_lawrule")[0][0])


def count_stale() -> int:
    """Count the open cases whose clocks were counted by older law."""
    return int(fetch_rows(
        "SELECT count(*) FROM cases_caseterm WHERE ended_on IS NULL AND law_mark < %s",
        [law_mark()])[0][0])


class RuleNotFound(Exception):
    """There is no such version of a rule."""


def get_law_change(*, code: str, version: int, limit: int | None = None) -> LawChange:
    """Return what a version of a rule moved so far, by case, at most `limit` of it.

    Raises RuleNotFound.
    """
    rule = models.LawRule.objects.filter(code=code, version=version).first()
    if rule is None:
        raise RuleNotFound(code)
    moved = models.TermChange.objects.filter(rule=rule).order_by("case_id")
    changes = tuple(ClockChange(*row) for row in moved.values_list(
        "case_id", "case__sign", "before", "after")[:limit])
    return LawChange(code, version, changes, moved.count(), count_stale(),
                     models.CaseTerm.objects.filter(ended_on__isnull=True).count())


def newest_law_change() -> LawChange:
    """Return what the newest row of law moved. Raises RuleNotFound in an office without law."""
    rule = models.LawRule.objects.order_by("-id").first()
    if rule is None:
        raise RuleNotFound
    return get_law_change(code=rule.code, version=rule.version)


def list_clock_events(*, case_id: int) -> tuple[RecordedEvent, ...]:
    """Return the events of a case by day, struck ones among them."""
    found = models.ClockEvent.objects.filter(case_id=case_id).select_related("strike")
    return tuple(
        RecordedEvent(e.pk, ClockEvent(EventKind(e.kind), e.on, e.due_on, e.note), e.recorded_at,
                      e.recorded_by, hasattr(e, "strike"),
                      e.strike.reason if hasattr(e, "strike") else "")
        for e in found.order_by("on", "id"))


def events_of_cases(*, case_ids: Sequence[int]) -> dict[int, list[ClockEvent]]:
    """Return the events that count, struck ones left out, by case."""
    rows = fetch_rows(
        "SELECT e.case_id, e.kind, e.on_date, e.due_on, e.note FROM cases_clockevent e"
        " LEFT JOIN cases_clockstrike s ON s.event_id = e.id"
        " WHERE e.case_id = ANY(%s) AND s.id IS NULL ORDER BY e.case_id, e.on_date, e.id",
        [list(case_ids)])
    events: dict[int, list[ClockEvent]] = defaultdict(list)
    for case_id, kind, day, due_on, note in rows:
        events[case_id].append(ClockEvent(KINDS[kind], day, due_on, note))
    return events


def terms_of_cases(*, case_ids: Iterable[int]) -> dict[int, TermKind | None]:
    """Return which term each case has to keep."""
    found = fetch_rows(
        "SELECT c.id, t.term FROM cases_case c JOIN cases_casetype t ON t.id = c.type_id"
        " WHERE c.id = ANY(%s)", [list(case_ids)])
    return {pk: TermKind(term) if term else None for pk, term in found}


def clock_of(*, case_id: int, on: date) -> CaseClock:
    """Return the clock of a case as of a day, explained line by line from its events and the law.

    Shape: days_used and days_left in days; every line with its sentence, days and article; the
    days of all lines added to the start give the last day. Raises CaseNotFound.
    """
    terms = terms_of_cases(case_ids=[case_id])
    if case_id not in terms:
        raise CaseNotFound(case_id)
    events = events_of_cases(case_ids=[case_id])[case_id]
    return read_clock(term=terms[case_id], events=events, rules=list_law_rules(), on=on)


NEXT = """
WITH told AS (
SELECT c.id, c.sign, t.name, t.name_en, c.branch_id, k.started_on, k.last_date,
  CASE WHEN k.last_date < %(on)s THEN 'overdue'
       WHEN k.started_on IS NULL THEN 'not_started'
       WHEN %(law_stops)s OR (k.paused_from <= %(on)s
            AND (k.paused_until IS NULL OR k.paused_until >= %(on)s)) THEN 'suspended'
       ELSE 'running' END AS state
FROM cases_caseterm k JOIN cases_case c ON c.id = k.case_id
JOIN cases_casetype t ON t.id = c.type_id
WHERE k.ended_on IS NULL AND t.term <> ''
  AND (%(branch)s = '' OR c.branch_id = %(branch)s))
SELECT id, sign, name, name_en, branch_id, state, started_on, last_date, count(*) OVER ()
FROM told WHERE (%(state)s = '' OR state = %(state)s)
  AND (%(until)s::date IS NULL OR last_date BETWEEN %(on)s AND %(until)s)
ORDER BY last_date NULLS LAST, id OFFSET %(offset)s LIMIT %(limit)s
"""


def law_stops_on(day: date) -> bool:
    """Whether the law stops every term on a day."""
    return any(r.kind is RuleKind.STOP and r.valid_from <= day
               and (r.valid_until is None or day <= r.valid_until) for r in list_law_rules())


def list_next_to_run_out(
    *, on: date, state: ClockState | None = None, this_week: bool = False, branch: str = "",
    offset: int = 0, limit: int = 25,
) -> tuple[tuple[ClockRow, ...], int]:
    """Return open cases with a term by their last day, the nearest first, and how many there are.

    `this_week` keeps those whose last day is one of the seven days from `on`. Cases that no last
    day is known for come last.
    """
    values: dict[str, Any] = {
        "on": on, "law_stops": law_stops_on(on), "branch": branch, "state": state or "",
        "until": on + timedelta(days=6) if this_week else None, "offset": offset, "limit": limit}
    rows = fetch_rows(NEXT, values)
    found = tuple(
        ClockRow(r[0], r[1], r[2], r[3], r[4], ClockState(r[5]), r[6], r[7]) for r in rows)
    return found, rows[0][8] if rows else 0
