"""How many operators a load needs: Erlang C (callers wait for ever) and A (callers give up).

Both take calls at random (Poisson), work and patience of exponential length, one queue. Source:
A. K. Erlang (1917) for C; C. Palm (1946), as given by Garnett, Mandelbaum and Reiman (2002), for A.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import time

from przystan.rooms.calls.types.planning import Load, Service, StaffingRow, Target

MOST_OPERATORS = 10_000
_NEGLIGIBLE = 1e-13


class BadTarget(ValueError):
    """The target cannot be meant; the message names what is wrong."""


def check_target(target: Target) -> None:
    """Raise BadTarget unless the service level, its seconds and the shrinkage can be meant."""
    if not 0 < target.service_level < 1:
        raise BadTarget("the service level lies between 0 and 1, for example 0.8")
    if target.within_seconds < 0:
        raise BadTarget("a wait has no negative length")
    if not 0 <= target.shrinkage < 1:
        raise BadTarget("the shrinkage lies between 0 and 1, for example 0.3")


def service_by_c(load: Load, operators: int, *, within_seconds: float) -> Service:
    """Return what callers get who wait for ever.

    With no more operators than work the queue grows without end: nobody is served in time.
    """
    work = load.erlangs
    if not work:
        return Service(operators, 1.0, 0.0, 0.0, 0.0)
    if operators <= work:
        return Service(operators, 0.0, math.inf, 1.0, 1.0)
    waiting = _wait_share(work, operators)
    spare = (operators - work) / load.handling_seconds
    return Service(
        operators=operators,
        service_level=1 - waiting * math.exp(-spare * within_seconds),
        asa_seconds=waiting / spare,
        wait_share=waiting,
        occupancy=work / operators,
    )


def _wait_share(work: float, operators: int) -> float:
    """Return the share of calls that wait, from the blocking formula (Erlang B) by recursion."""
    blocked = 1.0
    for n in range(1, operators + 1):
        blocked = work * blocked / (n + work * blocked)
    return blocked / (1 - work / operators * (1 - blocked))


def service_by_a(load: Load, operators: int, *, within_seconds: float) -> Service:
    """Return what callers get who give up; the service level counts answered ÷ offered calls.

    The numbers of calls in the office follow a chain of births and deaths; a caller who finds k
    others waiting waits as long as a sum of k + 1 exponential times, whose distribution is a
    beta function of exp(−time ÷ patience). Raises ValueError without a patience.
    """
    if not load.patience_seconds:
        raise ValueError("nobody gave up, so nothing is known of patience")
    if not load.erlangs:
        return Service(operators, 1.0, 0.0, 0.0, 0.0)
    idle, waiting = _states(load, operators)
    ratio = operators * load.patience_seconds / load.handling_seconds
    gone_by = -math.expm1(-within_seconds / load.patience_seconds)
    in_time = sum(
        p * ratio / (ratio + k + 1) * within for (k, p), within in zip(
            enumerate(waiting), _beta_steps(gone_by, ratio + 1, len(waiting))))
    queued = sum(k * p for k, p in enumerate(waiting))
    arrivals = load.calls / load.interval_seconds
    abandoned = queued / load.patience_seconds / arrivals
    return Service(
        operators=operators,
        service_level=min(1.0, idle + in_time),
        asa_seconds=queued / arrivals,
        wait_share=sum(waiting),
        occupancy=load.erlangs * (1 - abandoned) / operators if operators else 1.0,
        abandoned_share=abandoned,
    )


def _states(load: Load, operators: int) -> tuple[float, list[float]]:
    """Return the share of time with an idle operator, and with k callers waiting, k = 0, 1, …"""
    assert load.patience_seconds
    work = load.erlangs
    give_up = load.handling_seconds / load.patience_seconds
    weights, highest = [1.0], 1.0  # relative to: all operators busy, nobody waits
    while weights[-1] > _NEGLIGIBLE * highest:
        weights.append(weights[-1] * work / (operators + len(weights) * give_up))
        highest = max(highest, weights[-1])
    idle, weight = 0.0, 1.0
    for busy in range(operators, 0, -1):
        weight *= busy / work
        idle += weight
    total = idle + sum(weights)
    return idle / total, [w / total for w in weights]


def _beta_steps(x: float, b: float, count: int) -> list[float]:
    """Return the regularised incomplete beta function I_x(k, b) for k = 1, 2, … count."""
    if not 0 < x < 1:
        return [float(x >= 1)] * count
    found, step = [], b * math.log1p(-x)
    value = -math.expm1(step)
    for k in range(1, count + 1):
        found.append(max(0.0, value))
        # I_x(k + 1, b) = I_x(k, b) − x^k (1 − x)^b ÷ (k B(k, b))
        step += math.log(x) + math.log((b + k - 1) / k)
        value -= math.exp(step)
    return found


def operators_needed(
    target: Target, serve: Callable[[int], Service], *, at_least: int = 1
) -> int:
    """Return the smallest number of operators whose service reaches the target."""
    for operators in range(at_least, MOST_OPERATORS):
        if serve(operators).service_level >= target.service_level:
            return operators
    raise BadTarget("no number of operators reaches this service level")


def with_shrinkage(operators: int, shrinkage: float) -> int:
    """Return how many operators stand on the rota so that so many are at the phone."""
    return math.ceil(operators / (1 - shrinkage) - 1e-9)


def staff_interval(starts: time, load: Load, target: Target) -> StaffingRow:
    """Return what one half-hour needs. Raises BadTarget."""
    check_target(target)
    if not load.erlangs:
        return StaffingRow(starts, load, 0, 0, None, None, None)
    within = target.within_seconds

    def by_c(operators: int) -> Service:
        return service_by_c(load, operators, within_seconds=within)

    def by_a(operators: int) -> Service:
        return service_by_a(load, operators, within_seconds=within)

    needed = operators_needed(target, by_c, at_least=max(1, math.floor(load.erlangs)))
    knows_patience = bool(load.patience_seconds)
    return StaffingRow(
        starts=starts, load=load, needed=needed,
        rostered=with_shrinkage(needed, target.shrinkage), expected=by_c(needed),
        needed_with_patience=operators_needed(target, by_a) if knows_patience else None,
        with_patience=by_a(needed) if knows_patience else None,
    )


def staff_day(loads: Mapping[time, Load], target: Target) -> tuple[StaffingRow, ...]:
    """Return what each half-hour of a day needs, in their order. Raises BadTarget."""
    check_target(target)
    return tuple(staff_interval(starts, loads[starts], target) for starts in sorted(loads))
