"""The customer's pad beside a counter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PadKind(StrEnum):
    """What the pad asks."""

    CONFIRM = "confirm"
    SIGN = "sign"
    RATE = "rate"


class Statement(StrEnum):
    """What is confirmed, in fixed words of four languages; nothing personal is shown."""

    HANDED_IN = "handed_in"
    COLLECTED = "collected"
    DATA_CHECKED = "data_checked"
    INFORMED = "informed"
    VISIT = "visit"


@dataclass(frozen=True)
class PadTask:
    """One question on a pad, with its answer once there is one."""

    id: int
    kind: PadKind
    statement: Statement
    values: Mapping[str, str]
    language: str
    asked_at: datetime
    ticket_number: str
    answered_at: datetime | None = None
    strokes: tuple[tuple[tuple[int, int, int], ...], ...] = ()
    typed: str = ""
    rating: int | None = None
    is_refused: bool = False


@dataclass(frozen=True)
class Pairing:
    """A pad that stands beside a counter."""

    id: int
    branch: str
    counter: str
    is_taken: bool
