"""How numbers are written, and what the hash is made of."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.reporting.rules import FORMS, rows_hash


@pytest.mark.parametrize(("form", "value", "text"), [
    ("plain", "2333", "2333"), ("spaced", "70150", "70 150"), ("spaced", "1756.5", "1 756,50"),
    ("comma", "35194", "35,194"), ("comma", "2600.00", "2,600"), ("comma", "2600.5", "2,600.50"),
    ("money", "3053333", "3 053 333,00 PLN"), ("money", "2289999.75", "2 289 999,75 PLN"),
    ("money", "-1.5", "-1,50 PLN"),
])
def test_forms(form: str, value: str, text: str) -> None:
    assert FORMS[form](Decimal(value)) == text


rows = st.lists(st.tuples(st.integers(1, 2**40), st.decimals(0, 10**6, places=2)),
                unique_by=lambda row: row[0])


@given(rows, st.randoms())
def test_the_order_of_rows_does_not_matter(found: list, random: object) -> None:
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    for counts in (True, False):
        assert rows_hash(found, counts_rows=counts) == rows_hash(mixed, counts_rows=counts)


@given(rows.filter(bool))
def test_one_row_less_is_another_hash(found: list) -> None:
    assert rows_hash(found[1:], counts_rows=True) != rows_hash(found, counts_rows=True)


def test_amounts_count_where_they_are_summed() -> None:
    one, other = [(1, Decimal("2.00"))], [(1, Decimal("3.00"))]
    assert rows_hash(one, counts_rows=True) == rows_hash(other, counts_rows=True)
    assert rows_hash(one, counts_rows=False) != rows_hash(other, counts_rows=False)
    assert rows_hash([], counts_rows=True) == sha256().hexdigest()
