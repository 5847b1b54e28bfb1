"""What a report is made of: sections of sentences, tables, grids, charts and lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from przystan.platform.ui import public as ui
from przystan.reporting.rules import GRID_FORMS, NO_VALUE
from przystan.reporting.types import Figure


@dataclass(frozen=True)
class Field:
    """One live number in the text: which figure, and how it is written here."""

    code: str
    text: str


@dataclass(frozen=True)
class Line:
    """One labelled value of a table."""

    label: str
    field: Field


@dataclass(frozen=True)
class Table:
    """One table of figures with its header."""

    header: tuple[str, str]
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of numbers; where `totals` are given, each is the sum of its column.

    `forms` names how each column is written (rules.GRID_FORMS); spaced where it names none.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    total: str = ""
    totals: tuple[Decimal, ...] = ()
    forms: tuple[str, ...] = ()
    caption: str = ""

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as they are read, the totals last."""
        return tuple((name, *self._texts(values)) for name, values in self.rows)

    @property
    def total_texts(self) -> tuple[str, ...]:
        """The totals as they are read; empty where there are none."""
        return (self.total, *self._texts(self.totals)) if self.totals else ()

    def _texts(self, values: tuple[Decimal | None, ...]) -> tuple[str, ...]:
        forms = self.forms or ("spaced",) * len(values)
        return tuple(NO_VALUE if v is None else GRID_FORMS[f](v)
                     for v, f in zip(values, forms, strict=True))


@dataclass(frozen=True)
class Bars:
    """A chart of one number over labels, told in a sentence too."""

    title: str
    description: str
    labels: tuple[str, ...]
    values: tuple[Decimal, ...]
    form: str = "spaced"

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Each label with its value as it is read."""
        return tuple((label, GRID_FORMS[self.form](v))
                     for label, v in zip(self.labels, self.values, strict=True))

    def drawn(self) -> ui.Chart:
        """Return the chart as pages draw it, with its table."""
        return ui.Chart(title=self.title, description=self.description, labels=self.labels,
                        series=(ui.Series(self.title, [round(float(v), 2) for v in self.values]),),
                        kind=ui.ChartKind.BAR)


Sentence = tuple["str | Field", ...]


@dataclass(frozen=True)
class Section:
    """One section: paragraphs, then a table, grids, a chart, and a list."""

    title: str
    paragraphs: tuple[Sentence, ...]
    table: Table | None = None
    items: tuple[Sentence, ...] = ()
    is_numbered: bool = False
    grids: tuple[Grid, ...] = ()
    chart: Bars | None = None


@dataclass(frozen=True)
class Report:
    """The whole report as of a date, with the figures it shows.

    `narrative` is the version of the office's own text in it, 0 where it has none.
    """

    title: str
    project_line: str
    duration: str
    value: Line
    cofinancing: Line
    sections: tuple[Section, ...]
    as_of: date
    figures: tuple[Figure, ...]
    project: str
    kind: str
    narrative: int = 0


def plain_text(sentence: Sentence) -> str:
    """Return a sentence with its numbers as they are written in it."""
    return "".join(p.text if isinstance(p, Field) else p for p in sentence)
