"""What crosses the door of tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds.

    DATE and INSTANT are DD.MM.YYYY or ISO, an instant with hours and minutes; PARTIAL_DATE may
    lack the day or the month and gives a pair of the date and "day", "month" or "year".
    """

    TEXT = "text"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    INSTANT = "instant"
    INTEGER = "integer"
    DECIMAL = "decimal"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Column:
    """One column of a table from outside: its key, accepted headings, what it holds.

    `choices` maps every accepted word to its value; words and headings match without regard to
    case and diacritics. `pattern` is a regular expression that a text must match whole, and
    `expected` says in words what that is.
    """

    key: str
    headings: tuple[str, ...]
    kind: Kind = Kind.TEXT
    is_required: bool = False
    choices: Mapping[str, object] = field(default_factory=dict)
    pattern: str = ""
    expected: str = ""
    max_length: int = 300


@dataclass(frozen=True)
class Refusal:
    """One value that cannot be taken: where it stands, what it is, what was expected."""

    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.value!r}: expected {self.expected}"


@dataclass(frozen=True)
class Row:
    """One row whose every value could be read; empty values are None."""

    line: int
    values: Mapping[str, object]
    cells: tuple[str, ...]


@dataclass(frozen=True)
class RefusedRow:
    """One row that cannot be taken, with every reason."""

    line: int
    cells: tuple[str, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True)
class BatchResult:
    """What became of one batch of rows: added, known already, refused by the rooms."""

    added: int = 0
    known: int = 0
    refused: tuple[RefusedRow, ...] = ()


@dataclass(frozen=True)
class ImportReport:
    """What became of one file. `is_stored` is False for a dry run and for a file refused whole.

    `refusals` holds the first thousand; `refused` counts the rows of all.
    """

    file: str
    sha256: str
    rows: int
    added: int
    known: int
    refused: int
    refusals: tuple[Refusal, ...]
    is_stored: bool
    unused_columns: tuple[str, ...] = ()
    refused_file: str = ""
