"""Reads of the customer's pads."""

from __future__ import annotations

from datetime import date
from typing import Any

from przystan.platform.clock import public as clock
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.reception import models
from przystan.rooms.reception.queries.keys import keyed
from przystan.rooms.reception.types import PadKind, PadTask, Pairing, Statement


class PadNotFound(Exception):
    """No pad stands there, or the code or token is over."""


def _pairing(row: Any) -> Pairing:
    return Pairing(row.pk, row.counter.branch_id, row.counter.code, row.taken_at is not None)


def pairing_of_token(*, token: str) -> Pairing:
    """Return the counter beside which a screen stands. Raises PadNotFound."""
    row = models.PadPairing.objects.select_related("counter").filter(
        token_hash=keyed("pad token", token), ended_at__isnull=True).first()
    if row is None:
        raise PadNotFound("token")
    return _pairing(row)


def pad_of(*, branch: str, counter: str) -> Pairing | None:
    """Return the pad of a counter, paired or waiting for its code; None when there is none."""
    row = models.PadPairing.objects.select_related("counter").filter(
        counter__branch_id=branch, counter__code=counter, ended_at__isnull=True).first()
    return _pairing(row) if row else None


def latest_task(*, pairing_id: int) -> PadTask | None:
    """Return what was last asked on a pad and not taken back, with its answer."""
    row = models.PadTask.objects.select_related("ticket", "answer").filter(
        pairing_id=pairing_id, withdrawn_at__isnull=True).order_by("-id").first()
    return _task(row) if row else None


def pad_tasks_of(*, ticket_id: int) -> tuple[PadTask, ...]:
    """Return what the holder of a ticket was asked on a pad, oldest first."""
    rows = models.PadTask.objects.select_related("ticket", "answer").filter(
        ticket_id=ticket_id, withdrawn_at__isnull=True).order_by("id")
    return tuple(_task(row) for row in rows)


def _task(row: Any) -> PadTask:
    answer = getattr(row, "answer", None)
    return PadTask(
        row.pk, PadKind(row.kind), Statement(row.statement), row.values, row.language,
        row.asked_at, row.ticket.number if row.ticket else "",
        *((answer.at, tuple(tuple((p[0], p[1], p[2]) for p in s) for s in answer.strokes),
           answer.typed, answer.rating, answer.is_refused) if answer else ()))


def ratings(*, branch: str, first_date: date, last_date: date) -> dict[int, int]:
    """Return how many gave each rating from 1 to 5 in a span of days."""
    rows = fetch_rows(
        "SELECT a.rating, count(*) FROM reception_padanswer a"
        " JOIN reception_padtask t ON t.id = a.task_id"
        " JOIN reception_padpairing p ON p.id = t.pairing_id"
        " JOIN reception_counter c ON c.id = p.counter_id"
        " WHERE c.branch_id = %s AND a.rating IS NOT NULL AND a.at >= %s AND a.at < %s"
        " GROUP BY 1 ORDER BY 1",
        [branch, clock.day_start(first_date), clock.day_end(last_date)])
    return dict(rows)
