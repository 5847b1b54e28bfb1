"""Cases, their signs, types, stages and status codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from przystan.rooms.cases.types.clock import ClockEvent, TermKind


class Stage(StrEnum):
    """Where a case stands. Allowed moves are one table in rules."""

    RECEIVED = "received"
    SUMMONED = "summoned"
    COMPLETE = "complete"
    EVIDENCE = "evidence"
    DECIDED = "decided"
    APPEALED = "appealed"
    CARD_ORDERED = "card_ordered"
    CLOSED = "closed"


class Decision(StrEnum):
    """How the first instance ended a case."""

    GRANTED = "granted"
    REFUSED = "refused"
    DISCONTINUED = "discontinued"
    LEFT_UNEXAMINED = "left_unexamined"


class Channel(StrEnum):
    """How an application came."""

    IN_PERSON = "in_person"
    POST = "post"
    ELECTRONIC = "electronic"


@dataclass(frozen=True)
class CaseSign:
    """Unit, class, number, year: written UNIT.CLASS.NUMBER.YEAR."""

    unit: str
    file_class: str
    number: int
    year: int

    def __str__(self) -> str:
        return f"{self.unit}.{self.file_class}.{self.number}.{self.year}"


@dataclass(frozen=True)
class CaseType:
    """One kind of procedure, with the law it rests on and whether its class is confirmed.

    `term` is the term that the decision has to keep; None where the clock knows none.
    """

    code: str
    name: str
    name_en: str
    file_class: str
    legal_basis: str
    is_confirmed: bool
    term: TermKind | None = None


@dataclass(frozen=True)
class NewStage:
    """One step of a case's way."""

    stage: Stage
    on: date
    recorded_at: datetime
    decision: Decision | None = None


@dataclass(frozen=True)
class NewCase:
    """One application as received. Bulk opening takes its stages and events too, oldest first.

    A case from elsewhere keeps its `sign`; without one the next number is given.
    """

    unit: str
    type_code: str
    received_on: date
    channel: Channel
    branch: str
    person_id: int | None
    recorded_at: datetime
    stages: tuple[NewStage, ...] = ()
    year: int | None = None
    events: tuple[ClockEvent, ...] = ()
    sign: CaseSign | None = None


@dataclass(frozen=True)
class CaseRef:
    """What other rooms show of a case."""

    id: int
    sign: str
    type_code: str
    stage: Stage
    person_id: int | None


@dataclass(frozen=True)
class CaseSummary:
    """One case as a list shows it."""

    id: int
    sign: str
    type_code: str
    type_name: str
    type_name_en: str
    branch: str
    stage: Stage
    received_on: date
    stage_on: date
    person_id: int | None


@dataclass(frozen=True)
class IssuedCode:
    """A status code as handed out: the only moment at which the PIN can be read."""

    number: str
    pin: str

    def __repr__(self) -> str:
        return f"IssuedCode({self.number}, pin=…)"


@dataclass(frozen=True)
class LiveCode:
    """A status code that is in use: its number, never its PIN."""

    number: str
    issued_at: datetime
    issued_by: str


@dataclass(frozen=True)
class StageEntry:
    """One appended step, with who recorded it."""

    stage: Stage
    on: date
    recorded_at: datetime
    recorded_by: str
    decision: Decision | None
    note: str
