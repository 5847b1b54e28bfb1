"""Appointments: slots, bookings, the waiting list and how fairly they went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class BookingStep(StrEnum):
    """What happened to a booking."""

    BOOKED = "booked"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDED = "reminded"
    OFFERED = "offered"
    CAME = "came"
    NO_SHOW = "no_show"


class Contact(StrEnum):
    """How a person is told."""

    MAIL = "mail"
    SMS = "sms"


@dataclass(frozen=True)
class Slot:
    """One time that can be booked; `free` is how many places it has left."""

    starts_at: datetime
    ends_at: datetime
    free: int


@dataclass(frozen=True)
class NewBooking:
    """What a person gives for a booking. The name and the birth date are kept as a hash only.

    `case_id` binds it to a case, of which there may be one live booking. `address` is the network
    address that asked: kept as a keyed hash only.
    """

    branch: str
    service_code: str
    starts_at: datetime
    full_name: str
    birth_date: date
    contact: Contact
    recipient: str
    language: str
    case_id: int | None = None
    wants_earlier: bool = False
    address: str = ""


@dataclass(frozen=True)
class WaitingPlace:
    """A place on the waiting list, with the times that are offered and still free."""

    id: int
    branch: str
    service_code: str
    is_live: bool
    offered: tuple[datetime, ...]


@dataclass(frozen=True)
class Made:
    """A booking that was made: the token opens its page, the code is typed at the kiosk."""

    id: int
    token: str
    code: str


@dataclass(frozen=True)
class Booking:
    """One booking. `is_live` until it is cancelled, moved, kept or missed."""

    id: int
    branch: str
    service_code: str
    starts_at: datetime
    ends_at: datetime
    language: str
    case_id: int | None
    is_live: bool
    is_confirmed: bool
    wants_earlier: bool
    last_step: BookingStep
    ticket_number: str = ""


@dataclass(frozen=True)
class HarvestRow:
    """Slots of one week after their release.

    `within_minute` were taken within 60 seconds of release, `most_by_phone` and `most_by_network`
    are the most that one phone and one network took.
    """

    week: date
    released: int
    taken: int
    within_minute: int
    most_by_phone: int
    most_by_network: int
    refused: int


@dataclass(frozen=True)
class NoShowRow:
    """How bookings of one service ended in a span of days."""

    service_code: str
    kept: int
    missed: int
    cancelled: int
