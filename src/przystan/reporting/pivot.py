"""What of a table of two axes may be shown so that no small group can be counted: pure.

A group of 1 to `least` − 1 rows is small. Where a figure is a part of another (persons with legal
advice of all persons), what is left of the whole is a group too. Three steps:

1. A line (row or column) with a small total, and as many others as it takes, become one line
   "others"; so every total that is shown is of a group that is not small.
2. Cells that are small are hidden together with a full block of lines: at least two rows by two
   columns that are not empty, whose hidden parts are not small either.
3. From totals and what is shown, a hidden cell then lies anywhere in a span of at least `least`:
   for a full block the span is the least of its row's and its column's hidden part and of what the
   other rows and the other columns hide (bounds of Fréchet), and each of those is `least` or more.

Time is laid out by month, by quarter and by year, and whoever has all three tables may subtract one
from another: what a quarter counts less two of its months is the third. So over time no cell is
hidden (`protect_over_time`). A quarter stands in place of its months where one of them is small, a
year in place of its quarters; then lines are put together until none of their cells is small.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

OTHERS = "\u2026"
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Shown:
    """How a table is shown: each value's line, and which cells of those lines are hidden."""

    rows: Mapping[str, str]
    columns: Mapping[str, str]
    hidden: frozenset[tuple[str, str]]


def protect(counts: Counts, whole: Counts | None, *, least: int) -> Shown:
    """Say which lines become one and which cells are hidden. `whole` is what counts is a part of.

    Cells that are not named count nought.
    """
    rows = _merged(counts, whole, 0, least)
    columns = _merged(counts, whole, 1, least)
    inner = _added(counts, rows, columns)
    rest = _rest(inner, _added(whole, rows, columns)) if whole is not None else {}
    return Shown(rows, columns, _block(inner, rest, least))


def protect_over_time(
    counts: Counts, whole: Counts | None, *, time_axis: int, least: int
) -> Shown:
    """Say which lines become one where one axis is of months, quarters or years; hide nothing."""
    sums = [counts, *([_rest(counts, whole)] if whole is not None else [])]
    times = _coarsened([_totals(part, time_axis) for part in sums], least)
    others = {key[1 - time_axis] for part in sums for key in part}
    lines = {value: value for value in others}
    cells = [_lines_over_time(part, time_axis, times) for part in sums]

    def is_risky(values: Sequence[str]) -> bool:
        return any(_small(count, least) for part in cells for count in _added_up(
            [part.get(v, {}) for v in values]).values())

    risky = sorted(v for v in others if is_risky([v]))
    size = {v: sum(cells[0].get(v, {}).values()) for v in others}
    spare = sorted(others - set(risky), key=lambda v: (size[v], v))
    while risky and spare and (len(risky) < 2 or is_risky(risky)):
        risky.append(spare.pop(0))
    lines.update(dict.fromkeys(risky, OTHERS))
    if time_axis == 0:
        return Shown(times, lines, frozenset())
    return Shown(lines, times, frozenset())


def _longer(period: str) -> str:
    """Return the quarter of a month, the year of a quarter, and of a year the rest of the years."""
    if "Q" in period:
        return period[:4]
    if "-" in period:
        return f"{period[:4]}-Q{(int(period[5:7]) + 2) // 3}"
    return OTHERS


def _coarsened(totals: Sequence[Mapping[str, int]], least: int) -> dict[str, str]:
    """Give each period its line: itself, or a longer one where it or one beside it is small."""
    lines = {value: value for part in totals for value in part}
    level = {value: value for value in lines}
    for _step in range(3):
        small = {name for part in totals for name, n in _by(part, level).items()
                 if _small(n, least)}
        parents = {_longer(name) for name in small}
        for value, name in level.items():
            if _longer(name) in parents:
                lines[value] = _longer(name)
        level = {value: _longer(name) for value, name in level.items()}
        if set(level.values()) <= {OTHERS}:
            break
    return lines


