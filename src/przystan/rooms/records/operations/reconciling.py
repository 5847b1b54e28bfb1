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
# A count's own rows, set apart and measured: the planner knows nothing of rows that were written a
# moment ago, took 35,194 of them for one and compared each with each, which took five minutes.
# above: every place with each place around it, itself among them.
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
    """
CREATE TEMPORARY TABLE count_read ON COMMIT DROP AS
SELECT epc, place_id FROM records_inventoryobservation WHERE inventory_id = %(inventory)s""",
    "ANALYZE count_read",
    """
CREATE TEMPORARY TABLE count_tagged ON COMMIT DROP AS
SELECT o.epc, o.place_id, t.folder_id,
       t.retired_at IS NOT NULL OR r.folder_id IS NOT NULL AS is_retired
FROM count_read o
LEFT JOIN records_tag t ON t.epc = o.epc
LEFT JOIN records_folderremoval r ON r.folder_id = t.folder_id""",
    "ANALYZE count_tagged",
    """
CREATE TEMPORARY TABLE count_expected ON COMMIT DROP AS
SELECT folder_id, place_id FROM records_inventoryexpected WHERE inventory_id = %(inventory)s""",
    "ANALYZE count_expected",
)
# A folder is where it should be when it was seen on its place or on something around it (a shelf
# read as part of its whole rack). The found ones and the misfiled ones are told by the strongest
# active tag of the folder. Of those expected and found no row is written, for nearly all are:
# `FOUND` of the queries tells them from the frozen expectation and the differences.
RECONCILE = """
WITH scanned AS (
    SELECT DISTINCT up.place_id FROM count_above up
    JOIN records_inventoryscan s ON s.place_id = up.above_id
    WHERE s.inventory_id = %(inventory)s),
seen AS MATERIALIZED (
    SELECT DISTINCT ON (folder_id) folder_id, epc, place_id FROM count_tagged
    WHERE folder_id IS NOT NULL ORDER BY folder_id, is_retired, epc),
unexpected AS MATERIALIZED (
    SELECT folder_id, epc, place_id FROM seen s
    WHERE NOT EXISTS (SELECT FROM count_expected x WHERE x.folder_id = s.folder_id)
      AND NOT EXISTS (SELECT FROM records_folderremoval r WHERE r.folder_id = s.folder_id)),
strays AS (
    SELECT s.folder_id, s.epc, s.place_id, e.custody, e.place_id AS shelf_id
    FROM unexpected s
    LEFT JOIN LATERAL (
        SELECT custody, place_id FROM records_custodyevent c
        WHERE c.folder_id = s.folder_id ORDER BY c.id DESC LIMIT 1) e ON true)
INSERT INTO records_inventoryfinding
    (inventory_id, kind, folder_id, epc, expected_place_id, found_place_id, custody)
SELECT %(inventory)s,
       CASE WHEN s.folder_id IS NOT NULL THEN 'misfiled'
            WHEN c.place_id IS NULL THEN 'not_scanned' ELSE 'missing' END,
       x.folder_id,
       coalesce(s.epc, (SELECT t.epc FROM records_tag t WHERE t.folder_id = x.folder_id
                        AND t.retired_at IS NULL), ''), x.place_id, s.place_id, ''
FROM count_expected x
LEFT JOIN seen s ON s.folder_id = x.folder_id
LEFT JOIN count_above u ON u.place_id = x.place_id AND u.above_id = s.place_id
LEFT JOIN scanned c ON c.place_id = x.place_id
WHERE s.folder_id IS NULL OR s.place_id IS NOT NULL AND u.place_id IS NULL
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
FROM count_tagged WHERE is_retired
UNION ALL
SELECT %(inventory)s, 'unknown_tag', NULL, epc, NULL, place_id, ''
FROM count_tagged WHERE folder_id IS NULL
"""
DROP = "DROP TABLE count_above, count_read, count_tagged, count_expected"


def write_findings(*, inventory_id: int) -> None:
    """Compare what was expected with what was seen, and store each difference."""
    for statement in (*GATHER, RECONCILE, DROP):
        transactions.execute(
            statement, {"inventory": inventory_id} if "%(" in statement else ())
