"""How full places are, the picture of a rack, the pace of labelling: pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from przystan.rooms.records.types import Place, PlaceKind, TaggingSession

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


class Fill(StrEnum):
    """How full a place is, in words."""

    EMPTY = "empty"
    ROOM = "room"
    NEARLY_FULL = "nearly_full"
    FULL = "full"
    OVERFULL = "overfull"


def fill_of(folders: int, capacity: int | None) -> Fill | None:
    """Return how full a place is, None when it does not say what it has room for."""
    if not capacity:
        return None
    if folders > capacity:
        return Fill.OVERFULL
    if folders == capacity:
        return Fill.FULL
    if folders >= capacity * PACKED:
        return Fill.NEARLY_FULL
    return Fill.ROOM if folders else Fill.EMPTY


def paths_of(places: Sequence[Place]) -> dict[int, tuple[str, ...]]:
    """Return the way to every place: the codes from the root down to itself.

    Sorted by it, places stand in the order in which one walks along them.
    """
    known = {p.id: p for p in places}
    ways: dict[int, tuple[str, ...]] = {}

    def way(place_id: int) -> tuple[str, ...]:
        if place_id not in ways:
            place = known[place_id]
            above = way(place.parent_id) if place.parent_id in known else ()
            ways[place_id] = (*above, place.code)
        return ways[place_id]

    return {p.id: way(p.id) for p in places}


# What may stand in what: a shelf in a rack, not a rack on a shelf.
DEPTH = {PlaceKind.BUILDING: 0, PlaceKind.ROOM: 1, PlaceKind.RACK: 2, PlaceKind.DESK: 2,
         PlaceKind.SHELF: 3, PlaceKind.BOX: 4, PlaceKind.TRANSIT: 1, PlaceKind.OUTSIDE: 1}


def can_stand_in(kind: PlaceKind, parent: PlaceKind) -> bool:
    """Whether a place of one kind may stand in one of another; a box may stand in a box."""
    return DEPTH[kind] > DEPTH[parent] or kind is parent is PlaceKind.BOX
