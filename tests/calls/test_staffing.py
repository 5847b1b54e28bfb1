"""Erlang C and A against tables that others made, against a simulated queue, and their laws."""

from __future__ import annotations

import heapq
import math
from collections import deque
from datetime import time
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from przystan.rooms.calls.rules.staffing import (
    BadTarget,
    operators_needed,
    service_by_a,
    service_by_c,
    staff_day,
    staff_interval,
    with_shrinkage,
)
from przystan.rooms.calls.types.planning import Load, Target

# What pyworkforce 0.5.1 (PyPI, MIT) says: ErlangC(...).required_positions(service_level). It is
# not a requirement of ours, since it brings ortools and pandas along. Its first line is also the
# example printed in many handbooks: 100 calls in half an hour of 3 minutes each take 14.
# calls, handling, within, interval, target, shrinkage; raw, positions, level, occupancy, waiting
PYWORKFORCE = [
    ((100, 180.0, 20, 1800, .8, .3), (14, 20, 0.8883500191794669, 0.7142857142857143,
                                      0.1741319335950498)),
    ((24, 184.8, 20, 1800, .8, .3), (5, 8, 0.9056580278453608, 0.4928, 0.12413690843936859)),
    ((10, 240.0, 30, 1800, .9, 0), (4, 4, 0.9628980551159203, 1 / 3, 0.0517799352750809)),
    ((360, 240.0, 15, 3600, .8, .25), (29, 39, 0.8227485663256169, 0.8275862068965517,
                                       0.24227398467359745)),
    ((3, 300.0, 20, 1800, .8, .3), (2, 3, 0.909516258196404, 0.25, 0.1)),
    ((200, 330.0, 60, 3600, .95, .1), (25, 28, 0.9706888780120595, 0.7333333333333334,
                                       0.09850312229974843)),
]


@pytest.mark.parametrize(("given_", "said"), PYWORKFORCE)
def test_erlang_c_is_what_another_program_says(
    given_: tuple[float, ...], said: tuple[float, ...]
) -> None:
    count, handling, within, interval, level, shrinkage = given_
    load = Load(count, handling, interval)
    row = staff_interval(time(8), load, Target(level, within, shrinkage))
    assert row.expected is not None
    found = row.expected
    assert (row.needed, row.rostered) == said[:2]
    assert (found.service_level, found.occupancy, found.wait_share) == pytest.approx(said[2:])


# --- a second method: the queue itself, played out call by call


def play(
    load: Load, operators: int, *, within: float, calls: int, seed: int
) -> tuple[float, float, float]:
    """Serve calls one by one; return service level, mean wait and share of callers who gave up."""
    random = Random(seed)
    free_at = [0.0] * operators
    now, waits, served, left = 0.0, [], 0, 0
    waiting: deque[tuple[float, float]] = deque()

    def serve_until(limit: float) -> None:
        nonlocal served, left
        while waiting and max(free_at[0], waiting[0][0]) <= limit:
            arrived, patience = waiting[0]
            begins = max(free_at[0], arrived)
            waiting.popleft()
            if begins - arrived > patience:
                left += 1
                waits.append(patience)
                continue
            waits.append(begins - arrived)
            served += begins - arrived <= within
            heapq.heapreplace(free_at, begins + random.expovariate(1 / load.handling_seconds))

    for _call in range(calls):
        now += random.expovariate(load.calls / load.interval_seconds)
        serve_until(now)
        patience = (random.expovariate(1 / load.patience_seconds)
                    if load.patience_seconds else math.inf)
        waiting.append((now, patience))
    serve_until(math.inf)
    return served / calls, fmean(waits), left / calls


@pytest.mark.parametrize(("load", "operators"), [
    (Load(30, 185), 4), (Load(100, 180), 12), (Load(8, 240), 2), (Load(60, 120, 3600), 3),
])
def test_erlang_c_is_what_a_played_queue_comes_to(load: Load, operators: int) -> None:
    found = service_by_c(load, operators, within_seconds=20)
    level, wait, left = play(load, operators, within=20, calls=120_000, seed=7)
    assert level == pytest.approx(found.service_level, abs=0.02)
    assert wait == pytest.approx(found.asa_seconds, rel=0.12)
    assert left == 0


