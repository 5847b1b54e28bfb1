"""Reads for the waiting forecast: past days, the line now, what tickets stated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from django.core.cache import cache

from przystan.platform.clock import public as clock
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.reception.queries.places import groups_of
from przystan.rooms.reception.rules.forecast import (
    Fitted,
    back_test,
    fit,
    is_inside,
    moment_now,
    moments_of,
    recent_share,
    state_range,
)
from przystan.rooms.reception.types import Accuracy, BackTest, Past, Range, Waited

HISTORY = timedelta(days=70)
LATELY_DAYS = 20
A_DAY = 24 * 3600
PAST = """
SELECT branch, day, service_code, taken_at, called_at, ended_at, coalesce(counter, '')
FROM reception_fact_ticket WHERE branch = %s AND day BETWEEN %s AND %s ORDER BY day, taken_at,
ticket_id
"""
STATED = """
SELECT t.estimate_low, t.estimate_high, extract(epoch FROM f.called_at - f.taken_at)
FROM reception_ticket t JOIN reception_fact_ticket f ON f.ticket_id = t.id
WHERE t.day BETWEEN %s AND %s AND t.estimate_low IS NOT NULL AND f.called_at IS NOT NULL
  AND (%s = '' OR t.branch_id = %s)
"""


class NoHistory(Exception):
    """There are too few past tickets for a forecast."""


def _past(branch: str, first: date, last: date) -> Iterator[Past]:
    groups = groups_of(branch=branch, day=last)
    for code, day, service, taken, called, ended, counter in fetch_rows(
            PAST, [branch, first, last]):
        yield Past(code, day, groups.get(service, service), service, taken, called, ended,
                   counter)


def waits_of(*, branch: str, first_date: date, last_date: date) -> list[Waited]:
    """Return what every ticket of a span of days found and how long it then waited."""
    return [
        waited for _day, tickets in groupby(
            _past(branch, first_date, last_date), key=lambda t: t.day)
        for waited in moments_of(tickets)]


Known = tuple[Fitted | None, float | None]


def _known(branch: str, day: date) -> Known:
    """Return the rule as fitted on the days before, and how it did lately; kept for the day."""
    key = f"reception.fitted:{branch}:{day}"
    found: Known | None = cache.get(key)
    if found is None:
        last = fetch_rows("SELECT max(day) FROM reception_ticket WHERE branch_id = %s AND day < %s",
                          [branch, day])[0][0]
        waits = waits_of(branch=branch, first_date=last - HISTORY, last_date=last) if last else []
        found = fit(waits), recent_share(waits, LATELY_DAYS)
        cache.set(key, found, A_DAY)
    return found


def published_share(*, branch: str, at: datetime) -> float | None:
    """Return how often stated ranges were right on the last 20 working days; None: unknown.

    The rule was fitted on the days before them.
    """
    return _known(branch, clock.local_date(at))[1]


def estimate(*, branch: str, service_code: str, at: datetime, before_id: int | None = None
             ) -> Range | None:
    """Return how long a ticket taken now waits, as a range of minutes that holds 8 waits in 10.

    Of a ticket that waits already, `before_id`, it is the range for those before it in the order
    of taking. None where nothing is known of past days.
    """
    day = clock.local_date(at)
    fitted = _known(branch, day)[0]
    if fitted is None:
        return None
    tickets = list(_past(branch, day, day))
    group = groups_of(branch=branch, day=day).get(service_code, service_code)
    new = Past(branch, day, group, service_code, at, None, None)
    if before_id is not None:
        taken = fetch_rows("SELECT taken_at FROM reception_ticket WHERE id = %s", [before_id])
        tickets = [t for t in tickets if t.called_at is not None or t.taken_at < taken[0][0]]
    return state_range(fitted, moment_now([t for t in tickets if t.group == group], new))


def run_back_test(
    *, first_date: date, split_date: date, last_date: date, branch: str = ""
) -> tuple[tuple[str, BackTest], ...]:
    """Fit on the days before a day and test on those from it on: all together, then by branch.

    Raises NoHistory.
    """
    branches = [row[0] for row in fetch_rows(
        "SELECT DISTINCT branch_id FROM reception_ticket WHERE day BETWEEN %s AND %s"
        " AND (%s = '' OR branch_id = %s) ORDER BY 1", [first_date, last_date, branch, branch])]
    waits = {b: waits_of(branch=b, first_date=first_date, last_date=last_date) for b in branches}
    everything = [w for found in waits.values() for w in found]
    tested = [(name, back_test([w for w in found if w.day < split_date],
                               [w for w in found if w.day >= split_date]))
              for name, found in (("all", everything), *waits.items())]
    good = tuple((name, result) for name, result in tested if result is not None)
    if not good or good[0][0] != "all":
        raise NoHistory(branch)
    return good


def stated_accuracy(*, first_date: date, last_date: date, branch: str = "") -> Accuracy:
    """Return how often the ranges that tickets of a span of days stated were right."""
    rows = fetch_rows(STATED, [first_date, last_date, branch, branch])
    return Accuracy(len(rows), sum(
        is_inside(Range(low, high), float(seconds)) for low, high, seconds in rows))
