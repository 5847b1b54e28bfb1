"""Nothing of a small group follows from a table that is shown, nor from the rest of its whole."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from przystan.reporting.pivot import OTHERS, protect, protect_over_time

LEAST = 5
small_or_big = st.one_of(st.integers(0, 7), st.integers(0, 60))
tables = st.integers(1, 5).flatmap(lambda width: st.lists(
    st.lists(small_or_big, min_size=width, max_size=width), min_size=1, max_size=6))


def named(table: list[list[int]]) -> dict[tuple[str, str], int]:
    return {(f"r{i}", f"c{j}"): n for i, row in enumerate(table) for j, n in enumerate(row)}


def shown_of(counts: dict, rows: dict, columns: dict) -> dict:
    added: dict = {}
    for (r, c), n in counts.items():
        key = rows[r], columns[c]
        added[key] = added.get(key, 0) + n
    return added


def check(inner: dict, hidden: frozenset) -> None:
    """What anybody can reckon from the table: totals less what is shown, and the bounds."""
    for key, n in inner.items():
        assert key in hidden or n == 0 or n >= LEAST
    rows, columns = {k[0] for k in hidden}, {k[1] for k in hidden}
    assert hidden == {(r, c) for r in rows for c in columns}
    row_parts = {r: sum(inner.get((r, c), 0) for c in columns) for r in rows}
    column_parts = {c: sum(inner.get((r, c), 0) for r in rows) for c in columns}
    whole = sum(row_parts.values())
    lines = [sum(1 for part in parts.values() if part) for parts in (row_parts, column_parts)]
    for r, c in hidden:
        above, left = row_parts[r], column_parts[c]
        if not above or not left:
            continue
        lowest, highest = max(0, above + left - whole), min(above, left)
        if min(lines) < 2:
            # One line that is not empty: its cells are the totals across it.
            assert inner[r, c] >= LEAST or whole < LEAST
            continue
        assert highest - lowest >= LEAST, (r, c, inner)


@given(tables)
@settings(max_examples=400)
def test_a_hidden_cell_lies_in_a_wide_span(table: list[list[int]]) -> None:
    counts = named(table)
    shown = protect(counts, None, least=LEAST)
    inner = shown_of(counts, dict(shown.rows), dict(shown.columns))
    for axis in (0, 1):
        for line in {k[axis] for k in inner}:
            total = sum(n for k, n in inner.items() if k[axis] == line)
            # A table of fewer than five rows in all is one line: its total is the figure itself.
            assert total == 0 or total >= LEAST or line == OTHERS and total == sum(inner.values())
    check(inner, shown.hidden)


@given(tables, st.randoms(use_true_random=False))
@settings(max_examples=400)
def test_nor_does_the_rest_of_the_whole(table: list[list[int]], random: object) -> None:
    whole = named(table)
    part = {k: random.randint(0, n) for k, n in whole.items()}  # type: ignore[attr-defined]
    shown = protect(part, whole, least=LEAST)
    rows, columns = dict(shown.rows), dict(shown.columns)
    inner = shown_of(part, rows, columns)
    rest = {k: n - inner[k] for k, n in shown_of(whole, rows, columns).items()}
    check(inner, shown.hidden)
    check(rest, shown.hidden)


def test_big_tables_are_shown_as_they_are() -> None:
    counts = named([[9, 12, 0], [30, 5, 7]])
    shown = protect(counts, None, least=LEAST)
    assert shown.hidden == frozenset()
    assert OTHERS not in {*shown.rows.values(), *shown.columns.values()}


def test_one_small_cell_takes_three_others_with_it() -> None:
    shown = protect(named([[1, 9, 40], [20, 30, 50], [60, 70, 80]]), None, least=LEAST)
    assert len(shown.hidden) == 4
    assert ("r0", "c0") in shown.hidden
    assert ("r2", "c2") not in shown.hidden


MONTHS = [f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 13)]
over_time = st.lists(
    st.dictionaries(st.sampled_from(MONTHS), st.one_of(st.integers(0, 8), st.integers(0, 60)),
                    max_size=24), min_size=1, max_size=5)


def by_quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def of_length(counts: dict, length: object) -> dict:
    """The same rows by longer periods, counted by another way than the product's."""
    longer: dict = {}
    for (row, month), n in counts.items():
        key = row, length(month)  # type: ignore[operator]
        longer[key] = longer.get(key, 0) + n
    return longer


@given(over_time)
@settings(max_examples=300)
def test_over_time_nothing_follows_from_one_table_less_another(table: list[dict]) -> None:
    counts = {(f"r{i}", month): n for i, row in enumerate(table) for month, n in row.items()}
    by_month = protect_over_time(counts, None, time_axis=1, least=LEAST)
    inner = shown_of(counts, dict(by_month.rows), dict(by_month.columns))
    whole = sum(counts.values())
    assert by_month.hidden == frozenset()
    for n in inner.values():
        assert n == 0 or n >= LEAST or whole < LEAST or n == whole or len(inner) == 1
    # Every quarter that has lines of its own in two tables is all there in both, or in neither.
    lines = dict(by_month.columns)
    for quarter in {by_quarter(m) for m in lines}:
        within = {lines[m] for m in lines if by_quarter(m) == quarter}
        assert within == {m for m in lines if by_quarter(m) == quarter} or len(within) == 1
    quarters = protect_over_time(of_length(counts, by_quarter), None, time_axis=1, least=LEAST)
    for month, line in lines.items():
        above = dict(quarters.columns)[by_quarter(month)]
        assert above == by_quarter(month) if line == month or "Q" in line else above == line
    # Turned round, it is the same table.
    turned = protect_over_time(
        {(c, r): n for (r, c), n in counts.items()}, None, time_axis=0, least=LEAST)
    assert (dict(turned.rows), dict(turned.columns)) == (lines, dict(by_month.rows))


def test_a_quarter_stands_in_place_of_its_months_where_one_is_small() -> None:
    counts = {("r", "2023-01"): 9, ("r", "2023-02"): 3, ("r", "2023-03"): 8, ("r", "2023-04"): 7,
              ("s", "2023-01"): 6, ("s", "2023-03"): 9, ("s", "2023-04"): 12}
    shown = protect_over_time(counts, None, time_axis=1, least=LEAST)
    assert dict(shown.columns) == {
        "2023-01": "2023-Q1", "2023-02": "2023-Q1", "2023-03": "2023-Q1", "2023-04": "2023-04"}
    assert dict(shown.rows) == {"r": "r", "s": "s"}