@pytest.mark.parametrize(("load", "operators"), [
    (Load(30, 185, patience_seconds=110), 3), (Load(100, 180, patience_seconds=60), 8),
    (Load(8, 240, patience_seconds=300), 1), (Load(40, 200, patience_seconds=45), 5),
])
def test_erlang_a_is_what_a_played_queue_comes_to(load: Load, operators: int) -> None:
    found = service_by_a(load, operators, within_seconds=20)
    level, wait, left = play(load, operators, within=20, calls=120_000, seed=11)
    assert level == pytest.approx(found.service_level, abs=0.01)
    assert wait == pytest.approx(found.asa_seconds, rel=0.04)
    assert left == pytest.approx(found.abandoned_share, abs=0.01)


# --- laws

LOADS = st.builds(Load, st.floats(0.5, 200), st.floats(20, 900), st.just(1800.0),
                  st.floats(10, 2000))


@given(LOADS, st.integers(1, 60), st.floats(0, 120))
@settings(max_examples=60)
def test_shares_are_shares_and_one_more_operator_never_harms(
    load: Load, operators: int, within: float
) -> None:
    for serve in (service_by_a, service_by_c):
        found = serve(load, operators, within_seconds=within)
        more = serve(load, operators + 1, within_seconds=within)
        for share in (found.service_level, found.wait_share, found.occupancy,
                      found.abandoned_share):
            assert -1e-9 <= share <= 1 + 1e-9
        assert more.service_level >= found.service_level - 1e-9
        assert more.asa_seconds <= found.asa_seconds + 1e-6


@given(LOADS, st.integers(1, 40))
@settings(max_examples=60)
def test_flow_is_kept_and_patience_without_end_is_erlang_c(load: Load, operators: int) -> None:
    found = service_by_a(load, operators, within_seconds=1e9)
    assert found.service_level == pytest.approx(1 - found.abandoned_share, abs=1e-6)
    assert load.patience_seconds
    assert found.abandoned_share == pytest.approx(found.asa_seconds / load.patience_seconds)
    if load.erlangs < 0.9 * operators:
        for_ever = Load(load.calls, load.handling_seconds, 1800.0, 1e8)
        calm = service_by_a(for_ever, operators, within_seconds=20)
        endless = service_by_c(load, operators, within_seconds=20)
        assert calm.service_level == pytest.approx(endless.service_level, abs=1e-3)
        assert calm.wait_share == pytest.approx(endless.wait_share, abs=1e-3)


@given(LOADS, st.sampled_from([0.5, 0.8, 0.95]))
@settings(max_examples=40)
def test_the_number_needed_is_the_smallest(load: Load, level: float) -> None:
    row = staff_interval(time(8), load, Target(level, 20, 0.3))
    assert row.expected is not None
    assert row.expected.service_level >= level
    assert row.needed == 1 or service_by_c(
        load, row.needed - 1, within_seconds=20).service_level < level
    assert row.needed_with_patience is not None
    assert service_by_a(load, row.needed_with_patience, within_seconds=20).service_level >= level
    assert row.needed_with_patience == 1 or service_by_a(
        load, row.needed_with_patience - 1, within_seconds=20).service_level < level
    assert row.rostered * 0.7 >= row.needed - 1e-9 > (row.rostered - 1) * 0.7 - 1e-9


def test_no_calls_need_nobody_and_without_abandonment_there_is_no_patience() -> None:
    rows = staff_day({time(9): Load(0, 200), time(8): Load(5, 200)}, Target())
    assert [row.starts for row in rows] == [time(8), time(9)]
    assert (rows[1].needed, rows[1].expected) == (0, None)
    assert rows[0].needed_with_patience is None
    with pytest.raises(ValueError, match="nobody gave up"):
        service_by_a(Load(5, 200), 2, within_seconds=20)


def test_an_office_with_too_few_operators_serves_nobody_in_time() -> None:
    found = service_by_c(Load(100, 180), 10, within_seconds=20)
    assert (found.service_level, found.asa_seconds) == (0.0, math.inf)


@pytest.mark.parametrize("target", [
    Target(service_level=1.0), Target(service_level=0), Target(within_seconds=-1),
    Target(shrinkage=1.0), Target(shrinkage=-0.1),
])
def test_targets_that_cannot_be_meant(target: Target) -> None:
    with pytest.raises(BadTarget):
        staff_day({time(8): Load(5, 200)}, target)


def test_shrinkage_rounds_up_and_only_then() -> None:
    assert [with_shrinkage(n, 0.3) for n in (7, 14, 5)] == [10, 20, 8]
    assert with_shrinkage(3, 0) == 3
    assert operators_needed(Target(0.8), lambda n: service_by_c(
        Load(100, 180), n, within_seconds=20)) == 14
