"""The door of the clock: this instant, and the office's local days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

__all__ = ["OFFICE_ZONE", "day_end", "day_start", "local_date", "now"]

OFFICE_ZONE = ZoneInfo("Europe/Warsaw")


def now() -> datetime:
    """Return the present instant, aware and in UTC.

    A demo office is shifted by whole days (setting CLOCK_OFFSET_SECONDS); a real one is not.
    """
    return datetime.now(UTC) + timedelta(seconds=settings.CLOCK_OFFSET_SECONDS)  # noqa: TID251


def local_date(at: datetime) -> date:
    """Return the office's day on which an instant falls, cut at midnight in Warsaw."""
    return at.astimezone(OFFICE_ZONE).date()


def day_start(day: date) -> datetime:
    """Return the first instant of an office day, aware."""
    return datetime.combine(day, time(), OFFICE_ZONE)


def day_end(day: date) -> datetime:
    """Return the first instant after an office day: the bound of everything recorded on it."""
    return day_start(day + timedelta(days=1))
