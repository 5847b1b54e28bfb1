"""Joining cards that are one person, and undoing it. Nothing moves: rows are appended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext as _

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.people import models
from przystan.rooms.people.queries.persons import canonical_ids
from przystan.rooms.people.types import NewMerge


class MergeRefused(ValueError):
    """Two cards cannot be joined as asked; says why."""


class UndoRefused(ValueError):
    """A merge cannot be undone: it does not exist, or is undone already."""


def _refused(error: IntegrityError) -> MergeRefused:
    diagnosis = getattr(error.__cause__, "diag", None)
    words = {
        "people_merge_once": _("This card is merged away already"),
        "people_merge_survivor_live": _("The surviving card is merged away itself"),
        "people_merge_two_cards": _("A card is not merged with itself"),
    }
    name = getattr(diagnosis, "constraint_name", None) or ""
    return MergeRefused(words.get(name, _("There is no such card")))


def merge_persons(
    *, actor: Actor, at: datetime, duplicate_id: int, survivor_id: int, reason: str
) -> int:
    """Record that the duplicate's card is the survivor's person, and return the merge's id.

    A survivor that is merged away itself is followed to the card that stands for it. Every
    reference stays where it is and is read through the merge. Raises MergeRefused.
    """
    if not reason.strip():
        raise MergeRefused(_("A merge needs a reason"))
    survivor = canonical_ids([survivor_id])[survivor_id]
    if not models.Person.objects.filter(pk=duplicate_id).exists():
        raise MergeRefused(_("There is no such card"))
    if survivor == duplicate_id:
        raise MergeRefused(_("Both cards are one person already"))
    try:
        with transactions.transaction():
            merge = models.Merge.objects.create(
                duplicate_id=duplicate_id, survivor_id=survivor, reason=reason.strip()[:300],
                merged_at=at, actor_id_value=actor.user_id, actor_name=actor.name,
            )
    except IntegrityError as error:
        raise _refused(error) from error
    audit.record(
        actor=actor, at=at, action="people.merge_persons", subject=f"people.merge:{merge.pk}",
        person_id=survivor, details={"duplicate": duplicate_id, "survivor": survivor},
    )
    return merge.pk


def merge_in_bulk(*, actor: Actor, at: datetime, merges: Iterable[NewMerge]) -> tuple[int, ...]:
    """Record many merges, in order, and return their ids; one audit line. Raises MergeRefused."""
    listed = list(merges)
    try:
        with transactions.transaction():
            made = [
                models.Merge.objects.create(
                    duplicate_id=m.duplicate_id, survivor_id=m.survivor_id, reason=m.reason,
                    merged_at=m.merged_at or at, actor_id_value=actor.user_id,
                    actor_name=actor.name,
                ).pk
                for m in listed
            ]
    except IntegrityError as error:
        raise _refused(error) from error
    audit.record(
        actor=actor, at=at, action="people.merge_in_bulk",
        subject=f"people.merge:{made[0]}-{made[-1]}" if made else "people.merge:none",
        details={"count": len(made)},
    )
    return tuple(made)


def undo_merge(*, actor: Actor, at: datetime, merge_id: int, reason: str) -> None:
    """Undo one merge exactly: the duplicate's card stands for itself again. Raises UndoRefused."""
    if not reason.strip():
        raise UndoRefused(_("Undoing a merge needs a reason"))
    merge = models.Merge.objects.filter(pk=merge_id).first()
    if merge is None:
        raise UndoRefused(_("There is no such merge"))
    try:
        with transactions.transaction():
            models.MergeUndo.objects.create(
                merge=merge, reason=reason.strip()[:300], undone_at=at,
                actor_id_value=actor.user_id, actor_name=actor.name,
            )
    except IntegrityError as error:
        raise UndoRefused(_("The merge is undone already")) from error
    audit.record(
        actor=actor, at=at, action="people.undo_merge", subject=f"people.merge:{merge_id}",
        person_id=merge.survivor_id,
        details={"duplicate": merge.duplicate_id, "survivor": merge.survivor_id},
    )
