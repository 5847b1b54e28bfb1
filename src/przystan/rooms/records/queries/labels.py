"""Reads of labels."""

from __future__ import annotations

from przystan.rooms.records import models
from przystan.rooms.records.rules.labels import label_number
from przystan.rooms.records.types import Label, LabelOutcome, LabelWay


def list_labels(
    *, folder_id: int | None = None, is_waiting: bool = False, limit: int = 100
) -> tuple[Label, ...]:
    """Return labels, the latest asked first: of one folder, or all that wait, or all."""
    found = models.LabelJob.objects.select_related("folder", "end").order_by("-id")
    if folder_id is not None:
        found = found.filter(folder_id=folder_id)
    if is_waiting:
        found = found.filter(end__isnull=True)
    return tuple(_label(job) for job in found[:limit])


def _label(job: models.LabelJob) -> Label:
    end = getattr(job, "end", None)
    return Label(
        job.pk, job.folder_id, job.folder.case_sign, job.epc, label_number(job.epc),
        LabelWay(job.way), job.asked_at, job.asked_by,
        LabelOutcome(end.outcome) if end else None, end.note if end else "")
