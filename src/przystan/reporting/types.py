"""What crosses the door of reporting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """In what a figure is counted."""

    PERSONS = "persons"
    CALLS = "calls"
    FOLDERS = "folders"
    HOURS = "hours"
    PLN = "PLN"
    SERVICES = "services"
    CARDS = "cards"
    ANSWERS = "answers"
    TICKETS = "tickets"
    CASES = "cases"
    DAYS = "days"
    SECONDS = "seconds"
    MISTAKES = "mistakes"
    ATTENDANCES = "attendances"
    ITEMS = "items"


class Objective(StrEnum):
    """The Fund's objectives under which persons are reported."""

    INTEGRATION = "integration"
    ASYLUM = "asylum"
    RETURN = "return"


class RatioForm(StrEnum):
    """How a measure of two figures is written."""

    PLN = "PLN"
    SHARE = "share"
    DURATION = "duration"
    NUMBER = "number"


@dataclass(frozen=True)
class Definition:
    """One figure: what it counts, from which rows, since when.

    `sql` gives one row per thing counted: row_id bigint, amount numeric, event_date date,
    recorded_at timestamptz. Its values are as_of (exclusive instant), starts_on, ends_on and
    project. The value of the figure is the sum of the amounts; where it `counts_rows`, each is 1.

    Figures with the same `scan` are counted in one reading of it: it gives row_id and columns, and
    a figure has the rows that `takes` holds for, each with `amount`; together they are what `sql`
    gives.
    """

    code: str
    version: int
    in_force_from: date
    unit: Unit
    label: str
    meaning: str
    includes: str
    excludes: str
    source: str
    row_kind: str
    sql: str
    counts_rows: bool = True
    scan: str = ""
    takes: str = "true"
    amount: str = "1"


@dataclass(frozen=True)
class Figure:
    """One computed figure, as of a date, bound to its rows by a hash."""

    code: str
    label: str
    value: Decimal
    unit: Unit
    definition_version: int
    as_of: date
    rows: int
    rows_hash: str


@dataclass(frozen=True)
class Ratio:
    """A measure of two figures: numerator times scale, divided by the denominator.

    A duration is in seconds, a share between 0 and 1.
    """

    code: str
    label: str
    numerator: str
    denominator: str
    form: RatioForm
    scale: Decimal = Decimal(1)


@dataclass(frozen=True)
class RatioValue:
    """A computed measure with both its figures; None where there is nothing to divide by."""

    ratio: Ratio
    numerator: Figure
    denominator: Figure
    value: Decimal | None


@dataclass(frozen=True)
class Indicator:
    """One indicator of a Fund's period, as its wording is known here; `figure` is "" where the
    office records nothing of the kind.
    """

    id: int
    programme: str
    code: str
    wording_pl: str
    wording_en: str
    objective: str
    figure: str
    in_force_from: date
    is_confirmed: bool
    source: str
    version: int

    def wording(self, language: str | None) -> str:
        """The wording for who reads a language: Polish, or else English."""
        return self.wording_pl if language == "pl" else self.wording_en


@dataclass(frozen=True)
class ObjectiveRule:
    """From a day on, persons with this basis of stay are reported under this objective."""

    id: int
    stay_basis: str
    objective: Objective
    in_force_from: date
    is_confirmed: bool
    source: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class FigureRow:
    """One row behind a figure. Shape: no name, no number of a person."""

    row_id: int
    amount: Decimal
    event_date: date
    recorded_at: datetime


@dataclass(frozen=True)
class MonthValue:
    """What one month adds to a figure."""

    month: date
    value: Decimal


@dataclass(frozen=True)
class Cell:
    """What one value of a dimension adds to a figure, from how many rows."""

    value: str
    amount: Decimal
    rows: int


@dataclass(frozen=True)
class Difference:
    """What changed in a figure between two as-of dates, row by row."""

    earlier: Figure
    later: Figure
    added: tuple[FigureRow, ...]
    gone: tuple[FigureRow, ...]


class Decision(StrEnum):
    """What a second person decided about a proposal to publish."""

    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True)
class Publication:
    """One set of figures as of a day, proposed, and approved or refused by a second person.

    `revised_by` is the approved publication that took its place. Public from `public_from` on,
    once it is approved.
    """

    id: int
    project: str
    as_of: date
    revises: int | None
    reason: str
    public_from: datetime
    proposed_at: datetime
    proposed_by: str
    decision: Decision | None
    decision_reason: str
    decided_at: datetime | None
    decided_by: str
    revised_by: int | None

    def is_public(self, at: datetime) -> bool:
        """Whether everybody may see its values at an instant."""
        return self.decision is Decision.APPROVED and self.public_from <= at


@dataclass(frozen=True)
class PublishedValue:
    """One published value. It never changes."""

    code: str
    label: str
    value: Decimal
    unit: Unit
    definition_version: int
    rows: int
    rows_hash: str


@dataclass(frozen=True)
class Drift:
    """How a published value differs from the present rows.

    `rewritten` are rows that the same day's figure counts otherwise today than when it was
    published: (row id, amount then, amount now), None where it is not counted. `late` are rows of
    the published period that were recorded, or taken back, since.
    """

    published: PublishedValue
    same_day: Figure
    today: Figure
    rewritten: tuple[tuple[int, Decimal | None, Decimal | None], ...]
    late: tuple[FigureRow, ...]
    late_gone: tuple[FigureRow, ...]

    @property
    def is_any(self) -> bool:
        """Whether the value would not be published so today."""
        return bool(self.rewritten or self.late or self.late_gone)
