"""The order in which workers that share the suite take its parts.

What is long begins early, or one worker ends the run alone; and what waits (telephones) runs
beside what computes (browsers, the year), or a processor stands idle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain, zip_longest

import pytest

# In short tests, roughly: an order needs no more.
COSTS = {"slow": 20, "year": 10, "browser": 10}
LONG = 10


def longest_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Return the tests in the order in which workers begin them."""
    units: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        group = item.get_closest_marker("xdist_group")
        units[group.args[0] if group else item.nodeid].append(item)
    costs = {unit: sum(map(cost_of, members)) for unit, members in units.items()}
    return [item for unit in order_of(costs) for item in units[unit]]


def cost_of(item: pytest.Item) -> int:
    return max((cost for mark, cost in COSTS.items() if item.get_closest_marker(mark)), default=1)


def order_of(costs: Mapping[str, int]) -> list[str]:
    """Order units, which a worker takes whole, by cost: the long ones of each kind in turn.

    The first unit of the year builds it: another begun at once would only wait for that.
    """
    kinds: dict[str, list[str]] = {"engine": [], "year": [], "": []}
    short = []
    for unit in sorted(costs, key=lambda u: -costs[u]):
        kind = unit.partition(":")[0]
        (kinds[kind if kind in kinds else ""] if costs[unit] >= LONG else short).append(unit)
    in_turn = chain.from_iterable(zip_longest(*kinds.values()))
    return [unit for unit in in_turn if unit] + short
