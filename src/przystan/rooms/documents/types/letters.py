"""Stacks of letters, scanned with separator sheets between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Quality(StrEnum):
    """What is wrong with a scanned page; nothing where it is good."""

    GOOD = "good"
    BLANK = "blank"
    DARK = "dark"
    FAINT = "faint"
    BLURRED = "blurred"
    UNREADABLE = "unreadable"


class StackState(StrEnum):
    """Where a stack stands."""

    WAITING = "waiting"
    SORTED = "sorted"
    REFUSED = "refused"


class LetterProblem(StrEnum):
    """What somebody must look at."""

    NO_SEPARATOR = "no_separator"
    UNKNOWN_CASE = "unknown_case"
    EMPTY = "empty"
    SEPARATOR_MISSING = "separator_missing"
    OUT_OF_ORDER = "out_of_order"


@dataclass(frozen=True)
class SheetSeen:
    """One scanned page: its number from 1, the codes on it, and its quality."""

    number: int
    codes: tuple[str, ...]
    quality: Quality


@dataclass(frozen=True)
class LetterCut:
    """One letter in a stack: its case sign and its pages, in their order."""

    case_sign: str
    pages: tuple[int, ...]
    poor: tuple[tuple[int, Quality], ...]
    problems: tuple[LetterProblem, ...]


@dataclass(frozen=True)
class Letter:
    """One letter as filed."""

    id: int
    case_sign: str
    case_id: int | None
    first_page: int
    pages: int
    sha256: str
    poor: tuple[tuple[int, Quality], ...]
    problems: tuple[LetterProblem, ...]
    filed_by: str = ""


@dataclass(frozen=True)
class Stack:
    """One scanned stack with its letters."""

    id: int
    name: str
    state: StackState
    pages: int
    scanned_at: datetime
    scanned_by: str
    problem: str
    letters: tuple[Letter, ...] = ()


class PartProblem(StrEnum):
    """Why an attachment of a message was not taken."""

    KIND = "kind"
    EMPTY = "empty"
    KNOWN = "known"
    LOGO = "logo"


@dataclass(frozen=True)
class Mail:
    """One message that came to the office's mailbox; `left` are attachments that were not taken.

    What it says is read from the message itself, which is kept whole.
    """

    id: int
    taken_at: datetime
    case_sign: str
    stacks: tuple[Stack, ...]
    left: tuple[tuple[str, PartProblem], ...]
