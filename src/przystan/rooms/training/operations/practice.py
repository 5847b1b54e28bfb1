"""Days that were practised in a private copy of the demo office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.rooms.training import models


def record_practice(
    *, user_id: int, tasks: Sequence[str], done: Sequence[str], began_at: datetime,
    actor: Actor, at: datetime,
) -> None:
    """Record a day that a member of staff practised: its tasks, and those of them that were done.

    The codes are those of the copy's own check.
    """
    row = models.Practice.objects.create(
        user_id=user_id, tasks=list(tasks), done=list(done), began_at=began_at, ended_at=at)
    audit.record(actor=actor, at=at, action="training.record_practice",
                 subject=f"training.practice:{row.pk}",
                 details={"done": len(done), "tasks": len(tasks)})
