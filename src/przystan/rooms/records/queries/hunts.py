"""Reads of hunts, of a tag's signal over time, and of how long ago folders were read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Q

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.records import models
from przystan.rooms.records.queries.folders import list_places
from przystan.rooms.records.rules.places import paths_of
from przystan.rooms.records.rules.truth import confidence, racks_in_doubt
from przystan.rooms.records.types import (
    Heat,
    Hunt,
    HuntAnswer,
    HuntLine,
    RackDoubt,
    ReadBatch,
    SignalPoint,
)


class HuntNotFound(Exception):
    """There is no such hunt."""


def list_hunts(*, offset: int = 0, limit: int = 25) -> tuple[Hunt, ...]:
    """Return the hunts, the latest first."""
    return tuple(_hunt(row) for row in _hunts().order_by("-id")[offset:offset + limit])


def get_hunt(*, hunt_id: int) -> Hunt:
    """Return one hunt. Raises HuntNotFound."""
    row = _hunts().filter(pk=hunt_id).first()
    if row is None:
        raise HuntNotFound(hunt_id)
    return _hunt(row)


def _hunts() -> Any:
    return models.Hunt.objects.annotate(
        wanted=Count("lines"), hit=Count("lines", filter=Q(lines__found_at__isnull=False)))


def _hunt(row: Any) -> Hunt:
    return Hunt(row.pk, row.branch_id, row.opened_at, row.opened_by, row.closed_at, row.wanted,
                row.hit)


LINES = """
SELECT l.id, f.id, f.case_sign, coalesce(t.epc, ''), h.place_id, coalesce(p.code, ''),
       coalesce(sp.code, s.reader, ''), s.seen_at, l.found_at, coalesce(fp.code, '')
FROM records_huntline l
JOIN records_folder f ON f.id = l.folder_id
LEFT JOIN records_tag t ON t.folder_id = f.id AND t.retired_at IS NULL
LEFT JOIN LATERAL (SELECT place_id FROM records_custodyevent
                   WHERE folder_id = f.id AND custody = 'shelved'
                   ORDER BY id DESC LIMIT 1) h ON true
LEFT JOIN records_place p ON p.id = h.place_id
LEFT JOIN records_tagseen s ON s.epc = t.epc
LEFT JOIN records_place sp ON sp.id = s.place_id
LEFT JOIN records_place fp ON fp.id = l.place_id
WHERE l.hunt_id = %s ORDER BY l.id
"""


def list_hunt_lines(*, hunt_id: int) -> tuple[HuntLine, ...]:
    """Return a hunt's folders in walking order; those without a place come first."""
    paths = paths_of(list_places(is_whole=True, is_counted=False))
    lines = [HuntLine(r[0], r[1], r[2], r[3], r[5], paths.get(r[4], ()), r[6], r[7], r[8], r[9])
             for r in fetch_rows(LINES, [hunt_id])]
    return tuple(sorted(lines, key=lambda x: (x.path, x.case_sign, x.id)))


def last_answers(*, hunt_id: int, limit: int = 8) -> tuple[HuntAnswer, ...]:
    """Return what the handheld was told, the latest first."""
    found = models.HuntRead.objects.filter(hunt_id=hunt_id).select_related("place", "line__folder")
    return tuple(
        HuntAnswer(Heat(r.heat), r.epc, r.line.folder.case_sign if r.line else "",
                   r.place.code if r.place else "", r.rssi_dbm, r.at)
        for r in found.order_by("-id")[:limit])


SIGNAL = """
SELECT x.at, x.place, x.reader, x.rssi_dbm FROM (
    SELECT s.last_at AS at, coalesce(p.code, '') AS place, s.reader, s.rssi_dbm, s.id AS number
    FROM records_tag t JOIN records_sighting s ON s.epc = t.epc
    LEFT JOIN records_antenna a ON a.reader = s.reader AND a.number = s.antenna
    LEFT JOIN records_place p ON p.id = a.place_id
    WHERE t.folder_id = %(folder)s
    UNION ALL
    SELECT r.at, coalesce(p.code, ''), 'handheld', r.rssi_dbm, r.id
    FROM records_tag t JOIN records_huntread r ON r.epc = t.epc
    LEFT JOIN records_place p ON p.id = r.place_id
    WHERE t.folder_id = %(folder)s
) AS x ORDER BY x.at DESC, x.number DESC LIMIT %(limit)s
"""


