"""When a branch is open, from dated rows: pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from przystan.rooms.reception.types import Closure, Hours, OpenDay

CLOSED = OpenDay(None, None)


def open_day(day: date, hours: Iterable[Hours], closures: Iterable[Closure]) -> OpenDay:
    """Return the times of a day: a closure of that day, else the last hours in force.

    `hours` stand in the order in which they were recorded: of two rows from the same day the
    later one counts.
    """
    for closure in closures:
        if closure.day == day:
            return OpenDay(closure.opens, closure.closes, closure.note)
    found = [h for h in hours if h.weekday == day.weekday() and h.valid_from <= day]
    if not found:
        return CLOSED
    latest = max(enumerate(found), key=lambda pair: (pair[1].valid_from, pair[0]))[1]
    return OpenDay(latest.opens, latest.closes)


def next_open_day(
    after: date, hours: list[Hours], closures: list[Closure], *, within_days: int = 30
) -> date | None:
    """Return the next open day after a day, None when none is known so far ahead."""
    for n in range(1, within_days + 1):
        day = after + timedelta(days=n)
        if open_day(day, hours, closures).opens is not None:
            return day
    return None
