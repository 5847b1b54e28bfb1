"""Reads of the work on cases: work-lists, loads, where cases wait, the flow of weeks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from przystan.platform.accounts import public as accounts
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.cases import models
from przystan.rooms.cases.queries.clock import law_stops_on
from przystan.rooms.cases.rules.flow import duration_of, weeks_of
from przystan.rooms.cases.types import (
    AssignedTo,
    AssignmentReason,
    ClockState,
    FlowDay,
    Officer,
    Stage,
    StageDuration,
    WorkRow,
)

WORK = """
SELECT c.id, c.sign, t.name, t.name_en, k.last_date, k.started_on, k.paused_from, k.paused_until,
       k.officer_id
FROM cases_caseterm k JOIN cases_case c ON c.id = k.case_id
JOIN cases_casetype t ON t.id = c.type_id
WHERE k.ended_on IS NULL AND k.officer_id = %(officer)s
ORDER BY k.last_date NULLS LAST, k.case_id LIMIT %(limit)s
"""
LOADS = """
SELECT officer_id, count(*) FROM cases_caseterm
WHERE ended_on IS NULL AND officer_id = ANY(%s) GROUP BY officer_id
"""
STEPS = """
SELECT stage, on_date, next_on FROM (
  SELECT s.stage, s.on_date, s.id,
         lead(s.on_date) OVER (PARTITION BY s.case_id ORDER BY s.id) AS next_on
  FROM cases_stageevent s JOIN cases_case c ON c.id = s.case_id
  WHERE %(branch)s = '' OR c.branch_id = %(branch)s) told
WHERE stage <> 'closed' ORDER BY id
"""


def list_officers(*, branch: str = "") -> tuple[Officer, ...]:
    """Return who may be given cases of a branch, with the number of open cases they have."""
    users = [u for u in accounts.list_users() if u.is_active and any(
        role == accounts.Role.CASE_OFFICER and (not branch or where in (None, branch))
        for _grant, role, _unit, where in u.roles)]
    loads = dict(fetch_rows(LOADS, [[u.id for u in users]]))
    return tuple(Officer(u.id, u.display_name, loads.get(u.id, 0)) for u in users)


def substituted_by(*, user_id: int, on: date) -> tuple[int, ...]:
    """Return the officers for whom somebody stands in on a day."""
    return tuple(models.Substitution.objects.filter(
        substitute_id=user_id, since__lte=on, until__gte=on).order_by("officer_id").values_list(
        "officer_id", flat=True).distinct())


def list_work(
    *, user_id: int, on: date, offset: int = 0, limit: int = 25
) -> tuple[WorkRow, ...]:
    """Return an officer's open cases by risk of breach: the nearest last day first.

    Those of colleagues for whom the officer stands in are among them. Cases without a last day
    come last.
    """
    officers = (user_id, *substituted_by(user_id=user_id, on=on))
    rows = [r for o in officers
            for r in fetch_rows(WORK, {"officer": o, "limit": offset + limit})]
    rows.sort(key=lambda r: (r[4] is None, r[4] or on, r[0]))
    names = {u.id: u.display_name for u in accounts.list_users()} if len(officers) > 1 else {}
    stopped = law_stops_on(on)
    return tuple(
        WorkRow(r[0], r[1], r[2], r[3], _state(r[4], r[5], r[6], r[7], on, stopped), r[4],
                (r[4] - on).days if r[4] else None, names.get(r[8], "") if r[8] != user_id else "")
        for r in rows[offset:offset + limit])


def _state(
    last: date | None, started: date | None, since: date | None, until: date | None, on: date,
    stopped: bool,
) -> ClockState:
    if last and last < on:
        return ClockState.OVERDUE
    if started is None:
        return ClockState.NOT_STARTED
    if stopped or (since and since <= on and (until is None or until >= on)):
        return ClockState.SUSPENDED
    return ClockState.RUNNING


def assigned_to(*, case_id: int) -> AssignedTo | None:
    """Return who has a case, since when and why; None while nobody has."""
    row = models.Assignment.objects.filter(case_id=case_id).order_by("-id").first()
    if row is None:
        return None
    names = {u.id: u.display_name for u in accounts.list_users()}
    return AssignedTo(names.get(row.officer_id, ""), row.recorded_at.date(),
                      AssignmentReason(row.reason), row.load)


def count_unassigned(*, branch: str = "") -> int:
    """Count the open cases that nobody has."""
    return int(fetch_rows(
        "SELECT count(*) FROM cases_caseterm k JOIN cases_case c ON c.id = k.case_id"
        " WHERE k.ended_on IS NULL AND k.officer_id IS NULL"
        " AND (%(branch)s = '' OR c.branch_id = %(branch)s)", {"branch": branch})[0][0])


def stage_durations(*, branch: str = "") -> tuple[StageDuration, ...]:
    """Return how long cases stayed at each stage, in days, and how many wait there now.

    Shape: one row per stage but the last; median and ninth decile over the stays that are over.
    """
    over: dict[Stage, list[int]] = defaultdict(list)
    waiting: dict[Stage, int] = defaultdict(int)
    for stage, day, following in fetch_rows(STEPS, {"branch": branch}):
        if following is None:
            waiting[Stage(stage)] += 1
        else:
            over[Stage(stage)].append((following - day).days)
    return tuple(duration_of(s, over[s], waiting[s]) for s in Stage if s is not Stage.CLOSED)


def weekly_flow(*, until: date, branch: str = "") -> tuple[FlowDay, ...]:
    """Return cases received, decided for the first time and open, by week, up to a day."""
    values = {"branch": branch, "until": until}
    received = dict(fetch_rows(
        "SELECT received_on, count(*) FROM cases_case WHERE received_on < %(until)s"
        " AND (%(branch)s = '' OR branch_id = %(branch)s) GROUP BY 1", values))
    decided = dict(fetch_rows(
        "SELECT day, count(*) FROM (SELECT min(s.on_date) AS day FROM cases_stageevent s"
        " JOIN cases_case c ON c.id = s.case_id WHERE s.stage = 'decided'"
        " AND (%(branch)s = '' OR c.branch_id = %(branch)s) GROUP BY s.case_id) told"
        " WHERE day < %(until)s GROUP BY 1", values))
    return weeks_of(received, decided, until=until)
