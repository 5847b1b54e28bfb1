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
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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
