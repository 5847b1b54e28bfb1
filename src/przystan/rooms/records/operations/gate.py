"""Writes of gates: the alarms that agents hand over."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.live import public as live
from przystan.rooms.records import models
from przystan.rooms.records.types import AlarmRaised

ALARMS_TOPIC = "records.alarms"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def take_alarms(*, agent_id: int, alarms: Sequence[AlarmRaised], at: datetime) -> int:
    """Store the alarms of an agent's gates, each once however often it is sent.

    Returns how many were news; one audit line when there were any.
    """
    agent = models.EdgeAgent.objects.select_for_update().get(pk=agent_id)
    keys = [uuid.UUID(a.key) for a in alarms]
    known = set(models.GateAlarm.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = {key: a for key, a in zip(keys, alarms, strict=True) if key not in known}
    # Another agent may send the same key at the same moment only if it invents it: then it waits.
    models.GateAlarm.objects.bulk_create([
        models.GateAlarm(
            key=key, agent=agent, epc=a.epc, reader=a.reader, reason=a.reason, received_at=at,
            at=EPOCH + timedelta(microseconds=a.at_us)) for key, a in fresh.items()],
        ignore_conflicts=True)
    if fresh:
        audit.record(actor=Actor(None, f"agent: {agent.name}"), at=at,
                     action="records.take_alarms", subject=f"records.agent:{agent_id}",
                     details={"rows": len(fresh)})
        live.announce(topic=ALARMS_TOPIC, at=at, reference=str(agent_id))
    return len(fresh)
