"""Reads of the statistics of a hall: by service, hour and counter."""

from __future__ import annotations

from datetime import date

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.reception.types import HallRow

# Medians and the ninth decile, not means: a few who waited long say nothing of the others.
MEASURED = """
SELECT {key}, count(*),
    count(*) FILTER (WHERE end_state = 'no_show'),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM called_at - taken_at)) / 60,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM called_at - taken_at)) / 60,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM serving_at - called_at)),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM
        ended_at - coalesce(serving_at, called_at))) FILTER (WHERE end_state = 'served') / 60
FROM reception_fact_ticket
WHERE branch = %(branch)s AND day BETWEEN %(first)s AND %(last)s {also}
GROUP BY 1 ORDER BY {order}
"""
HOUR = "extract(hour FROM taken_at AT TIME ZONE 'Europe/Warsaw')::int"


def _measured(key: str, order: str, also: str, values: dict[str, object]) -> tuple[HallRow, ...]:
    rows = fetch_rows(MEASURED.format(key=key, order=order, also=also), values)
    return tuple(HallRow(str(r[0]), r[1], r[2], *(None if v is None else float(v) for v in r[3:]))
                 for r in rows)


def hall_by_service(*, branch: str, first_date: date, last_date: date) -> tuple[HallRow, ...]:
    """Return one row a service: tickets, no-shows, waits, way and visits."""
    return _measured("service_code", "1", "",
                     {"branch": branch, "first": first_date, "last": last_date})


def hall_by_hour(*, branch: str, first_date: date, last_date: date) -> tuple[HallRow, ...]:
    """Return one row a local hour of taking."""
    return _measured(HOUR, "1", "",
                     {"branch": branch, "first": first_date, "last": last_date})


def hall_by_counter(*, branch: str, first_date: date, last_date: date) -> tuple[HallRow, ...]:
    """Return one row a counter of those that called somebody."""
    return _measured("counter", "length(counter), 1", "AND counter <> ''",
                     {"branch": branch, "first": first_date, "last": last_date})
