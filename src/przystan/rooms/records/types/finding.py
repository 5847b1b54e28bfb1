"""Finding folders: stacks on a desk, hunts along the shelves, and what may be doubted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from przystan.rooms.records.types.folders import Custody


class StackGroup(StrEnum):
    """What is to be done with one thing of a stack."""

    RESHELVE = "reshelve"
    WANTED = "wanted"
    OTHER_BRANCH = "other_branch"
    NO_PLACE = "no_place"
    DUPLICATE = "duplicate"
    RETIRED = "retired"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class StackItem:
    """One thing of a stack. `place` is where the folder was shelved last, `path` its way there.

    `wanted_by` is who asked for it; a text that no folder answers to has no folder.
    """

    group: StackGroup
    text: str
    folder_id: int | None = None
    case_sign: str = ""
    branch: str = ""
    custody: Custody | None = None
    place: str = ""
    path: tuple[str, ...] = ()
    wanted_by: str = ""


class Heat(StrEnum):
    """How near a read says the looked-for folder is."""

    FOUND = "found"
    HOT = "hot"
    WARM = "warm"
    COLD = "cold"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class HuntLine:
    """One folder of a hunt: where it should be, where its tag answered last, whether it is found.

    `path` is the way to its place.
    """

    id: int
    folder_id: int
    case_sign: str
    epc: str
    place: str
    path: tuple[str, ...]
    seen_place: str
    seen_at: datetime | None
    found_at: datetime | None
    found_place: str


@dataclass(frozen=True)
class Hunt:
    """One list of folders that are looked for."""

    id: int
    branch: str
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    folders: int
    found: int


@dataclass(frozen=True)
class HuntAnswer:
    """What the handheld is told: how near, which folder, and the place that was read."""

    heat: Heat
    text: str
    case_sign: str = ""
    place: str = ""
    rssi_dbm: float | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class ReadBatch:
    """Folders of one shelf whose last read falls on one day: what doubt is computed from.

    `age_days` since the read; `moves` steps of custody since it; `elsewhere` when that read was
    at another place than the shelf.
    """

    place_id: int
    age_days: int
    moves: int
    elsewhere: bool
    folders: int


@dataclass(frozen=True)
class RackDoubt:
    """One rack: its folders, how many of them are probably not there, how long a scan takes.

    `yield_per_minute` is the doubtful folders that a minute of scanning is expected to find.
    """

    place_id: int
    code: str
    name: str
    branch: str
    folders: int
    doubtful: float
    minutes: float
    yield_per_minute: float
    confidence: float


@dataclass(frozen=True)
class SignalPoint:
    """One sighting of a folder's tag: when, where, how strongly."""

    at: datetime
    place: str
    reader: str
    rssi_dbm: float | None
