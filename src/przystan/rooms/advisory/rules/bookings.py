"""What a duty and a booking must be. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from przystan.rooms.advisory.types.specialists import NewBooking, NewDuty, NewInterpretation
from przystan.rooms.advisory.types.visits import InterpreterMode

LONGEST_DUTY, LONGEST_BOOKING = timedelta(hours=12), timedelta(hours=4)


class InvalidHours(ValueError):
    """A duty or a booking cannot be kept so; says what is wrong."""


def check_duty(duty: NewDuty) -> None:
    """Raise InvalidHours unless the duty ends after it begins, within a day, at a place."""
    _check_period(duty.starts_at, duty.ends_at, LONGEST_DUTY)
    if duty.mode is InterpreterMode.NONE:
        raise InvalidHours("a duty is on site or by phone")
    if duty.mode is InterpreterMode.ON_SITE and duty.branch is None:
        raise InvalidHours("a duty on site names its branch")


def check_booking(booking: NewBooking) -> None:
    """Raise InvalidHours unless the hour ends after it begins and is not longer than four."""
    _check_period(booking.starts_at, booking.ends_at, LONGEST_BOOKING)


def check_interpretation(one: NewInterpretation) -> None:
    """Raise InvalidHours unless two languages are named and the way is on site or by phone."""
    if one.language == one.into or not one.language or not one.into:
        raise InvalidHours("an interpreter works between two languages")
    if one.mode is InterpreterMode.NONE:
        raise InvalidHours("a duty is on site or by phone")


def _check_period(starts_at: datetime, ends_at: datetime, longest: timedelta) -> None:
    if ends_at <= starts_at:
        raise InvalidHours("the end is after the beginning")
    if ends_at - starts_at > longest:
        raise InvalidHours("the time is too long for one entry")
