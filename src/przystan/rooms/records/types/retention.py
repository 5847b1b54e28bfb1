"""How long folders are kept, and what goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from przystan.rooms.records.types.folders import FolderKind


class DisposalKind(StrEnum):
    """Where the folders of a list go."""

    DISPOSAL = "disposal"
    TRANSFER = "transfer"


class DisposalState(StrEnum):
    """How far a list has come. `done` and `given_up` are ends."""

    OPEN = "open"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CONSENTED = "consented"
    DONE = "done"
    GIVEN_UP = "given_up"


class HoldReason(StrEnum):
    """Why a folder cannot be put on a list, or cannot go."""

    UNKNOWN = "unknown"
    OPEN_CASE = "open_case"
    NO_CLOSING_DATE = "no_closing_date"
    NOT_HERE = "not_here"
    LEGAL_HOLD = "legal_hold"
    OTHER_BRANCH = "other_branch"
    WRONG_CATEGORY = "wrong_category"
    NOT_DUE = "not_due"
    ON_A_LIST = "on_a_list"
    GONE = "gone"


@dataclass(frozen=True)
class RetentionRule:
    """The category of a kind of folder for cases closed in a span of days, and who says so."""

    id: int
    kind: FolderKind
    category: str
    valid_from: date
    valid_to: date | None
    source: str
    is_confirmed: bool


@dataclass(frozen=True)
class Retention:
    """How long one folder is kept.

    `category` is empty when no rule says it; `review_date` None when it is not known;
    `is_own` when the category is the folder's own and not its kind's; `hold` is why it must stay.
    """

    folder_id: int
    case_sign: str
    category: str
    is_own: bool
    is_confirmed: bool
    closed_date: date | None
    review_date: date | None
    hold: str
    list_id: int | None


@dataclass(frozen=True)
class Refusal:
    """One folder that a list does not take, by name, and why."""

    case_sign: str
    reason: HoldReason


@dataclass(frozen=True)
class DisposalLine:
    """One folder of a list."""

    id: int
    folder_id: int
    case_sign: str
    category: str
    closed_date: date
    review_date: date
    place: str


@dataclass(frozen=True)
class DisposalStep:
    """One step of a list."""

    state: DisposalState
    at: datetime
    by: str
    by_id: int | None
    document: str
    document_date: date | None


@dataclass(frozen=True)
class DisposalList:
    """One list of what goes, with its steps; `folders` without those struck out."""

    id: int
    kind: DisposalKind
    branch: str
    opened_at: datetime
    opened_by: str
    state: DisposalState
    folders: int
    steps: tuple[DisposalStep, ...] = ()
