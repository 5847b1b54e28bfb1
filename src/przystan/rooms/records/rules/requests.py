"""Which step a request may take, and when a loan is late: pure."""

from __future__ import annotations

from datetime import date

from przystan.rooms.records.types import RequestState

OPEN = frozenset({RequestState.ASKED, RequestState.PULLED, RequestState.NOT_FOUND})
REQUEST_MOVES: dict[RequestState, frozenset[RequestState]] = {
    RequestState.ASKED: frozenset(RequestState) - {RequestState.ASKED},
    RequestState.PULLED: frozenset(
        {RequestState.HANDED_OVER, RequestState.CANCELLED, RequestState.NOT_FOUND}),
    RequestState.NOT_FOUND: frozenset(
        {RequestState.PULLED, RequestState.HANDED_OVER, RequestState.REFUSED,
         RequestState.CANCELLED}),
}
# For how long an officer gets a folder when nothing else is said.
LOAN_DAYS = 30


def can_move(before: RequestState, after: RequestState) -> bool:
    """Whether a request may pass from one state to another."""
    return after in REQUEST_MOVES.get(before, frozenset())


def days_late(due_date: date | None, today: date) -> int:
    """Return by how many days a loan is overdue, 0 when it is not or has no due date."""
    return max(0, (today - due_date).days) if due_date else 0
