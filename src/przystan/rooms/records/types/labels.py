"""Labels: asked for, printed, read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LabelWay(StrEnum):
    """How a label is made: by a printer that writes the chip, or on a sheet, with a reader."""

    PRINTER = "printer"
    SHEET = "sheet"


class LabelOutcome(StrEnum):
    """How a label ended."""

    READ_BACK = "read_back"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class ReadBack:
    """What was read from a chip after it was written: its number, and the chip's own."""

    epc: str
    tid: str


@dataclass(frozen=True)
class Label:
    """One label asked for; `outcome` is None while it waits for its read-back."""

    id: int
    folder_id: int
    case_sign: str
    epc: str
    number: str
    way: LabelWay
    asked_at: datetime
    asked_by: str
    outcome: LabelOutcome | None
    note: str
