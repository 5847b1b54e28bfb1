"""Writes of gates: the alarms that agents hand over."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.live import public as live
from przystan.rooms.records import models
from przystan.rooms.records.types import AlarmFinding, AlarmRaised

ALARMS_TOPIC = "records.alarms"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class AlarmUnknown(LookupError):
    """No alarm has this id."""


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


def settle_alarm(
    *, alarm_id: int, finding: AlarmFinding, note: str = "", actor: Actor, at: datetime
) -> None:
    """Record what was found where a gate sounded; said again, the latest counts.

    Custody stays as it was: a folder that was brought back or handed over is booked where that
    is done. Raises AlarmUnknown.
    """
    if not models.GateAlarm.objects.filter(pk=alarm_id).exists():
        raise AlarmUnknown(alarm_id)
    models.GateAlarmSettled.objects.create(
        alarm_id=alarm_id, finding=finding.value, note=note.strip()[:300], settled_at=at,
        actor_name=actor.name)
    audit.record(
        actor=actor, at=at, action="records.settle_alarm", subject=f"records.alarm:{alarm_id}",
        details={"finding": finding.value})
    live.announce(topic=ALARMS_TOPIC, at=at, reference=str(alarm_id))
