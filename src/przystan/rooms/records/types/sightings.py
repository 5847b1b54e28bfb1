"""What an edge agent sends: sightings, batches, and what the office knows of agents and readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


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


@dataclass(frozen=True)
class Batch:
    """Sightings of one agent in the order of their numbers, which never repeat."""

    sightings: tuple[tuple[int, Sighting], ...]
    sent_us: int


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
