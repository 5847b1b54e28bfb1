"""Reads for exploring: one measure over two axes, with nothing from which a person follows.

There is no filter and no choice of day: a table is of everything by the last quarter that is over,
so that no two tables differ by a few rows only because somebody asked so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from przystan.platform.transactions.public import fetch_rows
from przystan.reporting import models
from przystan.reporting.dimensions import DIMENSIONS, UNKNOWN
from przystan.reporting.pivot import OTHERS, Counts, Shown, change, protect, protect_over_time
from przystan.reporting.queries.figures import PROJECT, UnknownDimension, definition_of, sql_values
from przystan.reporting.rules import last_day_before
from przystan.reporting.types import Definition
from przystan.rooms.finance import public as finance

# A group of fewer rows is not counted for anybody who explores.
LEAST = 5
PERIODS = {"month": "YYYY-MM", "quarter": 'YYYY-"Q"Q', "year": "YYYY"}
# Rows that are of no person: their cells are shown whatever they count.
OF_NO_PERSON = frozenset({"session", "agreement", "asset", "cost"})
# What is a part of what, row by row: the rest is a group too.
WHOLES = {
    "advisory.persons_psychological": "advisory.persons_assisted",
    "advisory.persons_legal": "advisory.persons_assisted",
    "amif.persons_integration": "advisory.persons_assisted",
    "amif.persons_asylum": "advisory.persons_assisted",
    "amif.persons_return": "advisory.persons_assisted",
    "advisory.consultations_psychological": "advisory.services",
    "advisory.consultations_legal": "advisory.services",
    "advisory.services_interpreted": "advisory.services",
    "advisory.cards_signed": "advisory.cards",
    "advisory.survey_helpful": "advisory.survey_answers",
    "calls.redirected": "calls.answered_incoming",
    "calls.answered_in_time": "calls.answered_incoming",
    "calls.answered_wait_known": "calls.answered_incoming",
    "calls.answered_talk_known": "calls.answered_incoming",
    "calls.answered_incoming": "calls.queued", "calls.abandoned": "calls.queued",
    "reception.served": "reception.tickets", "reception.no_shows": "reception.tickets",
    "reception.called_in_half_an_hour": "reception.called",
    "cases.granted": "cases.decided",
}


@dataclass(frozen=True)
class PivotTable:
    """One measure over two axes. None where a cell is hidden; a line OTHERS holds small ones.

    `hidden` says how many cells are hidden. Totals are exact.
    """

    code: str
    as_of: date
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Decimal | None, ...], ...]
    row_totals: tuple[Decimal, ...]
    column_totals: tuple[Decimal, ...]
    total: Decimal
    hidden: int


def axes_of(code: str) -> tuple[str, ...]:
    """Return by what a measure can be laid out: dimensions, periods. Raises UnknownFigure."""
    return (*DIMENSIONS.get(definition_of(code).row_kind, {}), *PERIODS)


def pivot(
    *, code: str, rows: str, columns: str = "", today: date, project: str = PROJECT
) -> PivotTable:
    """Lay a measure out over two axes (one, where `columns` is empty).

    As of the end of the last quarter that was over before `today`. Raises UnknownFigure,
    UnknownDimension (also for two periods: one is a part of the other), ProjectNotFound.
    """
    d, as_of = definition_of(code), last_day_before(today, "quarter")
    for axis in (rows, *([columns] if columns else [])):
        if axis not in axes_of(code):
            raise UnknownDimension(f"{axis}; known for {code}: {', '.join(axes_of(code))}")
    if rows in PERIODS and columns in PERIODS:
        raise UnknownDimension(f"{rows} and {columns} are both periods")
    found = _cells(d, rows, columns, as_of, project)
    counts = {key: count for key, (_amount, count) in found.items()}
    if d.row_kind in OF_NO_PERSON:
        return _table(code, as_of, {k: a for k, (a, _n) in found.items()}, frozenset())
    whole = None
    if code in WHOLES:
        parent = definition_of(WHOLES[code])
        whole = {k: n for k, (_a, n) in _cells(parent, rows, columns, as_of, project).items()}
        counts = {**dict.fromkeys(whole, 0), **counts}
    shown = _shown(counts, whole, rows, columns)
    amounts: dict[tuple[str, str], Decimal] = {}
    for (row, column), (amount, _count) in found.items():
        key = shown.rows[row], shown.columns[column]
        amounts[key] = amounts.get(key, Decimal(0)) + amount
    return _table(code, as_of, amounts, shown.hidden)


def _shown(counts: Counts, whole: Counts | None, rows: str, columns: str) -> Shown:
    for axis, name in enumerate((rows, columns)):
        if name in PERIODS:
            return protect_over_time(counts, whole, time_axis=axis, least=LEAST)
    return protect(counts, whole, least=LEAST)


@dataclass(frozen=True)
class Change:
    """One line of two columns side by side. None where a value is not shown or cannot be."""

    row: str
    earlier: Decimal | None
    later: Decimal | None
    difference: Decimal | None
    share: Decimal | None


def compare_columns(table: PivotTable, *, earlier: str, later: str) -> tuple[Change, ...]:
    """Lay two columns of a table side by side with what changed; the last line is of all rows.

    Only of what the table shows, so nothing follows that does not follow from it. Raises
    UnknownDimension for a column that it has not.
    """
    try:
        at = [table.columns.index(name) for name in (earlier, later)]
    except ValueError as missing:
        raise UnknownDimension(str(missing)) from missing
    lines = [*zip(table.rows, table.cells, strict=True), ("", table.column_totals)]
    return tuple(Change(row, cells[at[0]], cells[at[1]], *change(cells[at[0]], cells[at[1]]))
                 for row, cells in lines)


def _cells(
    d: Definition, rows: str, columns: str, as_of: date, project: str
) -> dict[tuple[str, str], tuple[Decimal, int]]:
    named = {"a": rows, "b": columns}
    joins = " ".join(
        f"LEFT JOIN ({DIMENSIONS[d.row_kind][axis]}) AS {name} ON {name}.row_id = f.row_id"
        for name, axis in named.items() if axis and axis not in PERIODS)
    values = ", ".join(
        "''" if not axis
        else f"to_char(f.event_date, '{PERIODS[axis]}')" if axis in PERIODS
        else f"coalesce(nullif({name}.value::text, ''), %(unknown)s)"
        for name, axis in named.items())
    found = fetch_rows(
        f"SELECT {values}, sum(f.amount), count(*) FROM ({d.sql}) AS f {joins}"
        " GROUP BY 1, 2 ORDER BY 1, 2",
        {**sql_values(as_of, finance.get_project(code=project)), "unknown": UNKNOWN})
    return {(row, column): (Decimal(amount), count) for row, column, amount, count in found}


def _table(
    code: str, as_of: date, amounts: dict[tuple[str, str], Decimal],
    hidden: frozenset[tuple[str, str]],
) -> PivotTable:
    rows, columns = (
        tuple(sorted({k[axis] for k in (*amounts, *hidden)}, key=lambda v: (v == OTHERS, v)))
        for axis in (0, 1))
    nought = Decimal(0)
    return PivotTable(
        code, as_of, rows, columns,
        tuple(tuple(None if (r, c) in hidden else amounts.get((r, c), nought) for c in columns)
              for r in rows),
        tuple(sum((amounts.get((r, c), nought) for c in columns), nought) for r in rows),
        tuple(sum((amounts.get((r, c), nought) for r in rows), nought) for c in columns),
        sum(amounts.values(), nought), len(hidden))


@dataclass(frozen=True)
class SavedView:
    """A question that somebody keeps: its name and its address."""

    id: int
    name: str
    query: str


def list_views(*, owner_id: int | None) -> tuple[SavedView, ...]:
    """Return the views that somebody keeps, by name."""
    rows = models.SavedView.objects.filter(owner_id=owner_id).order_by("name", "pk")
    return tuple(SavedView(r.pk, r.name, r.query) for r in rows)
