"""Reads of folders, tags, custody, places and tagging sessions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.people import public as people
from przystan.rooms.records import models
from przystan.rooms.records.types import (
    Custody,
    CustodyEntry,
    FolderKind,
    FolderSummary,
    Place,
    PlaceKind,
    TagEntry,
)


class FolderNotFound(Exception):
    """There is no such folder."""


class PlaceNotFound(Exception):
    """There is no place with this code."""

    message = _("There is no place with this code.")


def _with_custody() -> QuerySet[Any]:
    latest = models.CustodyEvent.objects.filter(folder=OuterRef("pk")).order_by("-id")
    tag = models.Tag.objects.filter(folder=OuterRef("pk"), retired_at__isnull=True)
    return models.Folder.objects.filter(removal__isnull=True).annotate(
        custody_now=Subquery(latest.values("custody")[:1]),
        place_code=Subquery(latest.values("place__code")[:1]),
        holder_now=Subquery(latest.values("holder")[:1]),
        since=Subquery(latest.values("at")[:1]),
        epc=Subquery(tag.values("epc")[:1]),
    )


def _summary(row: Any) -> FolderSummary:
    return FolderSummary(
        row.pk, row.case_sign, FolderKind(row.kind), row.branch_id, row.is_open, row.epc or "",
        Custody(row.custody_now), row.place_code or "", row.holder_now or "", row.since,
        row.closed_date,
    )


LIST = """
SELECT f.id, f.case_sign, f.kind, f.branch_id, f.is_open, coalesce(t.epc, ''), e.custody,
       coalesce(p.code, ''), e.holder, e.at
FROM records_folder f
JOIN LATERAL (SELECT custody, place_id, holder, at FROM records_custodyevent
              WHERE folder_id = f.id ORDER BY id DESC LIMIT 1) e ON true
LEFT JOIN records_tag t ON t.folder_id = f.id AND t.retired_at IS NULL
LEFT JOIN records_place p ON p.id = e.place_id
WHERE NOT EXISTS (SELECT FROM records_folderremoval r WHERE r.folder_id = f.id)
  AND (%(text)s = '' OR f.case_sign LIKE %(text)s || '%%' OR t.epc = %(text)s)
  AND (%(kind)s = '' OR f.kind = %(kind)s) AND (%(branch)s = '' OR f.branch_id = %(branch)s)
  AND (%(custody)s = '' OR e.custody = %(custody)s)
  AND (%(place)s::bigint IS NULL OR (e.place_id = %(place)s AND e.custody = 'shelved'))
ORDER BY {order}, f.id OFFSET %(offset)s LIMIT %(limit)s
"""
ORDERS = {
    "case_sign": "f.case_sign", "-case_sign": "f.case_sign DESC",
    "registered_at": "f.registered_at", "-registered_at": "f.registered_at DESC",
}


def list_folders(
    *, text: str = "", kind: FolderKind | None = None, branch: str = "",
    custody: Custody | None = None, place_id: int | None = None, order: str = "case_sign",
    offset: int = 0, limit: int = 25,
) -> tuple[FolderSummary, ...]:
    """Return folders; `text` is the beginning of a case sign or a whole tag number.

    Order by case_sign or registered_at. Filters by custody or place look at every folder's last
    event, so they cost more than the rest.
    """
    wanted = text.strip().upper().replace("\\", "").replace("%", "").replace("_", "")
    rows = fetch_rows(LIST.format(order=ORDERS.get(order, ORDERS["case_sign"])), {
        "text": wanted, "kind": kind or "", "branch": branch, "custody": custody or "",
        "place": place_id, "offset": offset, "limit": limit,
    })
    return tuple(
        FolderSummary(
            r[0], r[1], FolderKind(r[2]), r[3], r[4], r[5], Custody(r[6]), r[7], r[8], r[9])
        for r in rows
    )


def get_folder(*, folder_id: int) -> FolderSummary:
    """Return one folder. Raises FolderNotFound."""
    row = _with_custody().filter(pk=folder_id).first()
    if row is None:
        raise FolderNotFound(folder_id)
    return _summary(row)


def find_folder(*, text: str) -> FolderSummary | None:
    """Return the folder with this case sign or this active tag, or None."""
    wanted = text.strip().upper()
    by_sign = _with_custody().filter(case_sign=wanted).first()
    if by_sign is None:
        tag = models.Tag.objects.filter(epc=wanted, retired_at__isnull=True).first()
        by_sign = _with_custody().filter(pk=tag.folder_id).first() if tag else None
    return _summary(by_sign) if by_sign else None


def list_custody(*, folder_id: int) -> tuple[CustodyEntry, ...]:
    """Return a folder's chain of custody, oldest first."""
    found = models.CustodyEvent.objects.filter(folder_id=folder_id).select_related(
        "place", "term")
    return tuple(
        CustodyEntry(
            Custody(e.custody), e.at, e.place.code if e.place else "", e.holder, e.recorded_by,
            e.note, e.term.due_date if hasattr(e, "term") else None,
        )
        for e in found.order_by("id")
    )


