"""What a count means: the frozen expectation, and the findings."""

from __future__ import annotations

from przystan.platform.transactions import public as transactions
from przystan.rooms.records.queries.inventory import PLACES_BENEATH

FREEZE = f"""
WITH RECURSIVE beneath AS ({PLACES_BENEATH}),
latest AS (
    SELECT DISTINCT ON (folder_id) folder_id, custody, place_id
    FROM records_custodyevent ORDER BY folder_id, id DESC)
INSERT INTO records_inventoryexpected (inventory_id, folder_id, place_id)
SELECT %(inventory)s, folder_id, place_id FROM latest
WHERE custody = 'shelved' AND place_id IN (SELECT id FROM beneath)
  AND NOT EXISTS (SELECT FROM records_folderremoval r WHERE r.folder_id = latest.folder_id)
"""
# What a count read, each tag beside what was expected of its folder, set apart and measured once:
# the planner knows nothing of rows that were written a moment ago, took 35,194 of them for one and
# compared each with each, which took five minutes. Nothing may be compared so until the end.
# above: every place with each place around it, itself among them.
# is_home: the folder was seen on its place or on something around it (a shelf read as part of its
# whole rack), or nobody knows where. is_plain: by its active tag, of which it has one; then the
# folder is settled, as nearly all are.
GATHER = (
    """
CREATE TEMPORARY TABLE count_above ON COMMIT DROP AS
WITH RECURSIVE up(place_id, above_id) AS (
    SELECT id, id FROM records_place
    UNION ALL
    SELECT up.place_id, p.parent_id FROM up JOIN records_place p ON p.id = up.above_id
    WHERE p.parent_id IS NOT NULL)
SELECT place_id, above_id FROM up""",
    "ANALYZE count_above",
    "SET LOCAL enable_nestloop = off",
    """
CREATE TEMPORARY TABLE count_seen ON COMMIT DROP AS
SELECT o.epc, o.place_id, t.folder_id, x.place_id AS shelf_id, s.is_retired, s.is_home,
       s.is_home AND NOT s.is_retired AS is_plain
FROM records_inventoryobservation o
LEFT JOIN records_tag t ON t.epc = o.epc
LEFT JOIN records_folderremoval r ON r.folder_id = t.folder_id
LEFT JOIN records_inventoryexpected x
       ON x.inventory_id = %(inventory)s AND x.folder_id = t.folder_id
LEFT JOIN count_above u ON u.place_id = x.place_id AND u.above_id = o.place_id
CROSS JOIN LATERAL (
    SELECT t.retired_at IS NOT NULL OR r.folder_id IS NOT NULL AS is_retired,
           x.place_id IS NOT NULL AND (o.place_id IS NULL OR u.place_id IS NOT NULL) AS is_home) s
WHERE o.inventory_id = %(inventory)s""",
    "ANALYZE count_seen",
)
# Folders that are not settled are told by their active tag, or else by the first of the retired
# ones. Of those expected and found no row is written, for nearly all are: `FOUND` of the queries
# tells them from the frozen expectation and the differences.
RECONCILE = """
WITH scanned AS (
    SELECT DISTINCT up.place_id FROM count_above up
    JOIN records_inventoryscan s ON s.place_id = up.above_id
    WHERE s.inventory_id = %(inventory)s),
absent AS MATERIALIZED (
    SELECT folder_id, place_id FROM records_inventoryexpected x
    WHERE inventory_id = %(inventory)s
      AND NOT EXISTS (SELECT FROM count_seen s WHERE s.folder_id = x.folder_id)),
unsettled AS MATERIALIZED (
    SELECT DISTINCT ON (folder_id) folder_id, epc, place_id, shelf_id, is_home, is_plain
    FROM count_seen
    WHERE folder_id IN (SELECT folder_id FROM count_seen WHERE NOT is_plain)
    ORDER BY folder_id, is_retired, epc),
strays AS (
    SELECT s.folder_id, s.epc, s.place_id, e.custody, e.place_id AS shelf_id
    FROM unsettled s
    LEFT JOIN LATERAL (
        SELECT custody, place_id FROM records_custodyevent c
        WHERE c.folder_id = s.folder_id ORDER BY c.id DESC LIMIT 1) e ON true
    WHERE s.shelf_id IS NULL
      AND NOT EXISTS (SELECT FROM records_folderremoval r WHERE r.folder_id = s.folder_id))
INSERT INTO records_inventoryfinding
    (inventory_id, kind, folder_id, epc, expected_place_id, found_place_id, custody)
SELECT %(inventory)s, 'misfiled', folder_id, epc, shelf_id, place_id, ''
FROM unsettled WHERE shelf_id IS NOT NULL AND NOT is_home
UNION ALL
SELECT %(inventory)s, CASE WHEN c.place_id IS NULL THEN 'not_scanned' ELSE 'missing' END,
       x.folder_id, coalesce((SELECT t.epc FROM records_tag t WHERE t.folder_id = x.folder_id
                              AND t.retired_at IS NULL), ''), x.place_id, NULL, ''
FROM absent x LEFT JOIN scanned c ON c.place_id = x.place_id
UNION ALL
SELECT %(inventory)s,
       CASE WHEN s.custody IN ('shelved', 'registered') AND u.place_id IS NOT NULL THEN 'found'
            WHEN s.custody IN ('shelved', 'registered') THEN 'misfiled'
            ELSE 'lent_but_present' END,
       s.folder_id, s.epc, CASE WHEN s.custody = 'shelved' THEN s.shelf_id END, s.place_id,
       s.custody
FROM strays s LEFT JOIN count_above u ON u.place_id = s.shelf_id AND u.above_id = s.place_id
UNION ALL
SELECT %(inventory)s, 'retired_tag', folder_id, epc, NULL, place_id, ''
FROM count_seen WHERE is_retired
UNION ALL
SELECT %(inventory)s, 'unknown_tag', NULL, epc, NULL, place_id, ''
FROM count_seen WHERE folder_id IS NULL
"""
DROP = ("DROP TABLE count_above, count_seen", "SET LOCAL enable_nestloop = on")


def write_findings(*, inventory_id: int) -> None:
    """Compare what was expected with what was seen, and store each difference."""
    for statement in (*GATHER, RECONCILE, *DROP):
        transactions.execute(
            statement, {"inventory": inventory_id} if "%(" in statement else ())
