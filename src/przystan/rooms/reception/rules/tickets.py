"""The way of a ticket, and whom a counter calls next: pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from przystan.rooms.reception.types import Priority, Skills, TicketState

S = TicketState
WAITING_STATES = frozenset({S.WAITING, S.REDIRECTED})
AT_COUNTER_STATES = frozenset({S.CALLED, S.SERVING})
ENDED_STATES = frozenset({S.SERVED, S.NO_SHOW, S.CANCELLED})

MOVES: dict[TicketState, frozenset[TicketState]] = {
    S.WAITING: frozenset({S.CALLED, S.HELD, S.REDIRECTED, S.CANCELLED}),
    S.REDIRECTED: frozenset({S.CALLED, S.HELD, S.REDIRECTED, S.CANCELLED}),
    S.CALLED: frozenset({S.CALLED, S.SERVING, S.SERVED, S.NO_SHOW, S.HELD, S.REDIRECTED,
                         S.WAITING}),
    S.SERVING: frozenset({S.SERVED, S.HELD, S.REDIRECTED}),
    S.HELD: frozenset({S.CALLED, S.WAITING, S.CANCELLED}),
    S.NO_SHOW: frozenset({S.CALLED}),
    S.SERVED: frozenset(),
    S.CANCELLED: frozenset(),
}
# A booked ticket takes its turn from so long before its time.
BOOKED_EARLY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One waiting ticket as the rule of calling sees it."""

    id: int
    service_code: str
    language: str
    taken_at: datetime
    priority: Priority = Priority.ORDINARY
    booked_for: datetime | None = None
    to_counter: str = ""


def can_go(before: TicketState, after: TicketState) -> bool:
    """Whether a ticket may go from one state to another; a no-show may be called again."""
    return after in MOVES[before]


def ticket_number(letter: str, sequence: int) -> str:
    """Write a ticket's number: a letter and three digits.

    >>> ticket_number("A", 7)
    'A007'
    """
    return f"{letter}{sequence:03d}"


def call_order(ticket: Waiting, at: datetime) -> tuple[int, datetime, int]:
    """Return the key by which waiting tickets are called, the smallest first.

    Priority classes go first, then bookings whose time has come, then everybody in the order of
    taking; a booking whose time has not come goes after all of them. Within a class the older
    place goes first, so that a redirected ticket keeps its place.

    A worked example: at 9:00 there wait A (taken 8:10), B (booked for 9:00, came 8:50), C (booked
    for 10:00, came 8:00) and D (taken 8:55, on crutches). The order is D, B, A, C.
    """
    if ticket.priority is not Priority.ORDINARY:
        return 0, ticket.taken_at, ticket.id
    if ticket.booked_for is None:
        return 2, ticket.taken_at, ticket.id
    has_come = at >= ticket.booked_for - BOOKED_EARLY
    return (1 if has_come else 3), ticket.booked_for, ticket.id


def in_call_order(waiting: Iterable[Waiting], at: datetime) -> list[Waiting]:
    """Return waiting tickets in the order in which they would be called."""
    return sorted(waiting, key=lambda t: call_order(t, at))


def may_call(
    ticket: Waiting, *, counter: str, skills: Skills, spoken: frozenset[str],
    left: frozenset[tuple[str, str]] = frozenset(),
) -> bool:
    """Whether a counter may call a ticket.

    A ticket sent to one counter is called there only. A counter with languages calls tickets in
    them; `spoken` are the languages of the other counters that are staffed and serve the service:
    a ticket in a language that nobody there speaks is called by anybody, rather than never.
    `left` are services, with languages, that colleagues hold certificates for and this one not.
    """
    if ticket.to_counter:
        return ticket.to_counter == counter
    if (ticket.service_code not in skills.services
            or (ticket.service_code, ticket.language) in left):
        return False
    return (not skills.languages or ticket.language in skills.languages
            or ticket.language not in spoken)


def choose_next(
    waiting: Sequence[Waiting], *, counter: str, skills: Skills, others: Sequence[Skills],
    at: datetime, left: frozenset[tuple[str, str]] = frozenset(),
) -> int | None:
    """Return the id of the ticket that a counter calls next, None when nobody waits for it."""
    for ticket in in_call_order(waiting, at):
        spoken = frozenset(
            language for other in others if ticket.service_code in other.services
            for language in (other.languages or {ticket.language}))
        if may_call(ticket, counter=counter, skills=skills, spoken=spoken, left=left):
            return ticket.id
    return None


def count_ahead(waiting: Iterable[Waiting], ticket_id: int, at: datetime) -> int | None:
    """Return how many of the same service are called before a ticket; None: it does not wait."""
    ordered = in_call_order(waiting, at)
    mine = next((t for t in ordered if t.id == ticket_id), None)
    if mine is None:
        return None
    same = [t for t in ordered
            if t.service_code == mine.service_code or t.to_counter == mine.to_counter != ""]
    return same.index(mine)
