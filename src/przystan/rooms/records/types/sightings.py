"""What an edge agent sends: sightings, batches, and what the office knows of agents and readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from przystan.rooms.records.types.folders import Custody


class Sighting(NamedTuple):
    """One tag's presence before a reader, put together from its reads.

    `reads` is how many; `antenna` the one that read it most strongly, `rssi_dbm` how strongly;
    times are microseconds of UTC since 1970 by the agent's clock.
    """

    epc: str
    reader: str
    antenna: int | None
    rssi_dbm: float | None
    first_us: int
    last_us: int
    reads: int


class ReaderState(NamedTuple):
    """How one reader of an agent does; `skew_ms` is its clock less the agent's, None untold."""

    name: str
    state: str
    skew_ms: int | None


@dataclass(frozen=True)
class Batch:
    """Sightings of one agent in the order of their numbers, which never repeat."""

    sightings: tuple[tuple[int, Sighting], ...]
    sent_us: int
    readers: tuple[ReaderState, ...] = ()


@dataclass(frozen=True)
class Agent:
    """One edge agent: who it is, how far its sightings have come, how its clock differs.

    `skew_ms` is the agent's clock less the office's, at its last batch.
    """

    uuid: str
    name: str
    branch: str
    enrolled_at: datetime
    enrolled_by: str
    revoked_at: datetime | None
    last_seq: int
    last_seen_at: datetime | None
    skew_ms: int | None
    readers: tuple[ReaderState, ...] = ()


@dataclass(frozen=True)
class AntennaPlace:
    """What one antenna of a fixed reader looks at: the code of the place."""

    reader: str
    number: int
    place: str


@dataclass(frozen=True)
class LastSeen:
    """Where a tag was last seen, how strongly, and by which reader or count."""

    epc: str
    place: str
    reader: str
    rssi_dbm: float | None
    seen_at: datetime


class AlarmReason(StrEnum):
    """Why a gate sounded."""

    NOT_ALLOWED = "not_allowed"
    NO_LIST = "no_list"


class AlarmFinding(StrEnum):
    """What was found by whoever went to see why a gate sounded."""

    BROUGHT_BACK = "brought_back"
    HANDED_OVER = "handed_over"
    FALSE = "false"
    NOT_FOUND = "not_found"


class AlarmRaised(NamedTuple):
    """One alarm as an agent tells it: `key` is its own, made at the gate, and never repeats.

    `at_us` is microseconds of UTC since 1970 by the agent's clock.
    """

    key: str
    epc: str
    reader: str
    at_us: int
    reason: AlarmReason


@dataclass(frozen=True)
class GateAlarm:
    """One alarm of a gate as the office lists it; the folder as it is now, when it is known."""

    id: int
    at: datetime
    received_at: datetime
    agent: str
    branch: str
    reader: str
    epc: str
    reason: AlarmReason
    folder_id: int | None
    case_sign: str
    custody: Custody | None
    place: str
    finding: AlarmFinding | None = None
    note: str = ""
    settled_by: str = ""
    settled_at: datetime | None = None
