"""Reads of folders, tags, custody, places and tagging sessions."""

from __future__ import annotations

import re
from collections.abc import Iterable

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


LIST = """
SELECT f.id, f.case_sign, f.kind, f.branch_id, f.is_open, coalesce(t.epc, ''), e.custody,
       coalesce(p.code, ''), e.holder, e.at, f.closed_date
FROM records_folder f
JOIN LATERAL (SELECT custody, place_id, holder, at FROM records_custodyevent
              WHERE folder_id = f.id ORDER BY id DESC LIMIT 1) e ON true
LEFT JOIN records_tag t ON t.folder_id = f.id AND t.retired_at IS NULL
LEFT JOIN records_place p ON p.id = e.place_id
WHERE NOT EXISTS (SELECT FROM records_folderremoval r WHERE r.folder_id = f.id)
  AND {wanted}
  AND (%(kind)s = '' OR f.kind = %(kind)s) AND (%(branch)s = '' OR f.branch_id = %(branch)s)
  AND (%(custody)s = '' OR e.custody = %(custody)s)
  AND (%(place)s::bigint IS NULL OR (e.place_id = %(place)s AND e.custody = 'shelved'))
ORDER BY {order}, f.id OFFSET %(offset)s LIMIT %(limit)s
"""
# One index answers each; joined by OR, none does.
BY_TAG = "f.id = (SELECT folder_id FROM records_tag WHERE epc = %(text)s AND retired_at IS NULL)"
BY_ID, BY_SIGN = "f.id = %(id)s", "f.case_sign = %(text)s"
BY_SIGN_BEGINNING = "f.case_sign LIKE %(text)s || '%%'"
TAG_NUMBER = re.compile("[0-9A-F]{24}")
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
    how = BY_TAG if TAG_NUMBER.fullmatch(wanted) else BY_SIGN_BEGINNING if wanted else "true"
    return _listed(how, order=order, text=wanted, kind=kind or "", branch=branch,
                   custody=custody or "", place=place_id, offset=offset, limit=limit)


def _listed(how: str, *, order: str = "case_sign", **values: object) -> tuple[FolderSummary, ...]:
    rows = fetch_rows(LIST.format(order=ORDERS.get(order, ORDERS["case_sign"]), wanted=how), {
        "text": "", "kind": "", "branch": "", "custody": "", "place": None, "offset": 0,
        "limit": 1, **values})
    return tuple(
        FolderSummary(
            r[0], r[1], FolderKind(r[2]), r[3], r[4], r[5], Custody(r[6]), r[7], r[8], r[9],
            r[10])
        for r in rows
    )


def get_folder(*, folder_id: int) -> FolderSummary:
    """Return one folder. Raises FolderNotFound."""
    found = _listed(BY_ID, id=folder_id)
    if not found:
        raise FolderNotFound(folder_id)
    return found[0]


def find_folder(*, text: str) -> FolderSummary | None:
    """Return the folder with this case sign or this active tag, or None."""
    wanted = text.strip().upper()
    for how in (BY_TAG, BY_SIGN) if TAG_NUMBER.fullmatch(wanted) else (BY_SIGN,):
        if found := _listed(how, text=wanted):
            return found[0]
    return None


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
