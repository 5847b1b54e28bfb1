"""Where cases wait, who gets the next one, and what more officers would change: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import mean, median, quantiles

from przystan.rooms.cases.types import (
    BackTest,
    FlowDay,
    Officer,
    Simulation,
    Stage,
    StageDuration,
)

WEEK = timedelta(weeks=1)
LOOK_BACK = 13
"""Weeks whose pace the simulation takes for the pace of the coming ones."""


class TooFewWeeks(Exception):
    """The office has too short a history to tell a pace."""


def least_loaded(officers: Sequence[Officer]) -> Officer:
    """Return the officer with the fewest open cases, by name where several have as few."""
    return min(officers, key=lambda o: (o.load, o.name, o.user_id))


def duration_of(stage: Stage, days: Sequence[int], waiting_now: int) -> StageDuration:
    """Return how long cases stayed at a stage: the median, and what nine in ten stay below."""
    if not days:
        return StageDuration(stage, 0, 0.0, 0.0, waiting_now)
    slow = quantiles(days, n=10, method="inclusive")[8] if len(days) > 1 else float(days[0])
    return StageDuration(stage, len(days), float(median(days)), float(slow), waiting_now)


def _walk(opened: int, received: float, decided: float, weeks: int) -> tuple[int, ...]:
    """Carry the number of open cases on, week by week; it never falls below nothing."""
    at, told = float(opened), []
    for _week in range(weeks):
        at = max(0.0, at + received - decided)
        told.append(round(at))
    return tuple(told)


def simulate(
    flow: Sequence[FlowDay], *, officers: int, extra: int, weeks: int
) -> Simulation:
    """Carry the open cases on with the officers of now and with more, at the pace of 13 weeks.

    One officer more decides as much as one of now does on average. Raises TooFewWeeks.
    """
    if len(flow) < LOOK_BACK or officers < 1:
        raise TooFewWeeks
    past = flow[-LOOK_BACK:]
    received, decided = mean(f.received for f in past), mean(f.decided for f in past)
    each = decided / officers
    coming = tuple(flow[-1].week + WEEK * (n + 1) for n in range(weeks))
    return Simulation(
        coming, _walk(flow[-1].open, received, decided, weeks),
        _walk(flow[-1].open, received, decided + each * extra, weeks), each, officers, extra)


def back_test(flow: Sequence[FlowDay], *, weeks: int) -> BackTest:
    """Say what the simulation would have told `weeks` ago, beside what came; error as a share.

    Raises TooFewWeeks.
    """
    told = simulate(flow[:-weeks], officers=1, extra=0, weeks=weeks)
    came = tuple(f.open for f in flow[-weeks:])
    error = mean(abs(t - c) / max(c, 1) for t, c in zip(told.as_now, came, strict=True))
    return BackTest(told.weeks, told.as_now, came, error)


def weeks_of(
    received: Mapping[date, int], decided: Mapping[date, int], *, until: date
) -> tuple[FlowDay, ...]:
    """Return one row per week from the first receipt to the last whole week before a day."""
    if not received:
        return ()
    week = min(received) - timedelta(days=min(received).weekday())
    came, went = (_by_week(counted) for counted in (received, decided))
    rows, at = [], 0
    while week + WEEK <= until:
        at += came[week] - went[week]
        rows.append(FlowDay(week, came[week], went[week], at))
        week += WEEK
    return tuple(rows)


def _by_week(counted: Mapping[date, int]) -> Counter[date]:
    weeks: Counter[date] = Counter()
    for day, number in counted.items():
        weeks[day - timedelta(days=day.weekday())] += number
    return weeks
