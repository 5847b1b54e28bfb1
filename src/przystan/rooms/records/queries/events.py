"""Reads of what happened to folders, as one stream in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from przystan.platform.transactions.public import iterate_rows
from przystan.rooms.records.queries.inventory import FOUND
from przystan.rooms.records.types import Custody, FolderEvent, FolderEventKind

# A custody step belongs to the tag that the folder had then; before its first tag it has none.
EVENTS = f"""
SELECT * FROM (
    SELECT 'labelled' AS kind, t.id AS number, t.labelled_at AS at, t.folder_id, t.epc,
           '' AS place, NULL AS custody, NULL AS before
    FROM records_tag t
    UNION ALL
    SELECT 'tag_retired', t.id, t.retired_at, t.folder_id, t.epc, '', NULL, NULL
    FROM records_tag t WHERE t.retired_at IS NOT NULL
    UNION ALL
    SELECT 'tag_replaced', t.id, t.labelled_at, t.folder_id, t.epc, '', NULL, NULL
    FROM records_tag t WHERE EXISTS (
        SELECT FROM records_tag o WHERE o.folder_id = t.folder_id AND o.id < t.id)
    UNION ALL
    SELECT 'custody', c.id, c.at, c.folder_id, t.epc, coalesce(p.code, ''), c.custody,
           lag(c.custody) OVER (PARTITION BY c.folder_id ORDER BY c.id)
    FROM records_custodyevent c
    JOIN LATERAL (
        SELECT epc FROM records_tag t WHERE t.folder_id = c.folder_id
        ORDER BY (t.labelled_at <= c.at) DESC, t.labelled_at DESC, t.id LIMIT 1) t ON true
    LEFT JOIN records_place p ON p.id = c.place_id
    WHERE c.custody <> 'registered'
    UNION ALL
    SELECT 'counted', f.id, s.at, f.folder_id, f.epc, coalesce(p.code, ''), NULL, NULL
    FROM (SELECT inventory_id, folder_id, epc, found_place_id, id FROM records_inventoryfinding
          WHERE kind = 'found'
          UNION ALL SELECT inventory_id, folder_id, epc, found_place_id, id FROM ({FOUND}) told) f
    JOIN records_inventorystep s ON s.inventory_id = f.inventory_id AND s.state = 'confirmed'
    LEFT JOIN records_place p ON p.id = f.found_place_id
) AS happened
WHERE (%(since)s::timestamptz IS NULL OR at >= %(since)s)
  AND (%(until)s::timestamptz IS NULL OR at < %(until)s)
  AND (%(epcs)s::text[] = '{{}}' OR epc = ANY(%(epcs)s))
ORDER BY at, kind, number
OFFSET %(offset)s LIMIT %(limit)s
"""


def folder_events(
    *, since: datetime | None = None, until: datetime | None = None, epcs: tuple[str, ...] = (),
    offset: int = 0, limit: int | None = None,
) -> Iterator[FolderEvent]:
    """Give what happened to folders with tags in [since, until), oldest first, as a stream.

    Call it in an open transaction.
    """
    rows = iterate_rows(EVENTS, {
        "since": since, "until": until, "epcs": [e.upper() for e in epcs], "offset": offset,
        "limit": limit})
    for kind, number, at, folder_id, tag, place, custody, before in rows:
        yield FolderEvent(
            FolderEventKind(kind), number, at, folder_id, tag, place,
            Custody(custody) if custody else None, Custody(before) if before else None)
