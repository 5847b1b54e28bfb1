"""Writes of consignments: pack, send, receive, each folder read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import models
from przystan.rooms.records.operations.folders import pass_folder
from przystan.rooms.records.queries.folders import find_folder
from przystan.rooms.records.queries.requests import ConsignmentNotFound
from przystan.rooms.records.types import Custody


class SameBranch(Exception):
    """A consignment goes from one branch to another."""

    message = _("A consignment goes from one branch to another.")


class ConsignmentSent(Exception):
    """The consignment has left, or is received: it cannot take this step."""

    message = _("The consignment cannot take this step now.")


class ConsignmentEmpty(Exception):
    """A consignment without folders is not sent."""

    message = _("There is no folder in the consignment.")


def open_consignment(
    *, from_branch: str, to_branch: str, actor: Actor, at: datetime
) -> int:
    """Begin to pack a consignment and return its id. Raises SameBranch."""
    if from_branch == to_branch:
        raise SameBranch
    made = models.Consignment.objects.create(
        from_branch_id=from_branch, to_branch_id=to_branch, opened_at=at, opened_by=actor.name)
    audit.record(actor=actor, at=at, action="records.open_consignment",
                 subject=f"records.consignment:{made.pk}")
    return int(made.pk)


def pack_folders(
    *, consignment_id: int, texts: Sequence[str], actor: Actor, at: datetime
) -> tuple[str, ...]:
    """Put folders in, by tag or case sign; return the texts that no folder answers to.

    A folder that is in already stays. Raises ConsignmentNotFound, ConsignmentSent.
    """
    found = _locked(consignment_id)
    if found.sent_at is not None:
        raise ConsignmentSent(consignment_id)
    unknown = []
    for text in dict.fromkeys(texts):
        folder = find_folder(text=text)
        if folder is None:
            unknown.append(text)
            continue
        models.ConsignmentLine.objects.get_or_create(
            consignment=found, folder_id=folder.id, defaults={"added_at": at})
    audit.record(actor=actor, at=at, action="records.pack_folders",
                 subject=f"records.consignment:{consignment_id}",
                 details={"folders": len(texts) - len(unknown)})
    return tuple(unknown)


def send_consignment(*, consignment_id: int, actor: Actor, at: datetime) -> int:
    """Send it: every folder in it is in transit from now on. Returns how many.

    Raises ConsignmentNotFound, ConsignmentSent, ConsignmentEmpty, CustodyNotAllowed naming the
    folder that cannot go: then none goes.
    """
    found = _locked(consignment_id)
    if found.sent_at is not None:
        raise ConsignmentSent(consignment_id)
    ids = list(found.lines.order_by("id").values_list("folder_id", flat=True))
    if not ids:
        raise ConsignmentEmpty(consignment_id)
    with transactions.transaction():
        for folder_id in ids:
            pass_folder(
                folder_id=folder_id, custody=Custody.IN_TRANSIT, actor=actor, at=at,
                note=f"consignment {consignment_id} to {found.to_branch_id}")
    found.sent_at, found.sent_by = at, actor.name
    found.save(update_fields=["sent_at", "sent_by"])
    return len(ids)


def receive_folders(
    *, consignment_id: int, texts: Sequence[str], place_id: int, actor: Actor, at: datetime
) -> tuple[str, ...]:
    """Take folders out at the other end, each read, onto a place; return what does not belong.

    Raises ConsignmentNotFound, ConsignmentSent when it has not left or is closed.
    """
    found = _locked(consignment_id)
    if found.sent_at is None or found.received_at is not None:
        raise ConsignmentSent(consignment_id)
    strangers = []
    for text in dict.fromkeys(texts):
        folder = find_folder(text=text)
        line = found.lines.filter(folder_id=folder.id).first() if folder else None
        if line is None:
            strangers.append(text)
        elif line.received_at is None:
            pass_folder(folder_id=line.folder_id, custody=Custody.SHELVED, place_id=place_id,
                        actor=actor, at=at, note=f"consignment {consignment_id}")
            line.received_at = at
            line.save(update_fields=["received_at"])
    return tuple(strangers)


def close_consignment(*, consignment_id: int, actor: Actor, at: datetime) -> int:
    """Close it at the other end and return how many folders did not arrive: they stay in transit.

    Raises ConsignmentNotFound, ConsignmentSent.
    """
    found = _locked(consignment_id)
    if found.sent_at is None or found.received_at is not None:
        raise ConsignmentSent(consignment_id)
    found.received_at, found.received_by = at, actor.name
    found.save(update_fields=["received_at", "received_by"])
    missing = int(found.lines.filter(received_at__isnull=True).count())
    audit.record(actor=actor, at=at, action="records.close_consignment",
                 subject=f"records.consignment:{consignment_id}", details={"missing": missing})
    return missing


def _locked(consignment_id: int) -> models.Consignment:
    found = models.Consignment.objects.select_for_update().filter(pk=consignment_id).first()
    if found is None:
        raise ConsignmentNotFound(consignment_id)
    return found
