"""Computes figures from the rooms' fact views: value, rows, hash, months, differences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from przystan.platform.clock import public as clock
from przystan.platform.transactions.public import fetch_rows
from przystan.reporting.catalogue import BY_CODE, PUBLISHED
from przystan.reporting.dimensions import DIMENSIONS, UNKNOWN
from przystan.reporting.types import Cell, Definition, Difference, Figure, FigureRow, MonthValue
from przystan.rooms.finance import public as finance

PROJECT = "OG-8-14-2022"


class UnknownFigure(Exception):
    """The catalogue has no figure with this code."""


def definition_of(code: str) -> Definition:
    """Return the definition of a figure. Raises UnknownFigure."""
    try:
        return BY_CODE[code]
    except KeyError as missing:
        raise UnknownFigure(code) from missing


class UnknownDimension(Exception):
    """The rows of this figure have no such value."""


def sql_values(as_of: date, project: finance.Project) -> dict[str, object]:
    """Return the values that the statements of figures and dimensions take."""
    return {
        "as_of": clock.day_end(as_of), "project": project.code,
        "starts_on": project.starts_on, "ends_on": project.ends_on,
    }


# The hash of rules.rows_hash, computed where the rows are.
SUMMARY = """
SELECT count(*), coalesce(sum(amount), 0), encode(sha256(coalesce(string_agg(
    int8send(row_id){amounts}, ''::bytea ORDER BY row_id), ''::bytea)), 'hex')
FROM ({sql}) AS figure_rows
"""


def compute(
    *, codes: Iterable[str] = (), as_of: date, project: str = PROJECT
) -> tuple[Figure, ...]:
    """Compute figures as of the end of an office day; those of the report when none is named.

    Shape: one Figure each, in the catalogue's order. Raises UnknownFigure, ProjectNotFound.
    """
    wanted = [definition_of(code) for code in codes] or list(PUBLISHED)
    values = sql_values(as_of, finance.get_project(code=project))
    return tuple(_compute_one(d, as_of, values) for d in wanted)


def _compute_one(d: Definition, as_of: date, values: dict[str, object]) -> Figure:
    amounts = "" if d.counts_rows else " || int8send((amount * 100)::bigint)"
    count, total, digest = fetch_rows(SUMMARY.format(amounts=amounts, sql=d.sql), values)[0]
    return Figure(d.code, d.label, Decimal(total), d.unit, d.version, as_of, count, digest)


def list_rows(
    *, code: str, as_of: date, project: str = PROJECT, offset: int = 0, limit: int | None = None
) -> tuple[FigureRow, ...]:
    """Return the rows behind a figure in the order of their ids. Raises UnknownFigure."""
    d = definition_of(code)
    values = sql_values(as_of, finance.get_project(code=project))
    values.update(row_offset=offset, row_limit=limit)
    found = fetch_rows(
        f"SELECT row_id, amount, event_date, recorded_at FROM ({d.sql}) AS figure_rows"
        " ORDER BY row_id OFFSET %(row_offset)s LIMIT %(row_limit)s", values,
    )
    return tuple(FigureRow(*row) for row in found)


def list_months(*, code: str, as_of: date, project: str = PROJECT) -> tuple[MonthValue, ...]:
    """Return what each month adds to a figure. Raises UnknownFigure."""
    d = definition_of(code)
    values = sql_values(as_of, finance.get_project(code=project))
    found = fetch_rows(
        f"SELECT date_trunc('month', event_date)::date, sum(amount) FROM ({d.sql}) AS figure_rows"
        " GROUP BY 1 ORDER BY 1", values,
    )
    return tuple(MonthValue(*row) for row in found)


def compare(
    *, code: str, earlier: date, later: date, project: str = PROJECT
) -> Difference:
    """Return the rows by which a figure differs between two as-of dates. Raises UnknownFigure.

    A row whose amount was corrected is gone with the old amount and added with the new.
    """
    before, after = (
        {(r.row_id, r.amount): r for r in list_rows(code=code, as_of=day, project=project)}
        for day in (earlier, later))
    return Difference(
        compute(codes=[code], as_of=earlier, project=project)[0],
        compute(codes=[code], as_of=later, project=project)[0],
        tuple(row for key, row in after.items() if key not in before),
        tuple(row for key, row in before.items() if key not in after),
    )


def break_down(
    *, code: str, dimension: str, as_of: date, project: str = PROJECT
) -> tuple[Cell, ...]:
    """Break a figure down by a value of its rows, the largest cell first; together they are it.

    Shape: one Cell a value; rows without one are in the cell UNKNOWN. Raises UnknownFigure,
    UnknownDimension, ProjectNotFound.
    """
    d = definition_of(code)
    try:
        by = DIMENSIONS[d.row_kind][dimension]
    except KeyError as missing:
        known = ", ".join(DIMENSIONS.get(d.row_kind, {})) or "none"
        raise UnknownDimension(f"{dimension}; known for {code}: {known}") from missing
    found = fetch_rows(
        f"SELECT coalesce(nullif(v.value::text, ''), %(unknown)s), sum(f.amount), count(*)"
        f" FROM ({d.sql}) AS f LEFT JOIN ({by}) AS v USING (row_id)"
        " GROUP BY 1 ORDER BY 2 DESC, 1",
        {**sql_values(as_of, finance.get_project(code=project)), "unknown": UNKNOWN})
    return tuple(Cell(value, Decimal(amount), rows) for value, amount, rows in found)
