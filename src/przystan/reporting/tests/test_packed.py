"""What the database packs and what is made of it: the hash that anyone can recompute."""

from __future__ import annotations

import struct
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from przystan.reporting.catalogue import BY_CODE, DEFINITIONS
from przystan.reporting.queries.figures import in_one_reading
from przystan.reporting.queries.packed import MOST_TOGETHER, packed_sql, unpack
from przystan.reporting.rules import rows_hash

COUNTED, SUMMED = BY_CODE["calls.outgoing"], BY_CODE["records.tagging_hours"]
ROWS = st.dictionaries(
    st.integers(1, 1 << 40), st.tuples(st.integers(0, 3), st.integers(-10**6, 10**6)), max_size=30)


@given(ROWS, st.randoms())
def test_rows_in_whatever_order_have_the_hash_of_rows_in_order(
    rows: dict[int, tuple[int, int]], random: object
) -> None:
    read = list(rows.items())
    random.shuffle(read)  # type: ignore[attr-defined]
    block = b"".join(struct.pack(">qq", i << 2 | bits, cents) for i, (bits, cents) in read)
    counted = [(i, Decimal(1)) for i, (bits, _cents) in read if bits & 1]
    summed = [(i, Decimal(cents) / 100) for i, (bits, cents) in read if bits & 2]
    total = sum((amount for _i, amount in summed), Decimal(0))
    assert list(unpack([block or None, total], [COUNTED, SUMMED])) == [
        (len(counted), len(counted), rows_hash(counted, counts_rows=True)),
        (len(summed), total, rows_hash(summed, counts_rows=False))]


@given(ROWS)
def test_counts_alone_are_one_number_a_row(rows: dict[int, tuple[int, int]]) -> None:
    block = b"".join(struct.pack(">q", i << 2 | bits) for i, (bits, _cents) in rows.items())
    for n, found in enumerate(unpack([block or None], [COUNTED, COUNTED])):
        taken = [(i, Decimal(1)) for i, (bits, _cents) in rows.items() if bits >> n & 1]
        assert found == (len(taken), len(taken), rows_hash(taken, counts_rows=True))


def test_no_reading_has_more_figures_than_there_are_bits_for() -> None:
    groups = in_one_reading(DEFINITIONS)
    assert sorted(d.code for group in groups for d in group) == sorted(BY_CODE)
    assert max(map(len, groups)) <= MOST_TOGETHER
    many = in_one_reading([d for d in DEFINITIONS if d.scan == COUNTED.scan])
    assert packed_sql(many[0]).count("CASE WHEN") == len(many[0])
