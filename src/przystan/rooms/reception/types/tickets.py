"""Services, tickets and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket stands, by its last event. A redirected ticket waits, in its old place."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    SERVED = "served"
    NO_SHOW = "no_show"
    HELD = "held"
    REDIRECTED = "redirected"
    CANCELLED = "cancelled"


class Priority(StrEnum):
    """Why somebody is called before others."""

    ORDINARY = "ordinary"
    DISABLED = "disabled"
    CHILD = "child"
    STAY_ENDS = "stay_ends"
    OTHER = "other"


class TicketChannel(StrEnum):
    """Where a ticket was taken."""

    RECEPTION = "reception"
    KIOSK = "kiosk"
    BOOKING = "booking"


@dataclass(frozen=True)
class NewService:
    """One kind of business for which tickets are taken; the letter begins its numbers.

    `procedure` is the portal's, by slug: who holds its certificate is to be preferred.
    """

    code: str
    letter: str
    name: str
    name_en: str
    name_uk: str = ""
    name_ru: str = ""
    procedure: str = ""


@dataclass(frozen=True)
class NewTicket:
    """One ticket of a past day with what became of it, for bulk recording."""

    branch: str
    service_code: str
    sequence: int
    language: str
    taken_at: datetime
    day: date
    called_at: datetime | None = None
    ended_at: datetime | None = None
    state: TicketState = TicketState.WAITING
    counter: str = ""
    serving_at: datetime | None = None
    token: str | None = None


@dataclass(frozen=True)
class Ticket:
    """One ticket as the hall and the staff see it: a number, never a name.

    `service_code` is where it was redirected to, if it was. `to_counter` is the only counter that
    may call it, where one is named. `booked_for` is when a booking begins.
    """

    id: int
    number: str
    branch: str
    service_code: str
    service_name: str
    language: str
    taken_at: datetime
    state: TicketState
    counter: str
    since: datetime
    person_id: int | None
    day: date
    token: str
    priority: Priority = Priority.ORDINARY
    booked_for: datetime | None = None
    to_counter: str = ""
    booking_id: int | None = None
    case_id: int | None = None
    estimate: tuple[int, int] | None = None


@dataclass(frozen=True)
class TicketStep:
    """One step of a ticket: what, when, where, who, why."""

    state: TicketState
    at: datetime
    counter: str
    by: str
    reason: str


@dataclass(frozen=True)
class Skills:
    """Whom a counter serves: services by code, and languages; no language named means all."""

    services: frozenset[str]
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class HallRow:
    """One row of a hall's statistics; `key` is a service, an hour or a counter.

    Waits and visits in minutes, the way from call to counter in seconds; medians, None where
    nothing was measured. `wait_ninth` is the wait that one in ten exceeds.
    """

    key: str
    tickets: int
    no_shows: int
    wait: float | None
    wait_ninth: float | None
    way_seconds: float | None
    visit: float | None


@dataclass(frozen=True)
class Call:
    """One number on the display; `key` changes with every call of it."""

    number: str
    counter: str
    language: str
    key: str
    called_at: datetime
    is_served: bool
