"""Computes figures from the rooms' fact views: value, rows, hash, months, differences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from przystan.platform.clock import public as clock
from przystan.platform.transactions.public import fetch_binary, fetch_rows, reading_whole_tables
from przystan.reporting.catalogue import BY_CODE, PUBLISHED
from przystan.reporting.dimensions import DIMENSIONS, UNKNOWN
from przystan.reporting.queries.packed import MOST_TOGETHER, packed_sql, unpack
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


def compute(
    *, codes: Iterable[str] = (), as_of: date, project: str = PROJECT
) -> tuple[Figure, ...]:
    """Compute figures as of the end of an office day; those of the report when none is named.

    Shape: one Figure each, in the order asked for. Raises UnknownFigure, ProjectNotFound.
    """
    wanted = [definition_of(code) for code in codes] or list(PUBLISHED)
    values = sql_values(as_of, finance.get_project(code=project))
    found: dict[str, Figure] = {}
    with reading_whole_tables():
        for together in in_one_reading(wanted):
            told = fetch_binary(packed_sql(together), values)
            for d, (rows, total, digest) in zip(together, unpack(told, together), strict=True):
                found[d.code] = Figure(
                    d.code, d.label, total, d.unit, d.version, as_of, rows, digest)
    return tuple(found[d.code] for d in wanted)


def in_one_reading(definitions: Iterable[Definition]) -> list[list[Definition]]:
    """Group figures so that those of one scan are together, each once, as many as fit."""
    groups: dict[str, list[Definition]] = {}
    for d in dict.fromkeys(definitions):
        groups.setdefault(d.scan or d.code, []).append(d)
    return [group[n:n + MOST_TOGETHER] for group in groups.values()
            for n in range(0, len(group), MOST_TOGETHER)]


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


# Only the rows that differ leave the database: of a hundred thousand mostly a handful.
DIFFERENCE = """
SELECT row_id, amount, coalesce(a.event_date, b.event_date), coalesce(a.recorded_at, b.recorded_at),
       a.is_there IS NOT NULL
FROM (SELECT *, true AS is_there FROM ({later}) AS later_rows) AS a
FULL JOIN (SELECT *, true AS is_there FROM ({earlier}) AS earlier_rows) AS b
     USING (row_id, amount)
WHERE a.is_there IS NULL OR b.is_there IS NULL ORDER BY row_id, amount
"""


def compare(
    *, code: str, earlier: date, later: date, project: str = PROJECT
) -> Difference:
    """Return the rows by which a figure differs between two as-of dates. Raises UnknownFigure.

    A row whose amount was corrected is gone with the old amount and added with the new.
    """
    before, after = (
        compute(codes=[code], as_of=day, project=project)[0] for day in (earlier, later))
    return difference(before, after, project=project)


def difference(before: Figure, after: Figure, *, project: str = PROJECT) -> Difference:
    """Return the rows by which one figure differs from itself as of another date."""
    if before.rows_hash == after.rows_hash:
        return Difference(before, after, (), ())
    d = definition_of(before.code)
    values = sql_values(before.as_of, finance.get_project(code=project))
    found = fetch_rows(
        DIFFERENCE.format(earlier=d.sql, later=d.sql.replace("%(as_of)s", "%(later)s")),
        {**values, "later": clock.day_end(after.as_of)})
    rows = [(FigureRow(*row), is_added) for *row, is_added in found]
    return Difference(before, after, tuple(row for row, is_added in rows if is_added),
                      tuple(row for row, is_added in rows if not is_added))


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
