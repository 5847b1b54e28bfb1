"""Tagging at a desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TaggingProblem(StrEnum):
    """What went wrong in a run; `taken_back` is an entry that was corrected."""

    NOT_A_TAG = "not_a_tag"
    TAG_IN_USE = "tag_in_use"
    WRONG_TAG = "wrong_tag"
    CHIP_KNOWN = "chip_known"
    SPOILT = "spoilt"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class TaggingEntry:
    """One folder tagged in a run; `undone_at` when it was taken back."""

    id: int
    folder_id: int
    case_sign: str
    epc: str
    at: datetime
    by: str
    undone_at: datetime | None
    reason: str


@dataclass(frozen=True)
class TaggingRun:
    """One run: a tagging session while it goes on. `folders` counts what was not taken back."""

    id: int
    branch: str
    persons: int
    started_at: datetime
    started_by: str
    started_by_id: int | None
    ended_at: datetime | None
    session_id: int | None
    folders: int
    errors: int


class ScanOutcome(StrEnum):
    """What a scan at the tagging desk did."""

    SIGN = "sign"
    UNKNOWN_SIGN = "unknown_sign"
    HAS_TAG = "has_tag"
    TAGGED = "tagged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Scan:
    """The answer to one scan: what it did, and the sign whose tag is to be read next.

    `folder_id` is the folder of the sign; `problem` says why a tag was refused.
    """

    outcome: ScanOutcome
    sign: str = ""
    folder_id: int | None = None
    problem: TaggingProblem | None = None
