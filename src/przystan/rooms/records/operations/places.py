"""Writes of places: one is added, renamed, closed, moved with all that lies in it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import models
from przystan.rooms.records.queries.folders import PlaceNotFound
from przystan.rooms.records.rules.places import can_stand_in
from przystan.rooms.records.rules.tags import NotATag, decode_tag
from przystan.rooms.records.types import NewPlace, PlaceKind


class PlaceCodeTaken(Exception):
    """Another place has this code."""

    message = _("Another place has this code.")


class PlaceDoesNotFit(Exception):
    """A place of this kind cannot stand there."""

    message = _("A place of this kind cannot stand there. A shelf stands in a rack or a room of "
                "its own branch.")


class PlaceNotEmpty(Exception):
    """A place with folders or places in it is not closed."""

    message = _("Folders or places are in it. Empty it first.")


class PlaceBeingCounted(Exception):
    """A count that goes on would be falsified."""

    message = _("A count of this place goes on. Close it first.")


class ReferenceTagRefused(Exception):
    """The number is a folder's, another place's, or no tag number."""

    message = _("This number is a folder's, another place's, or no tag number that the office "
                "uses.")


def add_place(*, place: NewPlace, actor: Actor, at: datetime) -> int:
    """Add one place and return its id.

    Raises PlaceCodeTaken, PlaceNotFound for the parent, PlaceDoesNotFit, ReferenceTagRefused.
    """
    code = place.code.strip().upper()
    if models.Place.objects.filter(code=code).exists():
        raise PlaceCodeTaken(code)
    parent = _open_place_of(place.parent) if place.parent else None
    if parent is not None and not _fits(place.kind, place.branch, parent):
        raise PlaceDoesNotFit(code)
    made = models.Place.objects.create(
        code=code, name=place.name.strip(), kind=place.kind, branch_id=place.branch,
        parent=parent, capacity=place.capacity,
        reference_epc=_checked_reference(place.reference_epc or "", None))
    audit.record(actor=actor, at=at, action="records.add_place",
                 subject=f"records.place:{made.pk}")
    return int(made.pk)


def change_place(
    *, place_id: int, name: str, capacity: int | None, reference_epc: str, actor: Actor,
    at: datetime,
) -> None:
    """Rename a place, say anew what it has room for and which tag marks it.

    Raises PlaceNotFound, ReferenceTagRefused.
    """
    found = _locked(place_id)
    found.name, found.capacity = name.strip(), capacity
    found.reference_epc = _checked_reference(reference_epc, place_id)
    found.save(update_fields=["name", "capacity", "reference_epc"])
    audit.record(actor=actor, at=at, action="records.change_place",
                 subject=f"records.place:{place_id}")


def move_place(*, place_id: int, into: str, actor: Actor, at: datetime) -> None:
    """Move a place, with everything in it, to stand in another; one deed, undone by moving back.

    No folder's custody changes: it lies on the same shelf. Raises PlaceNotFound, PlaceDoesNotFit
    (another branch, itself or what stands in it, a kind that does not fit), PlaceBeingCounted.
    """
    found, target = _locked(place_id), _open_place_of(into)
    if target.pk in _beneath(place_id) or not _fits(
            PlaceKind(found.kind), found.branch_id, target):
        raise PlaceDoesNotFit(into)
    around = _above(found.parent_id) | _above(target.pk) | {place_id}
    if models.Inventory.objects.filter(scope_id__in=around, steps__isnull=True).exists():
        raise PlaceBeingCounted(place_id)
    models.PlaceMove.objects.create(
        place=found, before_id=found.parent_id, after=target, at=at, by=actor.name)
    found.parent = target
    found.save(update_fields=["parent"])
    audit.record(actor=actor, at=at, action="records.move_place",
                 subject=f"records.place:{place_id}", details={"into": target.pk})


def close_place(*, place_id: int, actor: Actor, at: datetime) -> None:
    """Close an empty place: nothing is put there any more. Raises PlaceNotFound, PlaceNotEmpty."""
    found = _locked(place_id)
    if found.children.filter(closed_at__isnull=True).exists() or transactions.fetch_rows(
            HERE, {"place": place_id}):
        raise PlaceNotEmpty(place_id)
    found.closed_at = at
    found.save(update_fields=["closed_at"])
    audit.record(actor=actor, at=at, action="records.close_place",
                 subject=f"records.place:{place_id}")


def reopen_place(*, place_id: int, actor: Actor, at: datetime) -> None:
    """Open a closed place again. Raises PlaceNotFound when it is not closed."""
    if not models.Place.objects.filter(pk=place_id, closed_at__isnull=False).update(
            closed_at=None):
        raise PlaceNotFound(place_id)
    audit.record(actor=actor, at=at, action="records.reopen_place",
                 subject=f"records.place:{place_id}")


HERE = """
SELECT 1 FROM records_custodyevent e
WHERE e.place_id = %(place)s AND e.custody = 'shelved' AND NOT EXISTS (
    SELECT FROM records_custodyevent l WHERE l.folder_id = e.folder_id AND l.id > e.id)
LIMIT 1
"""


def _fits(kind: PlaceKind, branch: str, parent: models.Place) -> bool:
    return branch == parent.branch_id and can_stand_in(kind, PlaceKind(parent.kind))


def _checked_reference(text: str, place_id: int | None) -> str | None:
    """Return the number that marks a place, None for none. Raises ReferenceTagRefused."""
    number = "".join(text.split()).upper()
    if not number:
        return None
    try:
        decode_tag(number)
    except NotATag as wrong:
        raise ReferenceTagRefused(number) from wrong
    # An office of the closed profile has one scheme for both: then only a folder's tag refuses.
    is_taken = models.Place.objects.filter(reference_epc=number).exclude(
        pk=place_id or 0).exists()
    if is_taken or models.Tag.objects.filter(epc=number).exists() or (
            models.LabelJob.objects.filter(epc=number).exists()):
        raise ReferenceTagRefused(number)
    return number


def _open_place_of(code: str) -> models.Place:
    found = models.Place.objects.filter(
        code=code.strip().upper(), closed_at__isnull=True).first()
    if found is None:
        raise PlaceNotFound(code)
    return found


def _locked(place_id: int) -> models.Place:
    found = models.Place.objects.select_for_update(of=("self",)).filter(
        pk=place_id, closed_at__isnull=True).first()
    if found is None:
        raise PlaceNotFound(place_id)
    return found


def _beneath(place_id: int) -> set[int]:
    rows = transactions.fetch_rows("""
        WITH RECURSIVE beneath AS (
            SELECT %(place)s::bigint AS id
            UNION ALL SELECT p.id FROM records_place p JOIN beneath b ON p.parent_id = b.id)
        SELECT id FROM beneath ORDER BY id""", {"place": place_id})
    return {row[0] for row in rows}


def _above(place_id: int | None) -> set[int]:
    rows = transactions.fetch_rows("""
        WITH RECURSIVE up AS (
            SELECT id, parent_id FROM records_place WHERE id = %(place)s
            UNION ALL SELECT p.id, p.parent_id FROM records_place p JOIN up ON p.id = up.parent_id)
        SELECT id FROM up ORDER BY id""", {"place": place_id})
    return {row[0] for row in rows}
