"""Reads of inventories."""

from __future__ import annotations

from typing import Any

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.records.types import (
    Custody,
    Finding,
    FindingKind,
    Inventory,
    InventoryLine,
    InventoryState,
)

PLACES_BENEATH = """
    SELECT id FROM records_place WHERE id = %(scope)s
    UNION ALL SELECT p.id FROM records_place p JOIN beneath b ON p.parent_id = b.id"""


class InventoryNotFound(Exception):
    """There is no such count."""


LIST = """
SELECT i.id, p.code, p.name, p.branch_id, i.opened_at, i.opened_by, c.at, c.by, f.at, f.by,
       CASE WHEN a.id IS NOT NULL THEN 'abandoned' WHEN f.id IS NOT NULL THEN 'confirmed'
            WHEN c.id IS NOT NULL THEN 'closed' ELSE 'open' END, i.scope_id, c.by_id
FROM records_inventory i JOIN records_place p ON p.id = i.scope_id
LEFT JOIN records_inventorystep c ON c.inventory_id = i.id AND c.state = 'closed'
LEFT JOIN records_inventorystep f ON f.inventory_id = i.id AND f.state = 'confirmed'
LEFT JOIN records_inventorystep a ON a.inventory_id = i.id AND a.state = 'abandoned'
WHERE %(id)s::bigint IS NULL OR i.id = %(id)s
ORDER BY i.id DESC OFFSET %(offset)s LIMIT %(limit)s
"""
COUNTS = """
WITH RECURSIVE beneath AS (
    SELECT scope_id AS id, NULL::bigint AS parent FROM records_inventory WHERE id = %(id)s
    UNION ALL SELECT p.id, b.id FROM records_place p JOIN beneath b ON p.parent_id = b.id),
leaves AS (SELECT id FROM beneath b WHERE NOT EXISTS (
    SELECT FROM beneath c WHERE c.parent = b.id)),
up(place_id, above_id) AS (
    SELECT id, id FROM leaves
    UNION ALL SELECT up.place_id, p.parent_id FROM up JOIN records_place p ON p.id = up.above_id
    WHERE p.parent_id IS NOT NULL)
SELECT (SELECT count(*) FROM records_inventoryexpected WHERE inventory_id = %(id)s),
       (SELECT count(*) FROM records_inventoryobservation WHERE inventory_id = %(id)s),
       (SELECT count(DISTINCT up.place_id) FROM up JOIN records_inventoryscan s
        ON s.place_id = up.above_id WHERE s.inventory_id = %(id)s),
       (SELECT count(*) FROM leaves)
"""
LINE_COUNTS = """
SELECT i.id,
       (SELECT count(*) FROM records_inventoryexpected e WHERE e.inventory_id = i.id),
       (SELECT count(*) FROM records_inventoryfinding f WHERE f.inventory_id = i.id
        AND f.kind NOT IN ('found', 'not_scanned'))
FROM records_inventory i WHERE i.id = ANY(%(ids)s) ORDER BY i.id
"""
# A difference of an expected folder has no custody; a folder that was not expected has one.
FINDING_COUNTS = """
SELECT kind, count(*), count(*) FILTER (
    WHERE custody = '' AND kind IN ('missing', 'misfiled', 'not_scanned'))
FROM records_inventoryfinding WHERE inventory_id = %s GROUP BY kind
"""
# The expected folders of closed counts that were seen where they should be, in the columns of a
# finding; `id` is beyond those of stored rows. Of several tags seen, the folder's active one at
# the closing tells, then the first.
FOUND = """
SELECT x.inventory_id, 'found' AS kind, x.folder_id, o.epc, x.place_id AS expected_place_id,
       o.place_id AS found_place_id, '' AS custody,
       (x.inventory_id << 32) + x.folder_id AS id
FROM records_inventoryobservation o
JOIN records_tag t ON t.epc = o.epc
JOIN records_inventoryexpected x ON x.inventory_id = o.inventory_id AND x.folder_id = t.folder_id
JOIN records_inventorystep c ON c.inventory_id = o.inventory_id AND c.state = 'closed'
WHERE NOT EXISTS (
    SELECT FROM records_inventoryfinding d
    WHERE d.inventory_id = o.inventory_id AND d.folder_id = t.folder_id AND d.custody = ''
      AND d.kind IN ('missing', 'misfiled', 'not_scanned'))
  AND NOT EXISTS (
    SELECT FROM records_tag better
    JOIN records_inventoryobservation seen
      ON seen.inventory_id = o.inventory_id AND seen.epc = better.epc
    WHERE better.folder_id = t.folder_id AND better.epc <> t.epc
      AND (coalesce(better.retired_at <= c.at, false), better.epc)
          < (coalesce(t.retired_at <= c.at, false), t.epc))
"""


