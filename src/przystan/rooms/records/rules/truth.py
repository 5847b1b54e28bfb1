"""How far a folder may be believed to lie where it is recorded, and what to scan first: pure.

Nobody measured this in an office like ours, so the constants are assumptions with their reason,
and the page shows beside them what the office's own counts found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from przystan.rooms.records.types import Place, PlaceKind, RackDoubt, ReadBatch

# Just read on its shelf: a read may stray from the neighbouring one, so never quite certain.
FRESH = 0.999
# The share of folders that are elsewhere after a year in which nobody read them. Reason: of the
# 35,194 folders that this was built for, 282 (0.8 %) were missing nine months after labelling, and
# a stocktake of such a stock is planned with one in a hundred misplaced.
LOST_PER_YEAR = 0.01
# Each step of custody after the last read is a chance to be put back wrongly; the same one in a
# hundred, until the office's counts say better.
MISPLACED_PER_MOVE = 0.01
DAYS_PER_YEAR = 365.25
# Its last read was somewhere else: it is more likely there.
ELSEWHERE = 0.1
# A handheld sweeps a shelf of sixty folders in about a quarter of a minute, and the walk to a rack
# and back takes about one; to be replaced by the office's own times.
FOLDERS_PER_MINUTE = 240
MINUTES_PER_RACK = 1.0
SCAN_FIRST = 3


def confidence(*, age_days: float, moves: int = 0, elsewhere: bool = False) -> float:
    """Return how far a folder is believed to be on its place, from 0 to 1.

    `age_days` since its tag or a hand was last on it, `moves` steps of custody since then.
    """
    unread: float = (1 - LOST_PER_YEAR) ** (max(age_days, 0.0) / DAYS_PER_YEAR)
    moved: float = (1 - MISPLACED_PER_MOVE) ** max(moves, 0)
    credit = FRESH * unread * moved
    return min(credit, ELSEWHERE) if elsewhere else credit


def racks_in_doubt(
    batches: Iterable[ReadBatch], places: Sequence[Place]
) -> tuple[RackDoubt, ...]:
    """Return the racks by the doubtful folders that a minute of scanning should find, most first.

    A shelf that stands in no rack is scanned by itself.
    """
    known = {p.id: p for p in places}
    folders: dict[int, int] = {}
    doubtful: dict[int, float] = {}
    for batch in batches:
        rack = _rack_of(known, batch.place_id)
        doubt = 1 - confidence(
            age_days=batch.age_days, moves=batch.moves, elsewhere=batch.elsewhere)
        folders[rack] = folders.get(rack, 0) + batch.folders
        doubtful[rack] = doubtful.get(rack, 0.0) + batch.folders * doubt
    racks = [_doubt(known[r], folders[r], doubtful[r]) for r in folders if folders[r]]
    return tuple(sorted(racks, key=lambda r: (-r.yield_per_minute, r.code)))


def _doubt(rack: Place, folders: int, doubtful: float) -> RackDoubt:
    minutes = MINUTES_PER_RACK + folders / FOLDERS_PER_MINUTE
    return RackDoubt(
        rack.id, rack.code, rack.name, rack.branch, folders, round(doubtful, 2),
        round(minutes, 2), round(doubtful / minutes, 3), round(1 - doubtful / folders, 4))


def _rack_of(known: Mapping[int, Place], place_id: int) -> int:
    here: int | None = place_id
    while here is not None:
        if known[here].kind is PlaceKind.RACK:
            return here
        here = known[here].parent_id
    return place_id


def share_of_first(racks: Sequence[RackDoubt], count: int = SCAN_FIRST) -> float:
    """Return which share of all doubt the first racks explain, from 0 to 1; 0 without doubt."""
    total = math.fsum(r.doubtful for r in racks)
    return math.fsum(r.doubtful for r in racks[:count]) / total if total else 0.0
