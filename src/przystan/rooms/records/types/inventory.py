"""Inventories: what is counted where, what was seen, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from przystan.rooms.records.types.folders import Custody


class InventoryState(StrEnum):
    """How far a count has come. `confirmed` and `abandoned` are ends."""

    OPEN = "open"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    ABANDONED = "abandoned"


class FindingKind(StrEnum):
    """What a count says of one folder or one tag.

    `not_scanned` is an expected folder on a place where nobody held a reader: it is not missing.
    `lent_but_present` was seen although its custody says that it is away.
    """

    FOUND = "found"
    MISFILED = "misfiled"
    MISSING = "missing"
    NOT_SCANNED = "not_scanned"
    LENT_BUT_PRESENT = "lent_but_present"
    RETIRED_TAG = "retired_tag"
    UNKNOWN_TAG = "unknown_tag"


@dataclass(frozen=True)
class Observation:
    """One tag as a count saw it: where (None when the reader did not say), how strongly."""

    epc: str
    place_id: int | None
    rssi_dbm: float | None = None
    reads: int = 1
    seen_at: datetime | None = None


@dataclass(frozen=True)
class Inventory:
    """One count of a scope, with how far it is. Counts of findings are empty while it is open.

    `places` are the lowest places of the scope, `scanned_places` those of them that were read.
    """

    id: int
    scope_id: int
    scope: str
    scope_name: str
    branch: str
    state: InventoryState
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    closed_by_id: int | None
    confirmed_at: datetime | None
    confirmed_by: str
    expected: int
    seen: int
    scanned_places: int
    places: int
    findings: tuple[tuple[FindingKind, int], ...] = ()

    def count(self, kind: FindingKind) -> int:
        """Return how many findings of a kind there are."""
        return dict(self.findings).get(kind, 0)


@dataclass(frozen=True)
class InventoryLine:
    """One count as a list shows it; `differences` is None until it is closed."""

    id: int
    scope: str
    scope_name: str
    branch: str
    state: InventoryState
    opened_at: datetime
    opened_by: str
    expected: int
    differences: int | None


@dataclass(frozen=True)
class Finding:
    """One line of a count's result. A tag that no folder has, has no folder."""

    kind: FindingKind
    folder_id: int | None
    case_sign: str
    epc: str
    expected_place: str
    found_place: str
    custody: Custody | None