def _by(counts: Mapping[str, int], names: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for value, count in counts.items():
        found[names[value]] = found.get(names[value], 0) + count
    return found


def _lines_over_time(
    counts: Counts, time_axis: int, times: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for key, count in counts.items():
        line = found.setdefault(key[1 - time_axis], {})
        time = times[key[time_axis]]
        line[time] = line.get(time, 0) + count
    return found


def _added_up(lines: Sequence[Mapping[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        for time, count in line.items():
            found[time] = found.get(time, 0) + count
    return found


def change(
    earlier: Decimal | None, later: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """Return by how much a value changed, and that as a share of the earlier value.

    None where a value is not shown, and a share of nought is none.

    >>> change(Decimal(4), Decimal(5)), change(Decimal(0), Decimal(5)), change(None, Decimal(5))
    ((Decimal('1'), Decimal('0.25')), (Decimal('5'), None), (None, None))
    """
    if earlier is None or later is None:
        return None, None
    return later - earlier, (later - earlier) / earlier if earlier else None


def _small(count: int, least: int) -> bool:
    return 0 < count < least


def _totals(counts: Counts, axis: int) -> dict[str, int]:
    totals: dict[str, int] = {}
    for key, count in counts.items():
        totals[key[axis]] = totals.get(key[axis], 0) + count
    return totals


def _rest(counts: Counts, whole: Counts) -> dict[tuple[str, str], int]:
    return {key: n - counts.get(key, 0) for key, n in whole.items()}


def _merged(counts: Counts, whole: Counts | None, axis: int, least: int) -> dict[str, str]:
    """Give each value of an axis its line: itself, or OTHERS."""
    totals = _totals(counts, axis)
    left = _totals(_rest(counts, whole), axis) if whole is not None else {}
    for value in left:
        totals.setdefault(value, 0)

    def is_risky(values: Sequence[str]) -> bool:
        return (_small(sum(totals[v] for v in values), least)
                or _small(sum(left.get(v, 0) for v in values), least))

    others = [v for v in totals if is_risky([v])]
    spare = sorted((v for v in totals if v not in others), key=lambda v: (totals[v], v))
    while others and spare and (len(others) < 2 or is_risky(others)):
        others.append(spare.pop(0))
    return {v: OTHERS if v in others else v for v in totals}


def _added(
    counts: Counts, rows: Mapping[str, str], columns: Mapping[str, str]
) -> dict[tuple[str, str], int]:
    added: dict[tuple[str, str], int] = {}
    for (row, column), count in counts.items():
        key = rows[row], columns[column]
        added[key] = added.get(key, 0) + count
    return added


def _block(
    counts: Counts, rest: Counts, least: int
) -> frozenset[tuple[str, str]]:
    """Return the cells to hide: every row by every column of a block, empty when none is small."""
    small = [k for k in {*counts, *rest}
             if _small(counts.get(k, 0), least) or _small(rest.get(k, 0), least)]
    if not small:
        return frozenset()
    all_rows, all_columns = ({k[axis] for k in counts} for axis in (0, 1))
    rows, columns = {k[0] for k in small}, {k[1] for k in small}
    sums = [counts, rest] if rest else [counts]
    while (lack := _lacking(sums, rows, columns, least)) is not None:
        grown, every, totals = (
            (rows, all_rows, _totals(counts, 0)) if lack == 0
            else (columns, all_columns, _totals(counts, 1)))
        spare = sorted(every - grown, key=lambda v: (totals[v], v))
        if not spare:
            rows, columns = rows | all_rows, columns | all_columns
            break
        grown.add(spare[0])
    return frozenset((r, c) for r in rows for c in columns)


def _lacking(
    sums: Sequence[Counts], rows: set[str], columns: set[str], least: int
) -> int | None:
    """Return the axis along which a block must grow, None when it holds.

    A row whose hidden part is small needs more columns, and the other way round; and two lines
    that are not empty are needed along either axis.
    """
    for counts in sums:
        for axis, lines in ((0, rows), (1, columns)):
            parts = {line: _part(counts, axis, line, columns if axis == 0 else rows)
                     for line in lines}
            if any(_small(p, least) for p in parts.values()):
                return 1 - axis
            if sum(1 for p in parts.values() if p) < 2 and any(parts.values()):
                return axis
    return None


def _part(counts: Counts, axis: int, line: str, across: set[str]) -> int:
    key: Callable[[str], tuple[str, str]] = (
        (lambda other: (line, other)) if axis == 0 else (lambda other: (other, line)))
    return sum(counts.get(key(other), 0) for other in across)
