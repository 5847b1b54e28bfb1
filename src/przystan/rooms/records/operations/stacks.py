"""Writes that follow a stack on the desk: it is put back in one step, and a step is undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import models
from przystan.rooms.records.operations.folders import pass_folder
from przystan.rooms.records.queries.folders import FolderNotFound
from przystan.rooms.records.rules.custody import can_undo
from przystan.rooms.records.types import Custody


class NoPlaceYet(Exception):
    """A folder that was never on a shelf has no place to go back to."""

    message = _("A folder of this stack was never on a shelf. Say its place on its page.")


class NothingToUndo(Exception):
    """The last step of custody cannot be undone."""

    message = _("The last step cannot be undone: record where the folder is now.")


def reshelve_folders(
    *, folder_ids: Sequence[int], actor: Actor, at: datetime, place_id: int | None = None,
) -> int:
    """Record that folders were put back: each on its own place, or all on the given one.

    All or none. Returns how many. Raises FolderNotFound, NoPlaceYet, CustodyNotAllowed.
    """
    homes = home_places(folder_ids)
    with transactions.transaction():
        for folder_id in dict.fromkeys(folder_ids):
            home = place_id or homes.get(folder_id)
            if home is None:
                raise NoPlaceYet(folder_id)
            pass_folder(folder_id=folder_id, custody=Custody.SHELVED, place_id=home, actor=actor,
                        at=at, note="stack")
    return len(set(folder_ids))


def home_places(folder_ids: Sequence[int]) -> dict[int, int]:
    """Return on which place each folder was shelved last; closed places are left out."""
    return dict(transactions.fetch_rows("""
        SELECT DISTINCT ON (e.folder_id) e.folder_id, e.place_id
        FROM records_custodyevent e JOIN records_place p ON p.id = e.place_id
        WHERE e.folder_id = ANY(%s) AND e.custody = 'shelved' AND p.closed_at IS NULL
        ORDER BY e.folder_id, e.id DESC""", [list(folder_ids)]))


def undo_custody(*, folder_id: int, actor: Actor, at: datetime) -> Custody:
    """Undo the last step of custody: the state before it is recorded again, with its term.

    Nothing is erased: the chain shows both. Returns the custody that holds again. Raises
    FolderNotFound, NothingToUndo for a first step, for what went for ever, for what is undone
    by another deed (a consignment).
    """
    if models.Folder.objects.select_for_update(of=("self",)).filter(
            pk=folder_id, removal__isnull=True).first() is None:
        raise FolderNotFound(folder_id)
    steps = list(models.CustodyEvent.objects.filter(folder_id=folder_id).select_related(
        "term").order_by("-id")[:2])
    if not can_undo([Custody(step.custody) for step in reversed(steps)]):
        raise NothingToUndo(folder_id)
    last, before = steps
    again = models.CustodyEvent.objects.create(
        folder_id=folder_id, custody=before.custody, at=at, place_id=before.place_id,
        holder=before.holder, recorded_by=actor.name, note=f"undo of step {last.pk}")
    due: date | None = before.term.due_date if hasattr(before, "term") else None
    if due is not None:
        models.LoanTerm.objects.create(custody=again, due_date=due)
    audit.record(actor=actor, at=at, action="records.undo_custody",
                 subject=f"records.folder:{folder_id}", details={"step": last.pk})
    return Custody(before.custody)
