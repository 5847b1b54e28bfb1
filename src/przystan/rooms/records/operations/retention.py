"""Writes of keeping: a case is closed, a category said, a hold set, a rule changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.rooms.records import models
from przystan.rooms.records.operations.folders import ReasonNeeded
from przystan.rooms.records.queries.folders import FolderNotFound
from przystan.rooms.records.rules.retention import read_category
from przystan.rooms.records.types import Custody, FolderKind


class ClosingDateWrong(Exception):
    """A case is not closed in the future."""

    message = _("The day of closing must not be after today.")


class FolderGone(Exception):
    """The folder was destroyed or handed to the archive."""

    message = _("The folder was destroyed or handed to the archive.")


class HeldAlready(Exception):
    """A hold is set on the folder already, or none is."""

    message = _("A hold is set already, or none is there to be lifted.")


class RuleOverlaps(Exception):
    """A rule begins after the one that it follows."""

    message = _("A rule begins after the one before it. Choose a later day.")


def close_case_of(
    *, folder_id: int, closed_date: date | None, actor: Actor, at: datetime
) -> None:
    """Record when the case of a folder was closed; None when it is open again.

    Raises FolderNotFound, FolderGone, ClosingDateWrong.
    """
    folder = _folder(folder_id)
    if closed_date is not None and closed_date > clock.local_date(at):
        raise ClosingDateWrong(closed_date)
    folder.closed_date, folder.is_open = closed_date, closed_date is None
    folder.save(update_fields=["closed_date", "is_open"])
    audit.record(actor=actor, at=at, action="records.close_case",
                 subject=f"records.folder:{folder_id}",
                 details={"closed": closed_date.isoformat() if closed_date else ""})


def set_category(
    *, folder_id: int, category: str, reason: str, actor: Actor, at: datetime
) -> None:
    """Give one folder a category of its own. Raises FolderNotFound, FolderGone, NotACategory,
    ReasonNeeded.
    """
    folder = _folder(folder_id)
    if not reason.strip():
        raise ReasonNeeded(folder_id)
    models.FolderCategory.objects.create(
        folder=folder, category=read_category(category), reason=reason.strip()[:200], at=at,
        by=actor.name)
    audit.record(actor=actor, at=at, action="records.set_category",
                 subject=f"records.folder:{folder_id}")


def set_hold(*, folder_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Hold a folder: it goes on no list until the hold is lifted.

    Raises FolderNotFound, FolderGone, ReasonNeeded, HeldAlready.
    """
    folder = _folder(folder_id)
    if not reason.strip():
        raise ReasonNeeded(folder_id)
    if folder.holds.filter(lifted_at__isnull=True).exists():
        raise HeldAlready(folder_id)
    models.LegalHold.objects.create(
        folder=folder, reason=reason.strip()[:200], set_at=at, set_by=actor.name)
    audit.record(actor=actor, at=at, action="records.set_hold",
                 subject=f"records.folder:{folder_id}")


def lift_hold(*, folder_id: int, actor: Actor, at: datetime) -> None:
    """Lift a hold. Raises FolderNotFound, FolderGone, HeldAlready when there is none."""
    if not _folder(folder_id).holds.filter(lifted_at__isnull=True).update(
            lifted_at=at, lifted_by=actor.name):
        raise HeldAlready(folder_id)
    audit.record(actor=actor, at=at, action="records.lift_hold",
                 subject=f"records.folder:{folder_id}")


def set_retention_rule(
    *, kind: FolderKind, category: str, valid_from: date, source: str, is_confirmed: bool,
    actor: Actor, at: datetime,
) -> int:
    """Say the category of a kind for cases closed from a day on; the rule before it ends then.

    A rule of the same first day is replaced: its text was wrong. Raises NotACategory,
    ReasonNeeded without a source, RuleOverlaps.
    """
    wanted = read_category(category)
    if not source.strip():
        raise ReasonNeeded(kind)
    rules = models.RetentionRule.objects.select_for_update().filter(kind=kind)
    values = {"category": wanted, "source": source.strip()[:200], "is_confirmed": is_confirmed,
              "recorded_at": at, "recorded_by": actor.name}
    if rules.filter(valid_from__gt=valid_from).exists():
        raise RuleOverlaps(valid_from)
    rules.filter(valid_from__lt=valid_from, valid_to__isnull=True).update(
        valid_to=valid_from - timedelta(days=1))
    row, _is_new = models.RetentionRule.objects.update_or_create(
        kind=kind, valid_from=valid_from, defaults=values)
    audit.record(actor=actor, at=at, action="records.set_retention_rule",
                 subject=f"records.retention_rule:{row.pk}",
                 details={"kind": kind.value, "category": wanted})
    return int(row.pk)


def _folder(folder_id: int) -> models.Folder:
    folder = models.Folder.objects.select_for_update(of=("self",)).filter(
        pk=folder_id, removal__isnull=True).first()
    if folder is None:
        raise FolderNotFound(folder_id)
    if folder.custody.filter(custody__in=[Custody.DISPOSED, Custody.ARCHIVED]).exists():
        raise FolderGone(folder_id)
    return folder
