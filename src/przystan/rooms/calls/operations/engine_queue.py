"""Operators whom the engine's own queue rings while nobody of us serves: their states as well.

The switchboard sees nothing of such a call; the engine's log does. So an operator who is rung by
that queue, or speaks with one of its callers, is not offered another one, and has the wrap-up.
"""

from __future__ import annotations

from collections.abc import Iterable

from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import models
from przystan.rooms.calls.operations.agents import AGENTS_SECTION, append_state
from przystan.rooms.calls.ports import EngineLogs
from przystan.rooms.calls.queries.live import list_agents
from przystan.rooms.calls.rules.agents import can_become
from przystan.rooms.calls.rules.profile import operator_of
from przystan.rooms.calls.types import EngineEvent, EventKind, LogKind
from przystan.rooms.calls.types.live import Agent, AgentStatus

QUEUE_APPLICATION = "Queue"

_ENDED = {AgentStatus.RINGING: AgentStatus.READY, AgentStatus.TALKING: AgentStatus.WRAP_UP}


def follow_engine_queue(
    *, logs: EngineLogs, events: Iterable[EngineEvent]
) -> int:
    """Move operators on by what the engine's own queue did; return how many states were appended.

    What an operator chose, or our switchboard told, after an event stands.
    """
    taken = list(events)
    theirs = [e for e in taken if e.channel_id != e.call_id
              and operator_of(logs.profile, e.channel) is not None]
    if not theirs:
        return 0
    queued = {e.call_id for e in taken if _is_queue(e)}
    queued |= _queued_before(logs, {e.call_id for e in theirs} - queued)
    transactions.lock_section(AGENTS_SECTION)
    return sum(_follow(e, str(operator_of(logs.profile, e.channel)))
               for e in theirs if e.call_id in queued)


def _is_queue(event: EngineEvent) -> bool:
    return (event.kind is EventKind.APPLICATION_STARTED
            and event.application == QUEUE_APPLICATION)


def _queued_before(logs: EngineLogs, keys: set[str]) -> set[str]:
    kept = models.EngineEvent.objects.filter(
        call_key__in=keys, source=LogKind.EVENTS,
        kind=EventKind.APPLICATION_STARTED).values_list("raw", flat=True)
    events = (logs.parse_event(raw) for raw in kept)
    return {e.call_id for e in events if e is not None and _is_queue(e)}


def _follow(event: EngineEvent, phone: str) -> bool:
    agent = next((a for a in list_agents()
                  if a.phone == phone and a.status is not AgentStatus.OFF), None)
    if agent is None or event.at < agent.since:
        return False
    is_mine = agent.call_key == event.call_id
    after: AgentStatus | None = None
    if event.kind is EventKind.CHANNEL_STARTED:
        after = AgentStatus.RINGING
    elif event.kind is EventKind.BRIDGE_ENTERED and is_mine:
        after = AgentStatus.TALKING
    elif event.kind is EventKind.CHANNEL_ENDED and is_mine:
        after = _ENDED.get(agent.status)
    if after is None or not can_become(agent.status, after):
        return False
    key = "" if after is AgentStatus.READY else event.call_id
    append_state(Agent(agent.username, agent.phone, after, agent.languages, event.at,
                       call_key=key), event.at)
    return True
