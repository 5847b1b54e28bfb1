"""Reads of slots, bookings and how fairly they went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from przystan.platform.clock import public as clock
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.reception.queries.keys import code_key, holder_key, keyed
from przystan.rooms.reception.rules.bookings import Taken, harvest
from przystan.rooms.reception.types import (
    Booking,
    BookingStep,
    HarvestRow,
    NoShowRow,
    Slot,
)

CLOSED = """EXISTS (SELECT 1 FROM reception_closure c WHERE c.branch_id = s.branch_id
                  AND c.withdrawn_at IS NULL AND c.opens IS NULL
                  AND c.day = (s.starts_at AT TIME ZONE 'Europe/Warsaw')::date)"""
FREE = f"""
SELECT s.starts_at, min(s.ends_at), count(*) FROM reception_slot s
JOIN reception_service v ON v.id = s.service_id
WHERE s.branch_id = %(branch)s AND v.code = %(service)s AND s.starts_at >= %(first)s
  AND s.starts_at < %(last)s AND s.starts_at > %(at)s
  AND (s.released_at <= %(at)s OR s.id = ANY(%(offered)s))
  AND NOT EXISTS (SELECT 1 FROM reception_booking b WHERE b.slot_id = s.id AND b.ended_at IS NULL)
  AND NOT {CLOSED}
GROUP BY s.starts_at ORDER BY s.starts_at LIMIT %(limit)s
"""
FREE_OF = f"""
SELECT DISTINCT s.branch_id, v.code, s.starts_at FROM reception_slot s
JOIN reception_service v ON v.id = s.service_id
WHERE s.branch_id = ANY(%(branches)s) AND v.code = ANY(%(services)s)
  AND to_char(s.starts_at AT TIME ZONE 'Europe/Warsaw', 'YYYYMMDD') = ANY(%(days)s)
  AND s.starts_at > %(at)s AND s.released_at <= %(at)s
  AND NOT EXISTS (SELECT 1 FROM reception_booking b WHERE b.slot_id = s.id AND b.ended_at IS NULL)
  AND NOT {CLOSED}
"""
BOOKINGS = """
SELECT b.id, s.branch_id, v.code, s.starts_at, s.ends_at, b.language, b.case_id,
       b.ended_at IS NULL, EXISTS (SELECT 1 FROM reception_bookingevent c
           WHERE c.booking_id = b.id AND c.step = 'confirmed'),
       b.wants_earlier, e.step, coalesce(t.number, '')
FROM reception_booking b JOIN reception_slot s ON s.id = b.slot_id
JOIN reception_service v ON v.id = s.service_id
JOIN LATERAL (SELECT step FROM reception_bookingevent WHERE booking_id = b.id
              ORDER BY id DESC LIMIT 1) e ON true
LEFT JOIN reception_ticket t ON t.booking_id = b.id
"""
OFFERED = """
SELECT o.slot_id FROM reception_earlieroffer o JOIN reception_slot s ON s.id = o.slot_id
WHERE o.booking_id = %s ORDER BY o.id
"""
HARVEST = """
SELECT s.released_at, b.made_at, coalesce(b.contact_key, ''), coalesce(b.network_key, '')
FROM reception_slot s LEFT JOIN LATERAL (
    SELECT made_at, contact_key, network_key FROM reception_booking
    WHERE slot_id = s.id ORDER BY id LIMIT 1) b ON true
WHERE s.released_at >= %(first)s AND s.released_at < %(last)s
  AND (%(branch)s = '' OR s.branch_id = %(branch)s) ORDER BY s.released_at, s.id
"""
NO_SHOWS = """
SELECT v.code, count(*) FILTER (WHERE e.step = 'came'), count(*) FILTER (WHERE e.step = 'no_show'),
       count(*) FILTER (WHERE e.step = 'cancelled')
FROM reception_booking b JOIN reception_slot s ON s.id = b.slot_id
JOIN reception_service v ON v.id = s.service_id
JOIN LATERAL (SELECT step FROM reception_bookingevent WHERE booking_id = b.id
              ORDER BY id DESC LIMIT 1) e ON true
WHERE s.starts_at >= %(first)s AND s.starts_at < %(last)s
  AND (%(branch)s = '' OR s.branch_id = %(branch)s) GROUP BY v.code ORDER BY v.code
