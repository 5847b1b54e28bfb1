"""Reads of the reports that are sent by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from przystan.reporting import models


@dataclass(frozen=True)
class Schedule:
    """A report that is sent to an address after each month or quarter."""

    id: int
    kind: str
    language: str
    every: str
    recipient: str
    made_at: datetime
    made_by: str


def list_schedules() -> tuple[Schedule, ...]:
    """Return the schedules that still send, the oldest first."""
    rows = models.Schedule.objects.filter(stop__isnull=True).order_by("pk")
    return tuple(Schedule(r.pk, r.kind, r.language, r.every, r.recipient, r.made_at, r.made_by)
                 for r in rows)
