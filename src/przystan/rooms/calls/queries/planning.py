"""The office's own half-hours, read for staffing and for the forecast."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import holidays

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.calls.rules.forecast import forecast_week
from przystan.rooms.calls.rules.staffing import staff_day
from przystan.rooms.calls.types.planning import Forecast, Load, StaffingRow, Target

HALF_HOUR = 1800.0
HISTORY_WEEKS = 60

SLOT = """(date_trunc('hour', c.started_at AT TIME ZONE 'Europe/Warsaw')
    + interval '30 min' * floor(extract(minute FROM c.started_at) / 30))::time"""
"""Half-hours of the office's clock (whole hours of every zone of Europe begin together)."""

WRAP_UPS = """
SELECT call_key, sum(seconds) AS seconds FROM (
    SELECT call_key, status, extract(epoch FROM
           lead(at) OVER (PARTITION BY username ORDER BY id) - at) AS seconds
    FROM calls_agentstate
) AS states WHERE status = 'wrap_up' AND call_key <> '' GROUP BY call_key
"""
"""Seconds of wrap-up after each call, where operators' states are known."""

_LOADS = f"""
SELECT {SLOT} AS starts, count(*),
       avg(c.talk_seconds + coalesce(w.seconds, 0)) FILTER (WHERE c.outcome = 'answered')
FROM calls_contact c
LEFT JOIN calls_removal r ON r.contact_id = c.id
LEFT JOIN ({WRAP_UPS}) w ON w.call_key = c.key
WHERE c.local_date = %(day)s AND c.outcome IN ('answered', 'abandoned') AND r.id IS NULL
GROUP BY starts ORDER BY starts
"""
_MONTH = f"""
SELECT avg(c.talk_seconds + coalesce(w.seconds, 0)) FILTER (WHERE c.outcome = 'answered'),
       sum(c.wait_seconds), count(*) FILTER (WHERE c.outcome = 'abandoned')
FROM calls_contact c
LEFT JOIN calls_removal r ON r.contact_id = c.id
LEFT JOIN ({WRAP_UPS}) w ON w.call_key = c.key
WHERE c.local_date BETWEEN %(first)s AND %(last)s
  AND c.outcome IN ('answered', 'abandoned') AND r.id IS NULL
"""
_COUNTS = f"""
SELECT c.local_date, {SLOT} AS starts, count(*) FROM calls_contact c
LEFT JOIN calls_removal r ON r.contact_id = c.id
WHERE c.local_date BETWEEN %(first)s AND %(last)s
  AND c.outcome IN ('answered', 'abandoned') AND r.id IS NULL
GROUP BY c.local_date, starts
"""


def list_staffing(*, local_date: date, target: Target) -> tuple[StaffingRow, ...]:
    """Return how many operators each half-hour of a day needs, from the office's own calls.

    Shape: one row per half-hour with calls, or expected ones where the day has none yet. Calls
    are those that wanted an operator; handling is talk and, where it is known, wrap-up; a
    half-hour in which nobody was answered takes the month's mean, and patience is the month's
    (all time waited ÷ callers who gave up). Raises BadTarget. Source: docs/ways/call-metrics.md.
    """
    span = {"day": local_date, "first": local_date - timedelta(days=27), "last": local_date}
    (month,) = fetch_rows(_MONTH, span)
    handling, waited, gave_up = (float(v) if v is not None else 0.0 for v in month)
    patience = waited / gave_up if gave_up else None
    loads = {
        starts: Load(float(count), _seconds(own, handling), HALF_HOUR, patience)
        for starts, count, own in fetch_rows(_LOADS, span)
    }
    return staff_day(loads or _expected_loads(local_date, handling, patience), target)


def _seconds(own: Decimal | float | None, usual: float) -> float:
    return float(own) if own is not None else usual


def _expected_loads(
    day: date, handling_seconds: float, patience_seconds: float | None
) -> dict[time, Load]:
    rows = get_forecast(first_date=day).rows
    return {
        row.starts: Load(row.expected, handling_seconds, HALF_HOUR, patience_seconds)
        for row in rows if row.day == day
    }


def get_forecast(*, first_date: date) -> Forecast:
    """Forecast calls to operators for the seven days from a day, from the days before it.

    Shape: one row per half-hour of each working day, with the rule's past accuracy. Weekends on
    which nobody ever called and Polish public holidays expect nothing and have no rows.
    """
    span = {"first": first_date - timedelta(weeks=HISTORY_WEEKS),
            "last": first_date - timedelta(days=1)}
    counts = {(day, starts): int(count) for day, starts, count in fetch_rows(_COUNTS, span)}
    weekdays = {day.weekday() for day, _starts in counts}
    public = holidays.country_holidays("PL")
    return forecast_week(
        counts=counts, first_date=first_date,
        is_open=lambda day: day.weekday() in weekdays and day not in public)
