"""Calls out that operators order from their desks, each with its reason."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.live import public as live
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.calls import models
from przystan.rooms.calls.operations.agents import LIVE_TOPIC
from przystan.rooms.calls.operations.live import NotNow, set_agent_state
from przystan.rooms.calls.queries.live import get_agent
from przystan.rooms.calls.rules.numbers import to_e164
from przystan.rooms.calls.types.live import AgentStatus, CallReason, OrderKind

CALLING = "calling"
"""The reason of the pause in which an operator calls somebody: nobody is put through then."""

REASONS_SINCE = timedelta(days=1)


class NotANumber(Exception):
    """This is no telephone number that the office could ring."""

    message = _("This is no telephone number.")


def order_call(*, number: str, reason: CallReason, actor: Actor, at: datetime) -> int:
    """Have the switchboard ring the operator's phone and then a number; return the order's number.

    The operator pauses meanwhile, so that no caller is put through. Raises NotANumber, NotNow
    (in a call, in wrap-up, or signed off).
    """
    e164 = to_e164(number)
    if e164 is None:
        raise NotANumber
    agent = get_agent(username=actor.username)
    if agent is None or agent.status not in (AgentStatus.READY, AgentStatus.PAUSE):
        raise NotNow
    set_agent_state(status=AgentStatus.PAUSE, phone=agent.phone, languages=agent.languages,
                    reason=CALLING, actor=actor, at=at)
    order = models.SwitchboardOrder.objects.create(
        call_key="", kind=OrderKind.CALL, target=e164, phone=agent.phone, reason=reason,
        username=actor.username, actor_name=actor.name, at=at)
    audit.record(actor=actor, at=at, action="calls.order_call",
                 subject=f"calls.order:{order.pk}", details={"reason": reason})
    live.announce(topic=LIVE_TOPIC, at=at)
    return int(order.pk)


def record_placed(*, order_id: int, call_key: str, at: datetime) -> None:
    """Note under which id the engine places an ordered call. No audit line: the order has one."""
    models.SwitchboardOrder.objects.filter(pk=order_id, kind=OrderKind.CALL).update(
        call_key=call_key)
    live.announce(topic=LIVE_TOPIC, at=at)


_GIVE_REASONS = """
INSERT INTO calls_wrapup (contact_id, topic, note, recorded_at, actor_name)
SELECT c.id, o.reason, '', %(at)s, o.actor_name
FROM calls_switchboardorder o JOIN calls_contact c ON c.key = o.call_key
WHERE o.kind = 'call' AND o.call_key <> '' AND o.at > %(since)s
  AND NOT EXISTS (SELECT 1 FROM calls_wrapup w WHERE w.contact_id = c.id)
RETURNING contact_id
"""


def give_reasons(*, at: datetime) -> int:
    """Note the reason of each ordered call at its contact, once the engine's log has it.

    Return how many were noted. No audit line: the order has one.
    """
    return len(fetch_rows(_GIVE_REASONS, {"at": at, "since": at - REASONS_SINCE}))
