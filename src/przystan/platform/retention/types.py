"""What a room says of its short-lived rows, and what a rule says of how long they stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Passing:
    """Rows of one table that pass.

    `due` is SQL over the table: which rows, `%(before)s` being the instant up to which they are
    over. They are deleted, or, where `empties` says so ("body = ''"), emptied; then `due` must not
    match what is empty already. `key` is the column that names a row. `days` and `basis` are the
    first rule, not confirmed until the office says so. `least_days`: no rule may be shorter.
    `is_append_only`: the office's login may not delete here, a function of the owner does.
    """

    code: str
    label: str
    table: str
    due: str
    days: int
    basis: str
    empties: str = ""
    key: str = "id"
    least_days: int = 0
    is_append_only: bool = False


@dataclass(frozen=True)
class Rule:
    """How many days rows of a kind are kept, from which day on, and who says so."""

    id: int
    code: str
    days: int
    valid_from: date
    basis: str
    is_confirmed: bool
    recorded_by: str


@dataclass(frozen=True)
class Due:
    """What a run would do now: so many rows of a kind, older than an instant."""

    passing: Passing
    rule: Rule
    before: datetime
    count: int


@dataclass(frozen=True)
class Run:
    """One run over every rule. `done` counts by code; open while `ended_at` is None."""

    id: int
    began_at: datetime
    ended_at: datetime | None
    by: str
    done: dict[str, int]
