"""A caller whom the office owes something goes before others: an open promise, a near term."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people

TERM_DAYS = 3
MOST_BEARERS = 3
"""A number that more persons bear is an office's or a hostel's: nobody's term is meant."""


def promoted(*, number: str, route: calls.Route | None, at: datetime) -> calls.Route | None:
    """Return the route of a caller, raised where the office owes them something.

    Nothing is shown of a person here: only that a promise or a term stands behind the number.
    """
    e164 = calls.to_e164(number)
    if e164 is None:
        return route
    if calls.is_waiting_for_call_back(e164=e164):
        return calls.promote(route or calls.Route(), calls.PriorityReason.PROMISED_CALL_BACK)
    if _has_term(e164, at):
        return calls.promote(route or calls.Route(), calls.PriorityReason.TERM_NEAR)
    return route


def _has_term(e164: str, at: datetime) -> bool:
    found = [c for c in people.find_persons(text=e164, limit=MOST_BEARERS + 1)
             if any(r.kind is people.MatchKind.PHONE for r in c.reasons)]
    if not found or len(found) > MOST_BEARERS:
        return False
    today = clock.local_date(at)
    ids = [i for c in found for i in people.member_ids(c.person_id)]
    return any(_is_near(case.id, today) for case in cases.cases_of(person_ids=ids)
               if case.stage is not cases.Stage.CLOSED)


def _is_near(case_id: int, today: date) -> bool:
    last = cases.clock_of(case_id=case_id, on=today).last_date
    return last is not None and today <= last <= today + timedelta(days=TERM_DAYS)