"""


class BookingNotFound(Exception):
    """There is no such booking."""


def _booking(row: Sequence[Any]) -> Booking:
    values: list[Any] = [*row[:10], BookingStep(row[10]), row[11]]
    return Booking(*values)


def list_free_slots(
    *, branch: str, service_code: str, at: datetime, first: date, days: int = 60,
    limit: int = 400, booking_id: int | None = None,
) -> tuple[Slot, ...]:
    """Return the times that can be booked now, by time: one row a time, with its free places.

    The holder of a booking also sees the freed times that were offered to it.
    """
    offered = ([row[0] for row in fetch_rows(OFFERED, [booking_id])] if booking_id else [])
    rows = fetch_rows(FREE, {
        "branch": branch, "service": service_code, "at": at, "first": clock.day_start(first),
        "last": clock.day_start(first + timedelta(days=days)), "limit": limit,
        "offered": offered})
    return tuple(Slot(*row) for row in rows)


def is_slot_free(*, branch: str, service_code: str, starts_at: datetime, at: datetime) -> bool:
    """Whether a time has a place left that everybody may take now."""
    return bool(fetch_rows(
        "SELECT 1 FROM reception_slot s JOIN reception_service v ON v.id = s.service_id"
        " WHERE s.branch_id = %s AND v.code = %s AND s.starts_at = %s AND s.starts_at > %s"
        " AND s.released_at <= %s AND NOT EXISTS (SELECT 1 FROM reception_booking b"
        f" WHERE b.slot_id = s.id AND b.ended_at IS NULL) AND NOT {CLOSED} LIMIT 1",
        [branch, service_code, starts_at, at, at]))


def list_gone(
    *, wanted: Iterable[tuple[str, str, str]], at: datetime
) -> list[tuple[str, str, str]]:
    """Return which times, each a branch, a service and a local time such as 20231205-0820, have no
    place left that everybody may take now.
    """
    asked = list(wanted)
    free = {(branch, service, starts_at.astimezone(clock.OFFICE_ZONE).strftime("%Y%m%d-%H%M"))
            for branch, service, starts_at in fetch_rows(FREE_OF, {
                "branches": list({w[0] for w in asked}), "services": list({w[1] for w in asked}),
                "days": list({w[2][:8] for w in asked}), "at": at})}
    return [w for w in asked if w not in free]


def get_booking(*, booking_id: int) -> Booking:
    """Return one booking. Raises BookingNotFound."""
    rows = fetch_rows(BOOKINGS + "WHERE b.id = %s", [booking_id])
    if not rows:
        raise BookingNotFound(booking_id)
    return _booking(rows[0])


def booking_of_token(*, token: str) -> Booking:
    """Return the booking whose page a token opens. Raises BookingNotFound."""
    rows = fetch_rows(BOOKINGS + "WHERE b.token_hash = %s", [keyed("token", token[:40])])
    if not rows:
        raise BookingNotFound("token")
    return _booking(rows[0])


def bookings_of_code(*, branch: str, code: str) -> tuple[Booking, ...]:
    """Return the bookings with a six-digit code that are live or became a ticket, by time."""
    rows = fetch_rows(
        BOOKINGS + "WHERE b.code_hash = %s AND (b.ended_at IS NULL OR t.id IS NOT NULL)"
        " ORDER BY s.starts_at, b.id", [code_key(branch, code)])
    return tuple(_booking(row) for row in rows)


def is_code_used(*, branch: str, code: str) -> bool:
    """Whether a booking that is live, or became a ticket, bears a six-digit code."""
    return bool(fetch_rows(
        "SELECT 1 FROM reception_booking b WHERE b.code_hash = %s AND (b.ended_at IS NULL"
        " OR EXISTS (SELECT 1 FROM reception_ticket t WHERE t.booking_id = b.id)) LIMIT 1",
        [code_key(branch, code)]))


def list_bookings(*, branch: str, day: date) -> tuple[Booking, ...]:
    """Return the bookings of a day at a branch by time, those moved or cancelled left out."""
    rows = fetch_rows(
        BOOKINGS + "WHERE s.branch_id = %s AND s.starts_at >= %s AND s.starts_at < %s AND e.step"
        " NOT IN ('cancelled', 'moved') ORDER BY s.starts_at, b.id",
        [branch, clock.day_start(day), clock.day_end(day)])
    return tuple(_booking(row) for row in rows)


def count_slots(*, branch: str, first: date, days: int) -> dict[date, tuple[int, int]]:
    """Return for each day how many slots there are and how many of them are booked."""
    rows = fetch_rows(
        "SELECT (s.starts_at AT TIME ZONE 'Europe/Warsaw')::date, count(*), count(b.id)"
        " FROM reception_slot s LEFT JOIN reception_booking b ON b.slot_id = s.id AND"
        " b.ended_at IS NULL WHERE s.branch_id = %s AND s.starts_at >= %s AND s.starts_at < %s"
        " GROUP BY 1 ORDER BY 1",
        [branch, clock.day_start(first), clock.day_start(first + timedelta(days=days))])
    return {day: (every, booked) for day, every, booked in rows}


def is_holder(*, booking_id: int, full_name: str, birth_date: date) -> bool:
    """Whether a booking was made for this name and birth date: it cannot be passed on."""
    rows = fetch_rows("SELECT holder_key FROM reception_booking WHERE id = %s", [booking_id])
    return bool(rows) and rows[0][0] == holder_key(full_name, birth_date)


def harvest_report(
    *, first_date: date, last_date: date, branch: str = ""
) -> tuple[HarvestRow, ...]:
    """Return by week of release how fast slots were taken and how many by the same hand."""
    span = {"first": clock.day_start(first_date), "last": clock.day_end(last_date),
            "branch": branch}
    slots = [Taken(*row) for row in fetch_rows(HARVEST, span)]
    refused = [clock.local_date(row[0]) for row in fetch_rows(
        "SELECT at FROM reception_bookingattempt WHERE outcome = 'limited' AND at >= %(first)s"
        " AND at < %(last)s", span)]
    return harvest(slots, refused, clock.OFFICE_ZONE)


def no_shows(*, first_date: date, last_date: date, branch: str = "") -> tuple[NoShowRow, ...]:
    """Return by service how the bookings of a span of days ended."""
    rows = fetch_rows(NO_SHOWS, {"first": clock.day_start(first_date),
                                 "last": clock.day_end(last_date), "branch": branch})
    return tuple(NoShowRow(*row) for row in rows)


def bookings_of_case(*, case_id: int) -> tuple[Booking, ...]:
    """Return the bookings bound to a case, the latest time first, moved ones left out."""
    rows = fetch_rows(
        BOOKINGS + "WHERE b.case_id = %s AND e.step <> 'moved' ORDER BY s.starts_at DESC, b.id",
        [case_id])
    return tuple(_booking(row) for row in rows)
