"""The way of a ticket: pure."""

from __future__ import annotations

from przystan.rooms.reception.types import TicketState

MOVES: dict[TicketState, frozenset[TicketState]] = {
    TicketState.WAITING: frozenset({TicketState.CALLED, TicketState.CANCELLED}),
    TicketState.CALLED: frozenset({
        TicketState.CALLED, TicketState.SERVED, TicketState.NO_SHOW, TicketState.WAITING,
    }),
    TicketState.SERVED: frozenset(),
    TicketState.NO_SHOW: frozenset({TicketState.CALLED}),
    TicketState.CANCELLED: frozenset(),
}


def can_go(before: TicketState, after: TicketState) -> bool:
    """Whether a ticket may go from one state to another; a no-show may be called again."""
    return after in MOVES[before]


def ticket_number(letter: str, sequence: int) -> str:
    """Write a ticket's number: a letter and three digits.

    >>> ticket_number("A", 7)
    'A007'
    """
    return f"{letter}{sequence:03d}"