def signal_of(*, folder_id: int, limit: int = 50) -> tuple[SignalPoint, ...]:
    """Return the latest sightings of a folder's tags with their strength, oldest first.

    Raw sightings are of short life, so this is the last days and not a history.
    """
    rows = fetch_rows(SIGNAL, {"folder": folder_id, "limit": limit})
    return tuple(SignalPoint(*row) for row in reversed(rows))


# A read counts when it is later than the step that put the folder there: a clerk's hand was on it
# at that step too. Folders of one shelf and one day of reading are one row.
READ_AGES = """
WITH RECURSIVE up(place_id, above_id) AS (
    SELECT id, id FROM records_place
    UNION ALL
    SELECT up.place_id, p.parent_id FROM up JOIN records_place p ON p.id = up.above_id
    WHERE p.parent_id IS NOT NULL),
now AS (
    SELECT DISTINCT ON (folder_id) folder_id, custody, place_id, at
    FROM records_custodyevent
    WHERE %(folder)s::bigint IS NULL OR folder_id = %(folder)s
    ORDER BY folder_id, id DESC),
told AS (
    SELECT n.place_id, n.at, s.seen_at,
           s.place_id IS NOT NULL AND u.place_id IS NULL AS elsewhere
    FROM now n
    JOIN records_tag t ON t.folder_id = n.folder_id AND t.retired_at IS NULL
    JOIN records_place p ON p.id = n.place_id
    LEFT JOIN records_tagseen s ON s.epc = t.epc AND s.seen_at > n.at
    LEFT JOIN up u ON u.place_id = n.place_id AND u.above_id = s.place_id
    WHERE n.custody = 'shelved' AND (%(branch)s = '' OR p.branch_id = %(branch)s)
      AND NOT EXISTS (SELECT FROM records_folderremoval r WHERE r.folder_id = n.folder_id))
SELECT place_id,
       greatest(0, %(today)s::date
           - (greatest(at, seen_at) AT TIME ZONE 'Europe/Warsaw')::date) AS age,
       CASE WHEN seen_at IS NULL THEN 1 ELSE 0 END AS moves, elsewhere, count(*)
FROM told GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


def list_rack_doubts(*, today: date, branch: str = "") -> tuple[RackDoubt, ...]:
    """Return the racks, those first whose scan should find most doubtful folders a minute.

    A folder's age is the days since its tag answered, or since it was put there by hand, which is
    one step of custody that no read has confirmed. Folders without a tag are left out.
    """
    batches = [ReadBatch(*row) for row in fetch_rows(
        READ_AGES, {"today": today, "branch": branch, "folder": None})]
    return racks_in_doubt(batches, list_places(is_whole=True, is_counted=False))


def confidence_of(*, folder_id: int, today: date) -> float | None:
    """Return how far a folder is believed to lie where it is recorded, from 0 to 1.

    None for one that is not on a shelf, or has no tag.
    """
    rows = fetch_rows(READ_AGES, {"today": today, "branch": "", "folder": folder_id})
    if not rows:
        return None
    _place, age_days, moves, elsewhere, _count = rows[0]
    return confidence(age_days=age_days, moves=moves, elsewhere=elsewhere)


def share_out_of_place() -> tuple[int, int]:
    """Return how many folders confirmed counts found elsewhere or missing, and of how many read."""
    ((wrong, read),) = fetch_rows("""
        WITH confirmed AS (
            SELECT inventory_id FROM records_inventorystep WHERE state = 'confirmed'),
        differ AS (
            SELECT kind, custody FROM records_inventoryfinding
            WHERE inventory_id IN (SELECT inventory_id FROM confirmed))
        SELECT count(*) FILTER (WHERE kind IN ('misfiled', 'missing')),
               (SELECT count(*) FROM records_inventoryexpected
                WHERE inventory_id IN (SELECT inventory_id FROM confirmed))
               + count(*) FILTER (WHERE custody <> '' AND kind IN ('found', 'misfiled'))
               - count(*) FILTER (WHERE kind = 'not_scanned')
        FROM differ""")
    return wrong, read
