"""Zones read from pictures: what was seen, what was put right, and what stays in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from przystan.rooms.documents.types.mrz import Field, MrzReading


@dataclass(frozen=True)
class Glyph:
    """One character as a picture was read: the likeliest, how sure (0 to 1), and the others."""

    character: str
    confidence: float = 1.0
    others: tuple[tuple[str, float], ...] = ()


SeenLine = tuple[Glyph, ...]


class CorrectionReason(StrEnum):
    """Why a character is not taken as it was seen."""

    LETTER_HERE = "letter_here"
    DIGIT_HERE = "digit_here"
    CHECK_DIGIT = "check_digit"
    FILLERS = "fillers"


@dataclass(frozen=True)
class Correction:
    """One character that was put right. `place` counts from 1; `seen` is empty where none was."""

    field: Field
    line: int
    place: int
    seen: str
    taken: str
    reason: CorrectionReason


@dataclass(frozen=True)
class Doubt:
    """One character to compare with the printed page: what else it could be, and how sure."""

    field: Field
    line: int
    place: int
    character: str
    alternatives: str
    confidence: float


@dataclass(frozen=True)
class ZoneFit:
    """A zone fitted to what was seen: its reading, corrections, doubts, the least confidence."""

    reading: MrzReading
    corrections: tuple[Correction, ...]
    doubts: tuple[Doubt, ...]
    confidence: float


class PrintMatch(StrEnum):
    """Whether a part of the zone was seen on the printed page."""

    AGREES = "agrees"
    SIMILAR = "similar"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class PrintedPart:
    """A part of the zone, and what the page says in its place; empty where it was not found."""

    field: Field
    zone: str
    page: str
    match: PrintMatch


class PageState(StrEnum):
    """What came of one page."""

    READ = "read"
    DAMAGED = "damaged"
    NO_ZONE = "no_zone"
    NOT_A_PICTURE = "not_a_picture"


@dataclass(frozen=True)
class PageReading:
    """One page: what came of it, the zone that was found, and by which way of looking."""

    page: int
    state: PageState
    fit: ZoneFit | None = None
    method: str = ""
    printed: tuple[PrintedPart, ...] = ()


@dataclass(frozen=True)
class FileReading:
    """The pages of one file. `left_out` are pages beyond the limit: they were not looked at."""

    pages: tuple[PageReading, ...]
    pages_in_file: int = 1
    left_out: int = 0
    problem: str = ""