def state_of(*, inventory_id: int) -> InventoryState:
    """Return how far a count has come. Raises InventoryNotFound."""
    return _row_of(inventory_id)[10]  # type: ignore[no-any-return]


def _row_of(inventory_id: int) -> tuple[Any, ...]:
    rows = fetch_rows(LIST, {"id": inventory_id, "offset": 0, "limit": 1})
    if not rows:
        raise InventoryNotFound(inventory_id)
    return (*rows[0][:10], InventoryState(rows[0][10]), *rows[0][11:])


def get_inventory(*, inventory_id: int) -> Inventory:
    """Return one count with its numbers. Raises InventoryNotFound."""
    return _inventory(_row_of(inventory_id))


def list_inventories(*, offset: int = 0, limit: int = 25) -> tuple[InventoryLine, ...]:
    """Return the counts, the latest first."""
    rows = fetch_rows(LIST, {"id": None, "offset": offset, "limit": limit})
    numbers = {i: (expected, differences) for i, expected, differences in fetch_rows(
        LINE_COUNTS, {"ids": [row[0] for row in rows]})}
    return tuple(
        InventoryLine(
            id=row[0], scope=row[1], scope_name=row[2], branch=row[3],
            state=InventoryState(row[10]), opened_at=row[4], opened_by=row[5],
            expected=numbers[row[0]][0], differences=numbers[row[0]][1] if row[6] else None)
        for row in rows
    )


def _inventory(row: tuple[Any, ...]) -> Inventory:
    ((expected, seen, scanned, places),) = fetch_rows(COUNTS, {"id": row[0]})
    findings = tuple(findings_counted(inventory_id=row[0], expected=expected).items()
                     ) if row[6] else ()
    return Inventory(
        id=row[0], scope_id=row[11], scope=row[1], scope_name=row[2], branch=row[3],
        state=row[10], opened_at=row[4], opened_by=row[5], closed_at=row[6], closed_by=row[7] or "",
        closed_by_id=row[12],
        confirmed_at=row[8], confirmed_by=row[9] or "", expected=expected, seen=seen,
        scanned_places=scanned, places=places, findings=findings,
    )


def findings_counted(*, inventory_id: int, expected: int) -> dict[FindingKind, int]:
    """Return how many findings of each kind a closed count has, of so many expected folders."""
    rows = fetch_rows(FINDING_COUNTS, [inventory_id])
    counts = {FindingKind(kind): count for kind, count, _differ in rows}
    found = expected - sum(differ for _kind, _count, differ in rows)
    if found:
        counts[FindingKind.FOUND] = counts.get(FindingKind.FOUND, 0) + found
    return dict(sorted(counts.items()))


FINDINGS = f"""
SELECT x.kind, x.folder_id, coalesce(f.case_sign, ''), x.epc, coalesce(e.code, ''),
       coalesce(p.code, ''), x.custody
FROM (SELECT inventory_id, kind, folder_id, epc, expected_place_id, found_place_id, custody, id
      FROM records_inventoryfinding
      UNION ALL SELECT * FROM ({FOUND}) told WHERE %(all)s) x
LEFT JOIN records_folder f ON f.id = x.folder_id
LEFT JOIN records_place e ON e.id = x.expected_place_id
LEFT JOIN records_place p ON p.id = x.found_place_id
WHERE x.inventory_id = %(id)s AND (%(kind)s = '' OR x.kind = %(kind)s)
  AND (%(all)s OR x.kind <> 'found')
ORDER BY x.kind, e.code NULLS LAST, p.code NULLS LAST, f.case_sign, x.id
OFFSET %(offset)s LIMIT %(limit)s
"""


def list_findings(
    *, inventory_id: int, kind: FindingKind | None = None, with_found: bool = False,
    offset: int = 0, limit: int | None = 25,
) -> tuple[Finding, ...]:
    """Return the differences that a count found, by kind and place; the found ones if asked."""
    rows = fetch_rows(FINDINGS, {
        "id": inventory_id, "kind": kind or "", "offset": offset, "limit": limit,
        "all": with_found or kind is FindingKind.FOUND,
    })
    return tuple(
        Finding(FindingKind(r[0]), r[1], r[2], r[3], r[4], r[5], Custody(r[6]) if r[6] else None)
        for r in rows
    )


def reference_tags() -> dict[str, int]:
    """Return the places that have a tag of their own, by its number."""
    return dict(fetch_rows(
        "SELECT reference_epc, id FROM records_place WHERE reference_epc IS NOT NULL"
        " ORDER BY id"))
