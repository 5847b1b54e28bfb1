"""Writes of labels: ask for one, take its read-back, give it up."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.outbox import public as outbox
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import models
from przystan.rooms.records.operations.folders import (
    ReasonNeeded,
    label_folder,
    next_tag_serial,
)
from przystan.rooms.records.queries.folders import FolderNotFound
from przystan.rooms.records.rules.labels import label_zpl
from przystan.rooms.records.rules.tags import folder_epc
from przystan.rooms.records.types import LabelOutcome, LabelWay, ReadBack

CHANNEL = "label"
KEY = "records.label:"


class LabelNotFound(Exception):
    """There is no such label."""


class LabelEnded(Exception):
    """The label was read back or given up already."""

    message = _("This label was read back or given up already.")


class LabelAsked(Exception):
    """A label for this folder waits for its read-back already."""

    message = _("A label for this folder waits to be read back. Read it, or give it up.")


class WrongTag(Exception):
    """The tag that was read is not the one of this label."""

    message = _("This is another tag. Read the label of this folder.")


class ChipKnown(Exception):
    """The chip is on another folder already."""

    message = _("This chip is on another folder already: the label was moved or copied.")


def ask_label(
    *, folder_id: int, way: LabelWay, actor: Actor, at: datetime, reason: str = ""
) -> int:
    """Ask for a label with a new number and return its id; the printer gets it after the commit.

    The folder is labelled only when the tag was read back. Raises FolderNotFound, LabelAsked,
    ReasonNeeded when a tag is replaced without a reason.
    """
    folder = models.Folder.objects.select_for_update(of=("self",)).filter(
        pk=folder_id, removal__isnull=True).first()
    if folder is None:
        raise FolderNotFound(folder_id)
    if models.LabelJob.objects.filter(folder=folder, end__isnull=True).exists():
        raise LabelAsked(folder_id)
    if folder.tags.filter(retired_at__isnull=True).exists() and not reason.strip():
        raise ReasonNeeded(folder_id)
    job = models.LabelJob.objects.create(
        folder=folder, epc=folder_epc(next_tag_serial()), way=way, reason=reason.strip()[:120],
        asked_at=at, asked_by=actor.name)
    if way is LabelWay.PRINTER:
        outbox.write_message(
            key=f"{KEY}{job.pk}", channel=CHANNEL, recipient=folder.branch_id, subject="",
            body=label_zpl(job.epc, office=str(settings.OFFICE_NAME)), language="pl", at=at)
    audit.record(actor=actor, at=at, action="records.ask_label",
                 subject=f"records.folder:{folder_id}", details={"way": way.value})
    return int(job.pk)


def confirm_label(*, label_id: int, read: ReadBack, actor: Actor, at: datetime) -> None:
    """Take the read-back of a label: now the folder is labelled, and its old tag retired.

    Raises LabelNotFound, LabelEnded, WrongTag, ChipKnown.
    """
    job = _waiting(label_id)
    if read.epc.strip().upper() != job.epc:
        raise WrongTag(label_id)
    try:
        with transactions.transaction():
            models.LabelEnd.objects.create(
                job=job, outcome=LabelOutcome.READ_BACK, tid=read.tid.strip().upper()[:48],
                at=at, by=actor.name)
    except IntegrityError as known:
        raise ChipKnown(label_id) from known
    label_folder(folder_id=job.folder_id, epc=job.epc, reason=job.reason, actor=actor, at=at)


def give_up_label(*, label_id: int, note: str, actor: Actor, at: datetime) -> None:
    """Give a label up: its number is spent and never used. Raises LabelNotFound, LabelEnded."""
    job = _waiting(label_id)
    models.LabelEnd.objects.create(
        job=job, outcome=LabelOutcome.GIVEN_UP, at=at, by=actor.name, note=note.strip()[:300])
    audit.record(actor=actor, at=at, action="records.give_up_label",
                 subject=f"records.folder:{job.folder_id}")


def label_of_key(key: str) -> int | None:
    """Return the label that a message of the outbox prints, None for other messages."""
    number = key.removeprefix(KEY)
    return int(number) if key.startswith(KEY) and number.isdigit() else None


def _waiting(label_id: int) -> models.LabelJob:
    job = models.LabelJob.objects.select_for_update().filter(pk=label_id).first()
    if job is None:
        raise LabelNotFound(label_id)
    if models.LabelEnd.objects.filter(job=job).exists():
        raise LabelEnded(label_id)
    return job
