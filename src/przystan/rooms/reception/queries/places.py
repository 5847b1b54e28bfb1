"""Reads of counters, hours, closures and booking rules."""

from __future__ import annotations

from datetime import date, datetime

from przystan.platform.clock import public as clock
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.reception import models
from przystan.rooms.reception.rules.hours import next_open_day, open_day
from przystan.rooms.reception.types import BookingRule, Closure, Counter, Hours, OpenDay, Skills

COUNTERS = """
SELECT c.id, c.branch_id, c.code, coalesce(k.services, '{}'), coalesce(k.languages, '{}'),
       CASE WHEN s.is_open THEN s.recorded_by ELSE '' END, CASE WHEN s.is_open THEN s.at END,
       CASE WHEN s.is_open THEN s.login ELSE '' END
FROM reception_counter c
LEFT JOIN LATERAL (SELECT services, languages FROM reception_counterskill
    WHERE counter_id = c.id AND valid_from <= %(day)s
    ORDER BY valid_from DESC, id DESC LIMIT 1) k ON true
LEFT JOIN LATERAL (SELECT is_open, recorded_by, at, login FROM reception_counterstep
    WHERE counter_id = c.id AND at >= %(start)s AND at < %(end)s
    ORDER BY id DESC LIMIT 1) s ON true
WHERE c.branch_id = %(branch)s ORDER BY length(c.code), c.code
"""


class CounterNotFound(Exception):
    """The branch has no such counter."""


def list_counters(*, branch: str, day: date) -> tuple[Counter, ...]:
    """Return the counters of a branch as they are on a day; who sits there is of that day."""
    rows = fetch_rows(COUNTERS, {"branch": branch, "day": day, "start": clock.day_start(day),
                                 "end": clock.day_end(day)})
    return tuple(Counter(r[0], r[1], r[2], tuple(r[3]), tuple(r[4]), r[5] or "", r[6], r[7] or "")
                 for r in rows)


def get_counter(*, branch: str, code: str, day: date) -> Counter:
    """Return one counter. Raises CounterNotFound."""
    for counter in list_counters(branch=branch, day=day):
        if counter.code == code:
            return counter
    raise CounterNotFound(code)


def skills_of(counter: Counter) -> Skills:
    """Return what a counter serves as the rule of calling sees it."""
    return Skills(frozenset(counter.services), frozenset(counter.languages))


def groups_of(*, branch: str, day: date) -> dict[str, str]:
    """Return for every service of a branch the name of its group: those that share counters.

    The name is the first service's code; a service without a counter is a group of its own.
    """
    group: dict[str, str] = {}
    for counter in list_counters(branch=branch, day=day):
        known = {group.get(s, s) for s in counter.services}
        if not known:
            continue
        name = min(known)
        group.update(dict.fromkeys(counter.services, name))
        group.update({s: name for s, g in group.items() if g in known})
    return group


def list_hours(*, branch: str) -> tuple[Hours, ...]:
    """Return every dated row of a branch's hours, in the order in which they were recorded."""
    rows = fetch_rows("SELECT weekday, opens, closes, valid_from FROM reception_openinghours"
                      " WHERE branch_id = %s ORDER BY id", [branch])
    return tuple(Hours(*row) for row in rows)


def list_closures(*, branch: str, first: date) -> tuple[Closure, ...]:
    """Return the closures of a branch from a day on that were not withdrawn."""
    rows = fetch_rows(
        "SELECT id, day, opens, closes, note FROM reception_closure WHERE branch_id = %s"
        " AND day >= %s AND withdrawn_at IS NULL ORDER BY day, id", [branch, first])
    return tuple(Closure(*row) for row in rows)


def hours_on(*, branch: str, day: date) -> OpenDay:
    """Return the times of one day of a branch."""
    return open_day(day, list_hours(branch=branch), list_closures(branch=branch, first=day))


def next_opening(*, branch: str, day: date) -> date | None:
    """Return the next open day after a day."""
    return next_open_day(
        day, list(list_hours(branch=branch)), list(list_closures(branch=branch, first=day)))


def is_open(*, branch: str, at: datetime) -> bool:
    """Whether a branch is known to be open at an instant: one without recorded hours is not."""
    day = clock.local_date(at)
    found = hours_on(branch=branch, day=day)
    now = at.astimezone(clock.OFFICE_ZONE).time()
    return found.opens is not None and found.closes is not None and (
        found.opens <= now < found.closes)


def list_booking_rules(*, branch: str, day: date) -> tuple[BookingRule, ...]:
    """Return the booking rule in force of every service of a branch that has one."""
    found = models.BookingRule.objects.filter(branch_id=branch, valid_from__lte=day)
    latest = {}
    for row in found.select_related("service").order_by("valid_from", "id"):
        latest[row.service.code] = BookingRule(
            row.service.code, row.valid_from, row.minutes, row.buffer_minutes, row.places,
            row.daily_quota, row.days_ahead)
    return tuple(latest[code] for code in sorted(latest))
