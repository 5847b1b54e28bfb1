"""What an operator may do next."""

from __future__ import annotations

from przystan.rooms.calls.types.live import AgentStatus

_S = AgentStatus

AGENT_MOVES: dict[AgentStatus, frozenset[AgentStatus]] = {
    _S.OFF: frozenset({_S.READY, _S.PAUSE}),
    _S.READY: frozenset({_S.PAUSE, _S.RINGING, _S.OFF}),
    _S.PAUSE: frozenset({_S.READY, _S.PAUSE, _S.OFF}),
    _S.RINGING: frozenset({_S.READY, _S.TALKING, _S.PAUSE, _S.OFF}),
    _S.TALKING: frozenset({_S.WRAP_UP, _S.OFF}),
    _S.WRAP_UP: frozenset({_S.READY, _S.PAUSE, _S.OFF}),
}
"""Wrap-up is forced: nobody goes from a conversation to the next one without it."""

BY_HAND = frozenset({_S.READY, _S.PAUSE, _S.OFF})
"""What an operator chooses; the rest follows from the phone."""


def can_become(before: AgentStatus, after: AgentStatus) -> bool:
    """Whether an operator may go from one state to another."""
    return after in AGENT_MOVES[before]
