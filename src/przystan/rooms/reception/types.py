"""What crosses the door of reception."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TicketState(StrEnum):
    """Where a ticket stands, by its last event."""

    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class NewService:
    """One kind of business for which tickets are taken; the letter begins its numbers."""

    code: str
    letter: str
    name: str
    name_en: str


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


@dataclass(frozen=True)
class Ticket:
    """One ticket as the hall and the staff see it: a number, never a name."""

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
