"""What an operator's desk shows beside the caller: the talk's phase, tasks, calls out."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from przystan.rooms.calls import models
from przystan.rooms.calls.types.calls import Outcome
from przystan.rooms.calls.types.live import (
    CallReason,
    LiveKind,
    OrderedCall,
    OrderKind,
    TaskState,
    UnitTask,
)

MOST_ROWS = 200
PHASES = (LiveKind.CONNECTED, LiveKind.HELD, LiveKind.RESUMED, LiveKind.ASKED,
          LiveKind.UNIT_SPOKE, LiveKind.UNIT_AWAY)


def phase_of(*, call_key: str) -> LiveKind:
    """Say where a conversation stands: connected, held, a unit is asked, a unit speaks."""
    last = models.LiveEvent.objects.filter(
        call_key=call_key, kind__in=PHASES).order_by("-id").values_list("kind", flat=True).first()
    kind = LiveKind(last) if last else LiveKind.CONNECTED
    return LiveKind.CONNECTED if kind in (LiveKind.RESUMED, LiveKind.UNIT_AWAY) else kind


def asked_order(*, call_key: str) -> tuple[str, str]:
    """Return the unit that was asked last in a call, and the note for it; "" for none."""
    row = models.SwitchboardOrder.objects.filter(
        call_key=call_key, kind=OrderKind.ASK).order_by("-id").first()
    return (row.target, row.note) if row else ("", "")


def list_unit_tasks(
    *, unit: str = "", opened_by: str = "", is_done: bool | None = None, offset: int = 0,
    limit: int = 50,
) -> tuple[UnitTask, ...]:
    """List units' tasks, the first due first (of done ones the latest first), at most 200.

    Shape: one row per task, narrowed by unit, by the operator who opened it, by done or not.
    """
    order = ("-done_at", "-id") if is_done else ("due_at", "id")
    rows = _tasks(unit, opened_by, is_done).order_by(*order)
    return tuple(_task(row) for row in rows[offset:offset + min(limit, MOST_ROWS)])


def get_unit_task(*, task_id: int) -> UnitTask | None:
    """Return one task, or None."""
    row = _tasks("", "", None).filter(pk=task_id).first()
    return _task(row) if row else None


def count_unit_tasks(*, at: datetime, unit: str = "") -> tuple[int, int]:
    """Count a unit's tasks that are not done, and those of them that are overdue."""
    rows = _tasks(unit, "", False)
    return rows.count(), rows.filter(due_at__lt=at).count()


def _tasks(unit: str, opened_by: str, is_done: bool | None) -> QuerySet[models.UnitTask]:
    rows = models.UnitTask.objects.all()
    if unit:
        rows = rows.filter(unit=unit)
    if opened_by:
        rows = rows.filter(username=opened_by)
    steps = models.UnitTaskStep.objects.filter(task=OuterRef("pk"))
    done = steps.filter(state=TaskState.DONE)
    if is_done is not None:
        rows = rows.filter(Exists(done) if is_done else ~Exists(done))
    return rows.annotate(
        accepted_by=steps.filter(state=TaskState.ACCEPTED).values("actor_name")[:1],
        done_by=done.values("actor_name")[:1], done_at=done.values("at")[:1],
        answer=done.values("answer")[:1])


def _task(row: models.UnitTask) -> UnitTask:
    state = TaskState.OPEN
    if row.done_by:  # type: ignore[attr-defined]
        state = TaskState.DONE
    elif row.accepted_by:  # type: ignore[attr-defined]
        state = TaskState.ACCEPTED
    return UnitTask(
        id=row.pk, unit=row.unit, note=row.note, call_key=row.call_key, number=row.number,
        language=row.language, opened_by=row.actor_name, opened_at=row.at, due_at=row.due_at,
        state=state, accepted_by=row.accepted_by or "",  # type: ignore[attr-defined]
        done_by=row.done_by or "", done_at=row.done_at,  # type: ignore[attr-defined]
        answer=row.answer or "")  # type: ignore[attr-defined]


def list_ordered_calls(*, username: str, limit: int = 10) -> tuple[OrderedCall, ...]:
    """List an operator's latest calls out, the latest first, with what the engine's log tells."""
    rows = models.SwitchboardOrder.objects.filter(
        kind=OrderKind.CALL, username=username).order_by("-id")[:limit]
    keys = [row.call_key for row in rows if row.call_key]
    found = {c.key: c for c in models.Contact.objects.filter(key__in=keys)}
    return tuple(_ordered(row, found.get(row.call_key)) for row in rows)


def _ordered(row: models.SwitchboardOrder, contact: models.Contact | None) -> OrderedCall:
    return OrderedCall(
        row.pk, row.target, CallReason(row.reason), row.at, bool(row.call_key),
        contact.pk if contact else None,
        contact is not None and contact.outcome == Outcome.OUTGOING_ANSWERED)
