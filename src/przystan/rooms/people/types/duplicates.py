"""Possible duplicates and what was judged about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from przystan.rooms.people.types.matching import Comparison
from przystan.rooms.people.types.persons import Candidate


class Answer(StrEnum):
    """What a member of staff says of two cards."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class PairSource(StrEnum):
    """How two cards came to be suspected."""

    DESK = "desk"
    IMPORT = "import"
    SWEEP = "sweep"
    BY_HAND = "by_hand"


class PairState(StrEnum):
    """Where a pair stands: nobody judged it, one more must agree, nobody is sure, or settled."""

    OPEN = "open"
    SECOND_NEEDED = "second_needed"
    UNSURE = "unsure"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Judgement:
    """One answer about a pair, with its reason and its author."""

    answer: Answer
    reason: str
    judged_at: datetime
    actor_id: int | None
    actor_name: str
    merge_id: int | None


@dataclass(frozen=True)
class DuplicatePair:
    """Two cards that may be one person; `score` is None where a colleague named them."""

    id: int
    low_id: int
    high_id: int
    score: float | None
    source: PairSource
    found_at: datetime
    found_by: str
    judgements: tuple[Judgement, ...]
    state: PairState


@dataclass(frozen=True)
class Match:
    """One person whom a record may be, with the explained comparison."""

    candidate: Candidate
    comparison: Comparison
