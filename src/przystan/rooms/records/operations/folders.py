"""Writes of folders, tags, custody, places and tagging sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from psycopg import errors

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import models
from przystan.rooms.records.queries.folders import FolderNotFound
from przystan.rooms.records.rules.custody import can_pass
from przystan.rooms.records.rules.tags import folder_epc
from przystan.rooms.records.types import (
    Custody,
    FolderKind,
    NewCustody,
    NewFolder,
    NewPlace,
    NewTaggingSession,
)


class FolderRegisteredBefore(Exception):
    """A folder with this case sign is registered already."""

    message = _("A folder with this case sign is registered already.")


class CustodyNotAllowed(Exception):
    """The folder cannot pass to this custody from where it is."""

    message = _("The folder cannot go there from where it is.")


class PlaceNeeded(Exception):
    """A shelved folder needs its place, a lent one its holder."""

    message = _("Say the place for a folder on a shelf, the holder for a folder that is lent.")


class TagInUse(Exception):
    """The tag number is or was on a folder; numbers are never used again."""

    message = _("This tag number is or was on a folder. Numbers are never used again.")


class ReasonNeeded(Exception):
    """What is struck out needs a reason."""

    message = _("Give the reason.")


def add_places(*, places: Iterable[NewPlace], actor: Actor, at: datetime) -> dict[str, int]:
    """Add places, parents before children, and return their ids by code."""
    ids: dict[str, int] = dict(models.Place.objects.values_list("code", "pk"))
    added = 0
    for p in places:
        row, is_new = models.Place.objects.get_or_create(
            code=p.code,
            defaults={
                "name": p.name, "kind": p.kind, "branch_id": p.branch,
                "parent_id": ids[p.parent] if p.parent else None, "capacity": p.capacity,
                "reference_epc": p.reference_epc,
            },
        )
        ids[p.code] = row.pk
        added += is_new
    audit.record(actor=actor, at=at, action="records.add_places", subject="records.place:batch",
                 details={"rows": added})
    return ids


def record_tagging_sessions(
    *, sessions: Sequence[NewTaggingSession], actor: Actor, at: datetime
) -> list[int]:
    """Record sessions of labelling and return their ids in order; one audit line."""
    ids = transactions.new_ids(table="records_taggingsession", count=len(sessions))
    transactions.copy_rows(
        table="records_taggingsession",
        columns=("id", "reference", "work_date", "branch_id", "persons", "hours", "errors",
                 "recorded_at"),
        rows=((i, s.reference or f"{s.branch}-{s.work_date.isoformat()}-{i}", s.work_date,
               s.branch, s.persons, s.hours, s.errors, s.recorded_at)
              for i, s in zip(ids, sessions, strict=True)),
    )
    audit.record(actor=actor, at=at, action="records.record_tagging_sessions",
                 subject="records.session:batch", details={"rows": len(ids)})
    return ids


def register_folder(
    *, case_sign: str, kind: FolderKind, branch: str, is_open: bool, actor: Actor, at: datetime,
    case_id: int | None = None,
) -> int:
    """Register one folder, not yet labelled, and return its id. Raises FolderRegisteredBefore."""
    sign = case_sign.strip().upper()
    if models.Folder.objects.filter(case_sign=sign).exists():
        raise FolderRegisteredBefore(sign)
    new = NewFolder(sign, kind, branch, at, is_open, case_id=case_id)
    return register_folders_in_bulk(folders=[new], actor=actor, at=at)[0]


def register_folders_in_bulk(
    *, folders: Sequence[NewFolder], actor: Actor, at: datetime
) -> list[int]:
    """Register many folders with their tags and custody; return ids in order; one audit line.

    Raises FolderRegisteredBefore when a case sign is registered already: nothing is written then.
    """
    ids = transactions.new_ids(table="records_folder", count=len(folders))
    prefix = settings.GS1_PREFIX
    try:
        with transactions.transaction():
            transactions.copy_rows(
                table="records_folder",
                columns=("id", "case_sign", "case_id", "kind", "branch_id", "is_open",
                         "session_id", "registered_at", "closed_date"),
                rows=((i, f.case_sign, f.case_id, f.kind, f.branch, f.is_open, f.session_id,
                       f.registered_at, f.closed_date) for i, f in zip(ids, folders, strict=True)),
            )
    except errors.UniqueViolation as taken:
        raise FolderRegisteredBefore(taken.diag.message_detail or "") from taken
    transactions.copy_rows(
        table="records_tag", columns=("folder_id", "epc", "labelled_at", "reason"),
        rows=((i, f.epc or folder_epc(f.tag_serial or 0, prefix),
               f.labelled_at or f.registered_at, "")
              for i, f in zip(ids, folders, strict=True) if f.epc or f.tag_serial is not None),
    )
    _take_custody(ids, folders, actor)
    subject = f"records.folder:{ids[0]}" if len(ids) == 1 else "records.folder:batch"
    audit.record(actor=actor, at=at, action="records.register_folder", subject=subject,
                 details={"rows": len(ids)})
    return ids


def _take_custody(ids: Sequence[int], folders: Sequence[NewFolder], actor: Actor) -> None:
    """Append every folder's registration and the steps after it, with the terms of its loans."""
    steps = [(i, c) for i, f in zip(ids, folders, strict=True)
             for c in (NewCustody(Custody.REGISTERED, f.registered_at), *f.custody)]
    numbers = transactions.new_ids(table="records_custodyevent", count=len(steps))
    transactions.copy_rows(
        table="records_custodyevent",
        columns=("id", "folder_id", "custody", "at", "place_id", "holder", "note",
                 "recorded_by"),
        rows=((n, i, c.custody, c.at, c.place_id, c.holder, "", actor.name)
              for n, (i, c) in zip(numbers, steps, strict=True)),
    )
    transactions.copy_rows(
        table="records_loanterm", columns=("custody_id", "due_date"),
        rows=((n, c.due_date) for n, (_i, c) in zip(numbers, steps, strict=True) if c.due_date),
    )


