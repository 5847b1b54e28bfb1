"""Expect next week's calls per half-hour from the weeks before, and say how well that works.

Seasonal and naive on purpose: a half-hour gets the mean of the same half-hour of the last weeks,
scaled by how the office's calls have been changing. Whoever staffs a rota can follow it by hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from statistics import NormalDist

from przystan.rooms.calls.types.planning import Accuracy, Forecast, ForecastRow, PastWeek

SEASON_WEEKS = 6
"""So many same weekdays are looked at."""

TREND_WEEKS = 4
"""The last weeks are held against as many before them; the change is taken on, damped."""

MOST_TREND = 1.25
"""A change is never taken on beyond this, or below its inverse: one odd month is no trend."""

DAMPING = 0.5
RANGE_SHARE = 0.8
"""The range holds eight half-hours in ten."""

LEAST_RESIDUALS = 100
BACK_TEST_WEEKS = 26

Counts = Mapping[tuple[date, time], int]
IsOpen = Callable[[date], bool]
WEEK = timedelta(days=7)


@dataclass(slots=True)
class History:
    """Calls by day and half-hour, and the days on which the office takes calls at all."""

    counts: Counts
    is_open: IsOpen
    first: date = field(init=False)
    last: date = field(init=False)
    by_day: dict[date, int] = field(init=False, default_factory=dict)
    slots: dict[int, list[time]] = field(init=False)

    def __post_init__(self) -> None:
        for (day, _starts), count in self.counts.items():
            self.by_day[day] = self.by_day.get(day, 0) + count
        days = sorted(self.by_day)
        self.first, self.last = (days[0], days[-1]) if days else (date.max, date.min)
        seen = {(day.weekday(), starts) for day, starts in self.counts}
        self.slots = {n: sorted(starts for m, starts in seen if m == n) for n in range(7)}

    def before(self, day: date, *, weeks: int) -> list[date]:
        """List the open days with the same weekday in the weeks before, the latest first."""
        found = (day - WEEK * n for n in range(1, weeks + 1))
        return [d for d in found if self.first <= d <= self.last and self.is_open(d)]

    def daily_mean(self, first: date, days: int) -> float | None:
        """Return the mean calls of the open days of a span; None when it has none."""
        span = [first + timedelta(days=n) for n in range(days)]
        known = [d for d in span if self.first <= d <= self.last and self.is_open(d)]
        return sum(self.by_day.get(d, 0) for d in known) / len(known) if known else None


def expect_week(history: History, first: date) -> dict[tuple[date, time], float]:
    """Expect each half-hour of the seven days from `first`, from days before `first` only.

    Half-hours are those in which anybody ever called on that weekday. A day on which the office
    is closed, or of which no such weekday is known, expects nothing.
    """
    trend = _trend(history, first)
    expected: dict[tuple[date, time], float] = {}
    for day in (first + timedelta(days=n) for n in range(7)):
        like = history.before(day, weeks=SEASON_WEEKS) if history.is_open(day) else []
        for starts in history.slots[day.weekday()]:
            total = sum(history.counts.get((d, starts), 0) for d in like)
            expected[day, starts] = trend * total / len(like) if like else 0.0
    return expected


def _trend(history: History, first: date) -> float:
    """Return the factor from the mean of the season's weeks to the week to come."""
    days = 7 * TREND_WEEKS
    recent = history.daily_mean(first - timedelta(days=days), days)
    before = history.daily_mean(first - timedelta(days=2 * days), days)
    if not recent or not before:
        return 1.0
    factor: float = (recent / before) ** DAMPING
    return min(MOST_TREND, max(1 / MOST_TREND, factor))


def naive_week(history: History, first: date) -> dict[tuple[date, time], float]:
    """Expect each half-hour to be as a week before: the rule to be better than."""
    return {
        (day, starts): float(history.counts.get((day - WEEK, starts), 0))
        for day in (first + timedelta(days=n) for n in range(7))
        for starts in history.slots[day.weekday()]
    }


