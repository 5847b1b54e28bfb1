"""Days of the Polish calendar and months of a term: pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 6
DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """Return the days free from work by statute in a year, Sundays apart."""
    return frozenset(holidays.country_holidays("PL", years=year))


def is_free(day: date) -> bool:
    """Whether a term that ends on this day moves on. Source: KPA art. 57 § 4."""
    return day.isoweekday() >= SATURDAY or day in public_holidays(day.year)


def add_months(day: date, months: int) -> date:
    """Return the day of the last month with the same number, or that month's last day.

    Source: KPA art. 57 § 3.

    >>> add_months(date(2022, 8, 31), 6)
    datetime.date(2023, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def next_working(day: date) -> date:
    """Return the day itself, or the first after it that is neither Saturday nor free."""
    while is_free(day):
        day += DAY
    return day