def next_tag_number() -> str:
    """Return the next number of the office's tags: of a sequence without meaning.

    One that stands on a tag already (it came from elsewhere) is passed over.
    """
    while True:
        (serial,), = transactions.fetch_rows("SELECT nextval('records_tag_serial')")
        number = folder_epc(serial, settings.GS1_PREFIX)
        if not models.Tag.objects.filter(epc=number).exists():
            return number


def reserve_tag_serials(*, count: int) -> range:
    """Reserve a run of serials for bulk labelling and return it."""
    last = transactions.fetch_rows(
        "SELECT setval('records_tag_serial', (SELECT last_value FROM records_tag_serial) + %s)",
        [count],
    )[0][0]
    return range(last - count + 1, last + 1)


def label_folder(
    *, folder_id: int, actor: Actor, at: datetime, reason: str = "", epc: str | None = None,
) -> str:
    """Put a new tag on a folder and return its number; the tag before it is retired for good.

    Raises FolderNotFound, TagInUse, ReasonNeeded when a tag is replaced without a reason.
    """
    folder = models.Folder.objects.select_for_update().filter(pk=folder_id).first()
    if folder is None:
        raise FolderNotFound(folder_id)
    number = epc or next_tag_number()
    if models.Tag.objects.filter(epc=number).exists():
        raise TagInUse(number)
    before = folder.tags.filter(retired_at__isnull=True).first()
    if before is not None:
        if not reason.strip():
            raise ReasonNeeded(folder_id)
        before.retired_at, before.reason = at, reason
        before.save(update_fields=["retired_at", "reason"])
    models.Tag.objects.create(folder=folder, epc=number, labelled_at=at)
    audit.record(actor=actor, at=at, action="records.label_folder",
                 subject=f"records.folder:{folder_id}", details={"replaced": before is not None})
    return number


def retag_in_bulk(
    *, folder_ids: Sequence[int], reason: str, actor: Actor, at: datetime
) -> int:
    """Replace the tags of many folders; one audit line. Raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded("bulk")
    models.Tag.objects.filter(folder_id__in=folder_ids, retired_at__isnull=True).update(
        retired_at=at, reason=reason
    )
    serials = reserve_tag_serials(count=len(folder_ids))
    count = transactions.copy_rows(
        table="records_tag", columns=("folder_id", "epc", "labelled_at", "reason"),
        rows=((i, folder_epc(s, settings.GS1_PREFIX), at, "")
              for i, s in zip(folder_ids, serials, strict=True)),
    )
    audit.record(actor=actor, at=at, action="records.retag_folders",
                 subject="records.folder:batch", details={"rows": count})
    return count


def pass_folder(
    *, folder_id: int, custody: Custody, actor: Actor, at: datetime, place_id: int | None = None,
    holder: str = "", note: str = "",
) -> None:
    """Append one step of custody: lend, return to a shelf, send away, report missing.

    Raises FolderNotFound, CustodyNotAllowed, PlaceNeeded.
    """
    folder = models.Folder.objects.select_for_update().filter(pk=folder_id).first()
    latest = folder.custody.order_by("-id").first() if folder else None
    if folder is None or latest is None:
        raise FolderNotFound(folder_id)
    if not can_pass(Custody(latest.custody), custody):
        raise CustodyNotAllowed(custody)
    if (custody is Custody.SHELVED and place_id is None) or (
        custody is Custody.LENT and not holder.strip()
    ):
        raise PlaceNeeded(custody)
    models.CustodyEvent.objects.create(
        folder=folder, custody=custody, at=at, place_id=place_id, holder=holder.strip(),
        note=note, recorded_by=actor.name,
    )
    audit.record(actor=actor, at=at, action=f"records.{custody}",
                 subject=f"records.folder:{folder_id}")


def remove_folder(*, folder_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Strike out a folder registered in error; its rows stay.

    Raises FolderNotFound, ReasonNeeded.
    """
    if not reason.strip():
        raise ReasonNeeded(folder_id)
    if not models.Folder.objects.filter(pk=folder_id, removal__isnull=True).exists():
        raise FolderNotFound(folder_id)
    models.FolderRemoval.objects.create(
        folder_id=folder_id, removed_at=at, removed_by=actor.name, reason=reason.strip()
    )
    audit.record(actor=actor, at=at, action="records.remove_folder",
                 subject=f"records.folder:{folder_id}", details={"reason": reason.strip()})
