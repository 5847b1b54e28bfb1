"""The daily balance: what was offered against what became of it."""

from __future__ import annotations

from datetime import date

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.calls.rules.balance import balance_days
from przystan.rooms.calls.types import DayBalance, Direction, Outcome

_OFFERED = """
SELECT local_date, sum(count)::bigint FROM (
    SELECT offered_date AS local_date, count(*) AS count FROM calls_engineevent
    WHERE offered_date BETWEEN %(first)s AND %(last)s GROUP BY offered_date
    UNION ALL
    SELECT local_date, count FROM calls_offered
    WHERE local_date BETWEEN %(first)s AND %(last)s
) AS offers GROUP BY local_date
"""
_COUNTED = """
SELECT c.local_date, c.direction, c.outcome, r.id IS NOT NULL, count(*)
FROM calls_contact c LEFT JOIN calls_removal r ON r.contact_id = c.id
WHERE c.local_date BETWEEN %(first)s AND %(last)s
GROUP BY c.local_date, c.direction, c.outcome, r.id IS NOT NULL
"""


def daily_balance(*, first_date: date, last_date: date) -> tuple[DayBalance, ...]:
    """Balance each local day of a span, newest first.

    Shape: one row per day with calls. Offered is counted from the raw events (or as handed over),
    everything else from the contacts, so that a lost or doubled contact makes a difference.
    """
    span = {"first": first_date, "last": last_date}
    counts = [
        (day, Direction(direction), Outcome(outcome), is_removed, int(count))
        for day, direction, outcome, is_removed, count in fetch_rows(_COUNTED, span)
    ]
    offered = {day: int(count) for day, count in fetch_rows(_OFFERED, span)}
    return tuple(balance_days(counts, offered))
