"""The order in which the suite's workers take its parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.order import LONG, order_of

UNITS = st.builds("{}{}".format, st.sampled_from(["engine:", "year:", "tests/"]), st.integers(0))


@given(st.dictionaries(UNITS, st.integers(1, 100)))
def test_every_part_has_its_place_and_the_short_ones_come_last(costs: dict[str, int]) -> None:
    order = order_of(costs)
    assert sorted(order) == sorted(costs)
    is_long = [costs[unit] >= LONG for unit in order]
    assert is_long == sorted(is_long, reverse=True)


def test_long_parts_of_one_kind_do_not_begin_together() -> None:
    costs = {"year:a": 90, "year:b": 80, "engine:c": 50, "engine:d": 40, "tests/e": 20,
             "tests/f": 20, "tests/g": 1}
    assert order_of(costs) == [
        "engine:c", "year:a", "tests/e", "engine:d", "year:b", "tests/f", "tests/g"]
