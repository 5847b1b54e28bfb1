"""The one way in which an operator's state changes: a new row, told to every open screen."""

from __future__ import annotations

from datetime import datetime

from przystan.platform.live import public as live
from przystan.rooms.calls import models
from przystan.rooms.calls.types.live import Agent

LIVE_TOPIC = "calls.live"
AGENTS_SECTION = "calls.agents"


def append_state(agent: Agent, at: datetime) -> None:
    """Append where an operator stands from now on."""
    models.AgentState.objects.create(
        username=agent.username, phone=agent.phone, status=agent.status,
        languages=list(agent.languages), reason=agent.reason, call_key=agent.call_key, at=at)
    live.announce(topic=LIVE_TOPIC, at=at)
