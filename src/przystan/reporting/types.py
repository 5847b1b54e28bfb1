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


@dataclass(frozen=True)
class Definition:
    """One figure: what it counts, from which rows, since when.

    `sql` gives one row per thing counted: row_id bigint, amount numeric, event_date date,
    recorded_at timestamptz. Its values are as_of (exclusive instant), starts_on, ends_on and
    project. The value of the figure is the sum of the amounts.
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
class Difference:
    """What changed in a figure between two as-of dates, row by row."""

    earlier: Figure
    later: Figure
    added: tuple[FigureRow, ...]
    gone: tuple[FigureRow, ...]