def list_tags(*, folder_id: int) -> tuple[TagEntry, ...]:
    """Return the tags that a folder has or had, oldest first."""
    found = models.Tag.objects.filter(folder_id=folder_id).order_by("id")
    return tuple(TagEntry(t.epc, t.labelled_at, t.retired_at, t.reason) for t in found)


def known_signs(*, signs: Iterable[str]) -> frozenset[str]:
    """Return those of the case signs that are on a folder."""
    found = models.Folder.objects.filter(case_sign__in=list(signs))
    return frozenset(found.values_list("case_sign", flat=True))


def known_tags(*, numbers: Iterable[str]) -> frozenset[str]:
    """Return those of the tag numbers that are or were on a folder."""
    found = models.Tag.objects.filter(epc__in=list(numbers))
    return frozenset(found.values_list("epc", flat=True))


def known_sessions(*, references: Iterable[str]) -> dict[str, int]:
    """Return the ids of those tagging sessions that are recorded, by reference.

    One that was corrected is known by the session that replaced it.
    """
    found = models.TaggingSession.objects.filter(reference__in=list(references))
    return dict(found.values_list(
        "reference", Coalesce("removal__replaced_by_id", "pk")))


def place_id_of(*, code: str) -> int:
    """Return the place with this code, as a clerk types or scans it. Raises PlaceNotFound.

    A closed place takes nothing: it is not found.
    """
    found = models.Place.objects.filter(
        code=code.strip().upper(), closed_at__isnull=True).values_list("pk", flat=True)
    if (place_id := found.first()) is None:
        raise PlaceNotFound(code)
    return int(place_id)


PLACE_COUNTS = """
SELECT place_id, count(*) FROM (
    SELECT DISTINCT ON (folder_id) folder_id, place_id, custody
    FROM records_custodyevent ORDER BY folder_id, id DESC
) AS now WHERE custody = 'shelved' GROUP BY place_id
"""


def list_places(*, is_whole: bool = False, is_counted: bool = True) -> tuple[Place, ...]:
    """Return the tree of places by code, with how many folders lie on each.

    `is_whole` gives closed places too. Counting looks at every folder's last step: who needs the
    tree alone leaves it, and gets 0.
    """
    counts = dict(fetch_rows(PLACE_COUNTS)) if is_counted else {}
    return tuple(
        Place(p.pk, p.code, p.name, PlaceKind(p.kind), p.branch_id, p.parent_id, p.capacity,
              counts.get(p.pk, 0), p.reference_epc or "", p.closed_at)
        for p in models.Place.objects.order_by("code")
        if is_whole or p.closed_at is None
    )


def timeline_of(*, person_id: int) -> tuple[people.TimelineEntry, ...]:
    """Return the custody steps of the folders of a person's cases, latest first."""
    found = models.CustodyEvent.objects.filter(
        folder__case__person_id=person_id
    ).select_related("folder")
    return tuple(
        people.TimelineEntry(e.at, "folder", e.folder.case_sign, e.custody)
        for e in found.order_by("-at", "-id")[:100]
    )
