"""The forecast: what it must do on weeks whose next one is known, and its laws."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from przystan.rooms.calls.rules.forecast import (
    History,
    expect_week,
    forecast_week,
    naive_week,
)

FIRST = date(2023, 1, 2)  # a Monday
SLOTS = (time(8), time(8, 30), time(9))
Counts = dict[tuple[date, time], int]


def weekday(day: date) -> bool:
    return day.weekday() < 5


def weeks(count: int, calls: Callable[[date, time], int]) -> Counts:
    days = [FIRST + timedelta(days=n) for n in range(7 * count)]
    return {(day, slot): calls(day, slot) for day in days if weekday(day) for slot in SLOTS}


def poisson(random: Random, mean: float) -> int:
    count, left = 0, random.expovariate(1)
    while left < mean:
        count, left = count + 1, left + random.expovariate(1)
    return count


def test_weeks_that_are_all_alike_are_forecast_exactly() -> None:
    def usual(day: date, slot: time) -> int:
        return 10 * (day.weekday() + 1) + slot.hour

    first = FIRST + timedelta(weeks=20)
    found = forecast_week(counts=weeks(20, usual), is_open=weekday, first_date=first)
    assert [(r.day, r.starts) for r in found.rows] == [
        (first + timedelta(days=d), s) for d in range(5) for s in SLOTS]
    assert all(r.expected == pytest.approx(usual(r.day, r.starts)) for r in found.rows)
    assert found.accuracy.wape == pytest.approx(0)
    assert found.accuracy.naive_wape == 0
    assert found.accuracy.coverage == 1
    assert found.accuracy.weeks == 14


def test_growth_is_taken_on_damped_and_an_odd_month_is_not() -> None:
    grown = weeks(12, lambda day, _slot: 100 if day < FIRST + timedelta(weeks=8) else 121)
    first = FIRST + timedelta(weeks=12)
    history = History(grown, weekday)
    (monday, *_rest) = expect_week(history, first).values()
    assert monday == pytest.approx((4 * 121 + 2 * 100) / 6 * 1.1)
    wild = weeks(12, lambda day, _slot: 10 if day < FIRST + timedelta(weeks=8) else 1000)
    (monday, *_rest) = expect_week(History(wild, weekday), first).values()
    assert monday == pytest.approx((4 * 1000 + 2 * 10) / 6 * 1.25)


def test_a_closed_day_expects_nothing_and_spoils_no_mean() -> None:
    closed = FIRST + timedelta(weeks=11)
    counts = {key: n for key, n in weeks(12, lambda _d, _s: 20).items() if key[0] != closed}

    def is_open(day: date) -> bool:
        return weekday(day) and day != closed

    found = forecast_week(
        counts=counts, is_open=is_open, first_date=FIRST + timedelta(weeks=12))
    assert {row.expected for row in found.rows} == {20}
    past = expect_week(History(counts, is_open), closed)
    assert past[closed, time(8)] == 0


def test_on_noise_it_beats_last_week_and_its_range_holds_what_it_says() -> None:
    random = Random(5)
    counts = weeks(40, lambda day, slot: poisson(random, 4 + 6 * day.weekday() + 3 * slot.minute))
    found = forecast_week(
        counts=counts, is_open=weekday, first_date=FIRST + timedelta(weeks=40)).accuracy
    assert found.wape is not None
    assert found.naive_wape is not None
    assert found.coverage is not None
    assert found.wape < 0.9 * found.naive_wape
    assert 0.78 <= found.coverage <= 0.95
    # The same errors by another way: last week's, summed by hand over the weeks compared.
    first = FIRST + timedelta(weeks=40 - found.weeks)
    compared = [key for key in counts if key[0] >= first]
    by_hand = sum(abs(counts[d, s] - counts[d - timedelta(weeks=1), s]) for d, s in compared)
    assert found.half_hours == len(compared)
    assert found.naive_wape == pytest.approx(by_hand / sum(counts[key] for key in compared))


def test_what_comes_later_changes_nothing() -> None:
    first = FIRST + timedelta(weeks=15)
    counts = weeks(20, lambda day, slot: (day.toordinal() * 7 + slot.hour) % 23)
    past = {key: n for key, n in counts.items() if key[0] < first}
    assert forecast_week(counts=counts, is_open=weekday, first_date=first) == forecast_week(
        counts=past, is_open=weekday, first_date=first)


def test_without_a_past_nothing_is_expected_and_nothing_is_claimed() -> None:
    found = forecast_week(counts={}, is_open=weekday, first_date=FIRST)
    assert found.rows == ()
    assert (found.accuracy.weeks, found.accuracy.wape, found.accuracy.coverage) == (0, None, None)
    few = forecast_week(counts=weeks(2, lambda _d, _s: 9), is_open=weekday,
                        first_date=FIRST + timedelta(weeks=2))
    assert {r.expected for r in few.rows} == {9}
    assert few.accuracy.weeks == 0


@given(st.lists(st.integers(0, 60), min_size=90, max_size=200), st.integers(0, 6))
@settings(max_examples=30)
def test_ranges_hold_their_expectation_or_lie_beside_it_and_are_never_negative(
    numbers: list[int], shift: int
) -> None:
    days = [FIRST + timedelta(days=n) for n in range(len(numbers) // 2)]
    counts = {(day, slot): numbers[2 * n + k]
              for n, day in enumerate(days) for k, slot in enumerate(SLOTS[:2])}
    found = forecast_week(counts=counts, is_open=lambda _d: True,
                          first_date=days[-1] + timedelta(days=1 + shift))
    assert len(found.rows) == 14
    assert all(0 <= row.low <= row.high and row.expected >= 0 for row in found.rows)


def test_the_naive_rule_is_last_week() -> None:
    counts = weeks(2, lambda day, _slot: day.day)
    first = FIRST + timedelta(weeks=2)
    assert naive_week(History(counts, weekday), first)[first, time(8)] == (
        counts[first - timedelta(weeks=1), time(8)])
