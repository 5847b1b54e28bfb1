"""Money rules of a project."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from przystan.rooms.finance.types import Forecast

# The Fund's share of a project's value, at most 75 %.
# Source: Regulation (EU) No 514/2014, art. 16, for AMIF 2014-2020 projects; confirmed here only by
# arithmetic on published projects (value and co-financing of three projects).
COFINANCING_RATE = Decimal("0.75")
CENT = Decimal("0.01")


def cofinancing_of(value: Decimal, rate: Decimal = COFINANCING_RATE) -> Decimal:
    """Return the Fund's share of a value, in whole cents.

    >>> cofinancing_of(Decimal("3053333.00"))
    Decimal('2289999.75')
    """
    return (value * rate).quantize(CENT, ROUND_HALF_UP)


def absorption(value: Decimal, spent: Decimal) -> Decimal | None:
    """Return the share of a value that has been spent, 0-1; None when nothing is planned."""
    return (spent / value).quantize(Decimal("0.0001")) if value else None


def elapsed(starts_on: date, ends_on: date, on: date) -> Decimal:
    """Return the share of a project's days that are over at the end of a day, 0-1."""
    days = (ends_on - starts_on).days + 1
    over = min(max((on - starts_on).days + 1, 0), days)
    return (Decimal(over) / days).quantize(Decimal("0.0001"))


# On how many months the pace of spending rests.
PACE_MONTHS = 3


def forecast(
    spent_by_month: Mapping[date, Decimal], starts_on: date, ends_on: date, on: date
) -> Forecast | None:
    """Forecast what will have been spent by the last day: spent, and each month ahead at a pace.

    The pace is the mean month so far and the mean of the last three: the lower gives the low end,
    the higher the high one. `spent_by_month` is keyed by the first of the month. Costs of the
    month that runs count as spent; its rest is not forecast. None without a cost, or before the
    project. A month without a cost is one of nought.

    >>> months = {date(2023, 1, 1): Decimal(100), date(2023, 2, 1): Decimal(300)}
    >>> forecast(months, date(2023, 1, 1), date(2023, 4, 30), date(2023, 2, 28))
    Forecast(low=Decimal('800.00'), high=Decimal('800.00'), months=2)
    """
    first, now, last = (_month(d) for d in (starts_on, min(on, ends_on), ends_on))
    past = [spent_by_month.get(_date(m), Decimal(0)) for m in range(first, now + 1)]
    spent = sum(spent_by_month.values(), Decimal(0))
    if on < starts_on or not any(past):
        return None
    recent = past[-PACE_MONTHS:]
    paces = sorted((sum(past) / Decimal(len(past)), sum(recent) / Decimal(len(recent))))
    low, high = ((spent + pace * (last - now)).quantize(CENT, ROUND_HALF_UP) for pace in paces)
    return Forecast(low, high, len(past))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _date(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def achieved(value: Decimal, baseline: Decimal, target: Decimal) -> Decimal | None:
    """Return how much of the way from the baseline to the target is done: 1 is all of it.

    None where the target is the baseline: there is no way to go.
    """
    way = target - baseline
    return ((value - baseline) / way).quantize(Decimal("0.0001")) if way else None
