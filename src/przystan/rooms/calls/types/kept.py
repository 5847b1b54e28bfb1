"""What the room keeps and shows: contacts as stored, filters, import runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from przystan.rooms.calls.types.calls import (
    Direction,
    Disagreement,
    Leg,
    LegKind,
    Outcome,
    RefusedLine,
)


class LogKind(StrEnum):
    """Which of an engine's logs a file is."""

    EVENTS = "cel"
    QUEUE = "queue_log"
    RECORDS = "cdr"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class NewLeg:
    """One leg of a contact that an office hands over already counted."""

    kind: LegKind
    started_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    who: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class NewContact:
    """One contact that an office hands over already counted (its engine's events are not kept).

    `key` is the engine's id of the call; `branch` a branch's code or "".
    """

    key: str
    started_at: datetime
    ended_at: datetime | None
    direction: Direction
    outcome: Outcome
    number: str = ""
    line: str = ""
    language: str = ""
    redirected_to: str = ""
    redirect_answered: bool | None = None
    operators: tuple[str, ...] = ()
    wait_seconds: float | None = None
    talk_seconds: float | None = None
    branch: str = ""
    topic: str = ""
    recorded_at: datetime | None = None
    legs: tuple[NewLeg, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact as it is kept. Empty texts mean that the log does not say."""

    id: int
    engine: str
    key: str
    direction: Direction
    outcome: Outcome
    started_at: datetime
    ended_at: datetime | None
    local_date: date
    number: str
    e164: str
    line: str
    language: str
    redirected_to: str
    redirect_answered: bool | None
    operators: tuple[str, ...]
    wait_seconds: float | None
    talk_seconds: float | None
    branch: str
    recorded_at: datetime
    topic: str = ""
    removed_reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RawEvent:
    """One line of an engine's log as it was written."""

    at: datetime
    source: LogKind
    kind: str
    call_key: str
    raw: str


@dataclass(frozen=True, slots=True)
class ContactCard:
    """One contact with its legs, the lines it was made of and what other logs said about it."""

    contact: ContactRow
    legs: tuple[Leg, ...]
    events: tuple[RawEvent, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class ContactFilter:
    """What a list of contacts is narrowed by; empty means all. Days are the office's local days."""

    first_date: date | None = None
    last_date: date | None = None
    direction: str = ""
    outcome: str = ""
    language: str = ""
    line: str = ""
    number: str = ""
    operator: str = ""
    redirected_to: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What reading one file came to. `run_id` is None when nothing of it was kept."""

    run_id: int | None
    file_name: str
    source: LogKind
    engine: str
    sha256: str
    lines: int
    added: int
    repeats: int
    contacts: int
    restarts: int
    open_calls: int
    disagreements: int
    unexplained: int
    refused: tuple[RefusedLine, ...] = ()
    refused_count: int = 0
    is_dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One run that read a file, as a list shows it."""

    id: int
    imported_at: datetime
    actor_name: str
    file_name: str
    source: LogKind
    engine: str
    sha256: str
    lines: int
    added: int
    repeats: int
    contacts: int
    restarts: int
    open_calls: int
    refused_count: int
    disagreements: int = 0
    unexplained: int = 0
