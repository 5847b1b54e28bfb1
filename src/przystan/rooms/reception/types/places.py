"""Counters, hours and closures of a branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True)
class NewCounter:
    """One counter with what it serves; no language named means every language."""

    code: str
    services: tuple[str, ...]
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counter:
    """One counter on a day: what it serves, and who sits there since when (empty: nobody).

    `login` is their username.
    """

    id: int
    branch: str
    code: str
    services: tuple[str, ...]
    languages: tuple[str, ...]
    staffed_by: str = ""
    since: datetime | None = None
    login: str = ""


@dataclass(frozen=True)
class Hours:
    """When a branch is open on a weekday (Monday is 0) from a day on; no times means closed."""

    weekday: int
    opens: time | None
    closes: time | None
    valid_from: date


@dataclass(frozen=True)
class Closure:
    """One day on which a branch is closed, or open at other times."""

    id: int
    day: date
    opens: time | None
    closes: time | None
    note: str


@dataclass(frozen=True)
class OpenDay:
    """The times of one day; None where the branch is closed. `note` says why, if it is said."""

    opens: time | None
    closes: time | None
    note: str = ""


@dataclass(frozen=True)
class BookingRule:
    """How a service is booked at a branch from a day on.

    `minutes` is a visit, `buffer_minutes` the pause after it, `places` how many at the same time,
    `daily_quota` how many a day at most, `days_ahead` how far the calendar reaches.
    """

    service_code: str
    valid_from: date
    minutes: int
    buffer_minutes: int
    places: int
    daily_quota: int
    days_ahead: int
