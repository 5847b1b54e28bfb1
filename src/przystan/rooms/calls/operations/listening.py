"""A supervisor listens to a live conversation, and whispers to its operator."""

from __future__ import annotations

from datetime import datetime

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.live import public as live
from przystan.rooms.calls import models
from przystan.rooms.calls.operations.agents import LIVE_TOPIC
from przystan.rooms.calls.operations.live import NotInCall, NotNow, set_agent_state
from przystan.rooms.calls.queries.live import get_agent, list_agents
from przystan.rooms.calls.types.live import LISTENER_ORDERS, AgentStatus, OrderKind

LISTENING = "listening"
"""The reason of the pause in which a supervisor listens: nobody is put through then."""


def order_listening(*, kind: OrderKind, call_key: str, actor: Actor, at: datetime) -> int:
    """Have the switchboard let the actor's own phone hear a conversation; return the order.

    LISTEN rings that phone; WHISPER and QUIET need a phone that listens. The supervisor pauses
    meanwhile. Raises NotNow (signed off or in a call), NotInCall (nobody speaks there).
    """
    if kind not in LISTENER_ORDERS:
        raise ValueError(kind)
    me = get_agent(username=actor.username)
    if me is None or me.status not in (AgentStatus.READY, AgentStatus.PAUSE):
        raise NotNow
    if not any(a.call_key == call_key and a.status is AgentStatus.TALKING for a in list_agents()):
        raise NotInCall
    if kind is OrderKind.LISTEN:
        set_agent_state(status=AgentStatus.PAUSE, phone=me.phone, languages=me.languages,
                        reason=LISTENING, actor=actor, at=at)
    order = models.SwitchboardOrder.objects.create(
        call_key=call_key, kind=kind, phone=me.phone, username=actor.username,
        actor_name=actor.name, at=at)
    audit.record(actor=actor, at=at, action=f"calls.{kind}",
                 subject=f"calls.order:{order.pk}", details={"call": call_key})
    live.announce(topic=LIVE_TOPIC, at=at)
    return int(order.pk)


def begin_listening(*, order_id: int, at: datetime) -> None:
    """Note that an ordered listening begins; the operator's desk shows it. The order is audited."""
    order = models.SwitchboardOrder.objects.get(pk=order_id)
    models.Listening.objects.get_or_create(
        order=order, defaults={"call_key": order.call_key, "at": at})
    live.announce(topic=LIVE_TOPIC, at=at)


def end_listening(*, at: datetime, order_id: int | None = None) -> None:
    """Note that a listening has ended; without an order, that every one has."""
    rows = models.Listening.objects.filter(ended_at__isnull=True)
    if order_id is not None:
        rows = rows.filter(order_id=order_id)
    if rows.update(ended_at=at):
        live.announce(topic=LIVE_TOPIC, at=at)
