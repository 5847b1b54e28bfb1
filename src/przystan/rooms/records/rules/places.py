"""How full places are, the picture of a rack, the pace of labelling: pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from przystan.rooms.records.types import Place, TaggingSession

# A rack is drawn in a box of this size; its shelves share the height.
RACK_WIDTH, RACK_HEIGHT = 60, 50
PACKED = 0.95


@dataclass(frozen=True)
class ShelfPicture:
    """One shelf in the picture of its rack: where it stands, and how far it is filled."""

    top: float
    bottom: float
    height: float
    width: float
    is_packed: bool


@dataclass(frozen=True)
class RackPicture:
    """One rack as the map draws it. `percent` is None when no shelf says what it has room for."""

    id: int
    code: str
    name: str
    folders: int
    capacity: int
    percent: int | None
    shelves: tuple[ShelfPicture, ...]


def beneath_of(places: Sequence[Place]) -> dict[int, tuple[int, int]]:
    """Return, for every place, the folders in it and all that it holds, and the room for them."""
    folders, capacity = (dict.fromkeys((p.id for p in places), 0) for _ in range(2))
    parents = {p.id: p.parent_id for p in places}
    for place in places:
        here: int | None = place.id
        while here is not None:
            folders[here] += place.folders
            capacity[here] += place.capacity or 0
            here = parents[here]
    return {key: (folders[key], capacity[key]) for key in folders}


def rack_of(rack: Place, places: Iterable[Place]) -> RackPicture:
    """Return the picture of a rack: its shelves in the order of their codes, the first on top."""
    shelves = [p for p in places if p.parent_id == rack.id]
    folders = rack.folders + sum(p.folders for p in shelves)
    capacity = (rack.capacity or 0) + sum(p.capacity or 0 for p in shelves)
    step = RACK_HEIGHT / max(len(shelves), 1)
    drawn = []
    for number, shelf in enumerate(shelves):
        share = min(1.0, shelf.folders / shelf.capacity) if shelf.capacity else 0.0
        drawn.append(ShelfPicture(
            round(number * step + step * 0.15, 2), round((number + 1) * step, 2),
            round(step * 0.75, 2), round(share * RACK_WIDTH, 1), share >= PACKED,
        ))
    percent = round(100 * folders / capacity) if capacity else None
    return RackPicture(rack.id, rack.code, rack.name, folders, capacity, percent, tuple(drawn))


def pace_by_week(sessions: Iterable[TaggingSession]) -> list[tuple[date, float]]:
    """Return the folders that one hour of work labelled, week by week from the first; by Monday."""
    folders: dict[date, int] = {}
    hours: dict[date, float] = {}
    for session in sessions:
        monday = session.work_date - timedelta(days=session.work_date.weekday())
        folders[monday] = folders.get(monday, 0) + session.folders
        hours[monday] = hours.get(monday, 0.0) + float(session.hours)
    return [(week, round(folders[week] / hours[week], 1)) for week in sorted(hours) if hours[week]]
