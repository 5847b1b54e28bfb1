"""Reads of a stack on the desk: what each thing is, and where it goes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.records.queries.folders import list_places
from przystan.rooms.records.rules.places import paths_of
from przystan.rooms.records.types import Custody, StackGroup, StackItem

# One row a text that a folder answers to, by its sign or by any tag that it has or had.
STACK = """
WITH wanted AS (SELECT DISTINCT text FROM unnest(%(texts)s::text[]) AS t(text)),
hit AS (
    SELECT w.text, t.folder_id, t.retired_at IS NOT NULL AS is_retired, true AS is_tag
    FROM wanted w JOIN records_tag t ON t.epc = w.text
    UNION ALL
    SELECT w.text, f.id, false, false FROM wanted w JOIN records_folder f ON f.case_sign = w.text)
SELECT w.text, f.id, f.case_sign, f.branch_id, e.custody, h.place_id, coalesce(p.code, ''),
       coalesce(r.asked_by, ''), w.is_retired, w.is_tag
FROM hit w
JOIN records_folder f ON f.id = w.folder_id
JOIN LATERAL (SELECT custody FROM records_custodyevent WHERE folder_id = f.id
              ORDER BY id DESC LIMIT 1) e ON true
LEFT JOIN LATERAL (SELECT place_id FROM records_custodyevent
                   WHERE folder_id = f.id AND custody = 'shelved'
                   ORDER BY id DESC LIMIT 1) h ON true
LEFT JOIN records_place p ON p.id = h.place_id
LEFT JOIN LATERAL (
    SELECT q.asked_by FROM records_folderrequest q WHERE q.folder_id = f.id AND NOT EXISTS (
        SELECT FROM records_requeststep s WHERE s.request_id = q.id
        AND s.state IN ('handed_over', 'refused', 'cancelled'))
    ORDER BY q.is_urgent DESC, q.id LIMIT 1) r ON true
WHERE NOT EXISTS (SELECT FROM records_folderremoval x WHERE x.folder_id = f.id)
ORDER BY w.text, f.id
"""


def identify_stack(*, texts: Sequence[str], branch: str) -> tuple[StackItem, ...]:
    """Return what each line of a stack is, sorted by its place in walking order.

    A line is a tag number or a case sign, with the chip's number behind it where the reader says
    it. Duplicates: one number from two chips, or one folder that answers by two tags. The same
    line again is one reading. Nothing is recorded: a read never changes custody.
    """
    lines = [line.upper().split() for line in texts if line.split()]
    chips: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        chips[line[0]].update(line[1:2])
    rows = fetch_rows(STACK, {"texts": list(chips)})
    answered = Counter(row[1] for row in rows if row[9])
    paths = paths_of(list_places(is_whole=True, is_counted=False))
    items = [_item(row, branch, paths, is_double=len(chips[row[0]]) > 1 or answered[row[1]] > 1)
             for row in rows]
    known = {row[0] for row in rows}
    items += [StackItem(StackGroup.UNKNOWN, text) for text in chips if text not in known]
    return tuple(sorted(items, key=lambda i: (i.path, i.case_sign, i.text)))


def _item(
    row: tuple[Any, ...], branch: str, paths: dict[int, tuple[str, ...]], *, is_double: bool
) -> StackItem:
    text, folder_id, sign, own_branch, custody, place_id, place, wanted_by, is_retired = row[:9]
    group = StackGroup.RESHELVE
    for is_so, named in (
        (is_double, StackGroup.DUPLICATE), (is_retired, StackGroup.RETIRED),
        (custody in (Custody.DISPOSED, Custody.ARCHIVED), StackGroup.GONE),
        (own_branch != branch, StackGroup.OTHER_BRANCH), (bool(wanted_by), StackGroup.WANTED),
        (place_id is None, StackGroup.NO_PLACE),
    ):
        if is_so:
            group = named
            break
    return StackItem(group, text, folder_id, sign, own_branch, Custody(custody), place,
                     paths.get(place_id, ()) if place_id else (), wanted_by)


def seen_at_desk(*, reader: str, since: datetime) -> tuple[str, ...]:
    """Return the tags that a fixed reader reported since an instant, in order."""
    return tuple(row[0] for row in fetch_rows(
        "SELECT epc FROM records_tagseen WHERE reader = %s AND seen_at >= %s ORDER BY epc",
        [reader, since]))


def list_readers() -> tuple[str, ...]:
    """Return the names of the fixed readers whose antennas have a place."""
    return tuple(row[0] for row in fetch_rows(
        "SELECT DISTINCT reader FROM records_antenna ORDER BY reader"))