class Residuals:
    """How far past expectations were off, in units of the noise of counts: √(expected + 1)."""

    def __init__(self) -> None:
        self._found: list[float] = []

    def add(self, actual: int, expected: float) -> None:
        """Take one half-hour in."""
        self._found.append((actual - expected) / math.sqrt(expected + 1))

    def range_of(self, expected: float) -> tuple[int, int] | None:
        """Return the range around an expectation in whole calls; None: too little is known."""
        if len(self._found) < LEAST_RESIDUALS:
            return None
        self._found.sort()
        tail = (1 - RANGE_SHARE) / 2
        noise = math.sqrt(expected + 1)
        low, high = (_quantile(self._found, q) for q in (tail, 1 - tail))
        return _whole(expected + low * noise, expected + high * noise)


def _whole(low: float, high: float) -> tuple[int, int]:
    # A whole number that arithmetic missed by a hair stays itself.
    return max(0, math.floor(low + 1e-9)), max(0, math.ceil(high - 1e-9))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def forecast_week(*, counts: Counts, is_open: IsOpen, first_date: date) -> Forecast:
    """Forecast the seven days from `first_date` and tell the rule's past accuracy.

    Shape: one row per half-hour that ever had a call on that weekday, on open days, in order. Uses
    only days before `first_date`. The range is of the counts' own noise while too few weeks are
    known to measure it.
    """
    known = {key: count for key, count in counts.items() if key[0] < first_date}
    history = History(known, is_open)
    accuracy, residuals = back_test(history, first_date)
    rows = tuple(
        ForecastRow(day, starts, expected, *_range(residuals, expected))
        for (day, starts), expected in sorted(expect_week(history, first_date).items())
        if is_open(day)
    )
    return Forecast(rows, accuracy)


def _range(residuals: Residuals, expected: float) -> tuple[int, int]:
    noise = NormalDist().inv_cdf((1 + RANGE_SHARE) / 2) * math.sqrt(expected + 1)
    return residuals.range_of(expected) or _whole(expected - noise, expected + noise)


def back_test(history: History, first_date: date) -> tuple[Accuracy, Residuals]:
    """Forecast each past week from the weeks before it and compare it with what came.

    The range of a past week is made of the errors of the weeks before it only.
    """
    errors = naive_errors = calls = 0.0
    weeks = half_hours = ranged = inside = 0
    residuals = Residuals()
    past: list[PastWeek] = []
    for first in _past_weeks(history, first_date):
        naive = naive_week(history, first)
        actual = _compared(history, expect_week(history, first))
        weeks += 1
        past.append(PastWeek(
            first, sum(e for _key, _count, e in actual), sum(n for _key, n, _e in actual),
            sum(naive[key] for key, _count, _e in actual)))
        ranges = [residuals.range_of(expected) for _key, _count, expected in actual]
        for (key, count, expected), limits in zip(actual, ranges):
            half_hours += 1
            calls += count
            errors += abs(count - expected)
            naive_errors += abs(count - naive[key])
            if limits is not None:
                ranged += 1
                inside += limits[0] <= count <= limits[1]
        for _key, count, expected in actual:
            residuals.add(count, expected)
    return Accuracy(
        weeks=weeks, half_hours=half_hours,
        wape=errors / calls if calls else None,
        naive_wape=naive_errors / calls if calls else None,
        coverage=inside / ranged if ranged else None, past=tuple(past),
    ), residuals


def _past_weeks(history: History, first_date: date) -> Iterator[date]:
    """Give the first days of past weeks that have a season before them, the oldest first."""
    for n in range(BACK_TEST_WEEKS, 0, -1):
        first = first_date - WEEK * n
        if first - WEEK * SEASON_WEEKS >= history.first and first <= history.last:
            yield first


def _compared(
    history: History, expected: Mapping[tuple[date, time], float]
) -> list[tuple[tuple[date, time], int, float]]:
    return [
        (key, history.counts.get(key, 0), value)
        for key, value in sorted(expected.items())
        if key[0] <= history.last and history.is_open(key[0])
    ]
