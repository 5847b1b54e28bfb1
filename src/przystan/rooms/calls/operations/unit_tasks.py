"""What operators ask units to do for callers, until the answer is back."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.live import public as live
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import models
from przystan.rooms.calls.queries.desk import get_unit_task
from przystan.rooms.calls.queries.wallboard import caller_of
from przystan.rooms.calls.rules.unit_tasks import due_of
from przystan.rooms.calls.types.live import TaskState, UnitTask

TASKS_TOPIC = "calls.tasks"


class TaskNotFound(Exception):
    """There is no such task."""

    message = _("There is no such task.")


class NoteNeeded(Exception):
    """A task without words is none."""

    message = _("Write what the unit should do.")


class AnswerNeeded(Exception):
    """A task is done with an answer for the operator."""

    message = _("Write what the caller is told.")


class StepTaken(Exception):
    """Somebody took this step before."""

    message = _("Somebody did this before you.")


def open_unit_task(
    *, unit: str, note: str, actor: Actor, at: datetime, call_key: str = ""
) -> int:
    """Ask a unit to do something for the caller of a call; return the task's number.

    The answer is due at the same hour of the next working day. The same note for the same unit in
    one call (a key pressed twice, a second window) is one task. Raises NoteNeeded.
    """
    words = note.strip()[:500]
    if not words:
        raise NoteNeeded
    transactions.lock_section("calls.tasks")
    before = models.UnitTask.objects.filter(call_key=call_key, unit=unit, note=words).first()
    if call_key and before is not None:
        return int(before.pk)
    seen = caller_of(call_key=call_key) if call_key else None
    task = models.UnitTask.objects.create(
        unit=unit, note=words, call_key=call_key, username=actor.username,
        actor_name=actor.name, at=at,
        number=seen.number if seen else "", language=seen.language if seen else "",
        due_at=due_of(at.astimezone(clock.OFFICE_ZONE)))
    audit.record(actor=actor, at=at, action="calls.open_unit_task",
                 subject=f"calls.task:{task.pk}", details={"unit": unit})
    live.announce(topic=TASKS_TOPIC, at=at)
    return int(task.pk)


def open_task_card(*, task_id: int, actor: Actor, at: datetime) -> UnitTask:
    """Return one task with the caller's number, and note who read it. Raises TaskNotFound."""
    task = get_unit_task(task_id=task_id)
    if task is None:
        raise TaskNotFound(task_id)
    audit.record_read(actor=actor, at=at, action="calls.open_task_card",
                      subject=f"calls.task:{task_id}")
    return task


def accept_unit_task(*, task_id: int, actor: Actor, at: datetime) -> None:
    """Take a task on for a unit. Raises TaskNotFound, StepTaken."""
    _step(task_id, TaskState.ACCEPTED, "", actor, at)


def finish_unit_task(*, task_id: int, answer: str, actor: Actor, at: datetime) -> None:
    """Give the answer back to the operator, accepted before or not.

    Raises AnswerNeeded, TaskNotFound, StepTaken.
    """
    if not answer.strip():
        raise AnswerNeeded
    _step(task_id, TaskState.DONE, answer.strip()[:500], actor, at)


def _step(task_id: int, state: TaskState, answer: str, actor: Actor, at: datetime) -> None:
    task = models.UnitTask.objects.select_for_update().filter(pk=task_id).first()
    if task is None:
        raise TaskNotFound(task_id)
    if task.steps.filter(state=TaskState.DONE).exists():
        raise StepTaken(task_id)
    try:
        with transaction.atomic():
            models.UnitTaskStep.objects.create(
                task=task, state=state, answer=answer, actor_name=actor.name, at=at)
    except IntegrityError as taken:
        raise StepTaken(task_id) from taken
    audit.record(actor=actor, at=at, action="calls.step_unit_task",
                 subject=f"calls.task:{task_id}", details={"state": state})
    live.announce(topic=TASKS_TOPIC, at=at)
