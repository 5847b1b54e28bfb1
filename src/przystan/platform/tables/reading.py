"""Rows of a table from outside: valid ones with their values, others with every refusal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from przystan.platform.tables.sources import Line, open_lines, refuse_file
from przystan.platform.tables.types import Column, Refusal, RefusedRow, Row
from przystan.platform.tables.values import BadValue, plain, read_value

PROBLEM = "problem"


@dataclass(frozen=True)
class Table:
    """An open table: its headings as they stand, those nobody asked for, and its rows."""

    name: str
    headings: tuple[str, ...]
    unused: tuple[str, ...]
    rows: Iterator[Row | RefusedRow]


@contextmanager
def open_table(
    *, source: Path | bytes, columns: Sequence[Column], name: str = ""
) -> Iterator[Table]:
    """Open a table and give its rows one by one, in constant memory.

    Raises UnreadableTable when the file is no table, its delimiter or headings are not the
    expected ones, or, while reading, when a quotation mark is never closed.
    """
    shown = name or (source.name if isinstance(source, Path) else "table")
    with open_lines(source, shown) as lines:
        _, headings = next(lines, (1, ()))
        places = _places(headings, columns, shown)
        known = set(places.values())
        unused = tuple(
            h for n, h in enumerate(headings)
            if h.strip() and n not in known and plain(h) != PROBLEM
        )
        yield Table(shown, headings, unused, _rows(lines, headings, columns, places, shown))


def read_rows(
    *, source: Path | bytes, columns: Sequence[Column], name: str = ""
) -> Iterator[Row | RefusedRow]:
    """Read a table's rows one by one: Row where every value could be read, else RefusedRow.

    Errors as open_table.
    """
    with open_table(source=source, columns=columns, name=name) as table:
        yield from table.rows


def _places(
    headings: tuple[str, ...], columns: Sequence[Column], name: str
) -> dict[str, int]:
    found: dict[str, int] = {}
    bare = [plain(h) for h in headings]
    for column in columns:
        wanted = {plain(h) for h in (*column.headings, column.key)}
        at = [n for n, h in enumerate(bare) if h in wanted]
        if len(at) > 1:
            raise refuse_file(name, f"the column {column.headings[0]} once", value=headings[at[1]])
        if at:
            found[column.key] = at[0]
    missing = [c.headings[0] for c in columns if c.is_required and c.key not in found]
    if missing:
        hint = "" if found else " (fields separated by ; , or a tab)"
        raise refuse_file(
            name, f"the headings {', '.join(missing)}{hint}", value=" | ".join(headings)
        )
    return found


def _rows(
    lines: Iterator[Line], headings: tuple[str, ...], columns: Sequence[Column],
    places: dict[str, int], name: str,
) -> Iterator[Row | RefusedRow]:
    width = len(headings)
    for line, cells in lines:
        if not any(c.strip() for c in cells):
            continue
        if len(cells) < width or any(c.strip() for c in cells[width:]):
            yield _uneven(name, line, cells, width)
        else:
            yield _row(line, cells, columns, places, headings, name)


def _uneven(name: str, line: int, cells: tuple[str, ...], width: int) -> RefusedRow:
    refusal = Refusal(
        name, line, "", cells[-1][:200] if cells else "",
        f"{width} fields, found {len(cells)}; the line may be cut",
    )
    return RefusedRow(line, cells, (refusal,))


def _row(
    line: int, cells: tuple[str, ...], columns: Sequence[Column], places: dict[str, int],
    headings: tuple[str, ...], name: str,
) -> Row | RefusedRow:
    values: dict[str, object] = {}
    refusals: list[Refusal] = []
    for column in columns:
        place = places.get(column.key)
        if place is None:
            values[column.key] = None
            continue
        try:
            values[column.key] = read_value(cells[place], column)
        except BadValue as error:
            refusals.append(
                Refusal(name, line, headings[place], cells[place][:200], str(error)))
    if refusals:
        return RefusedRow(line, cells, tuple(refusals))
    return Row(line, values, cells)
