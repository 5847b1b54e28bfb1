"""The totals of the synthetic year and its calendar. The splits are invented; the sums hold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import holidays

from przystan.platform.clock.public import OFFICE_ZONE

START, END = date(2022, 10, 1), date(2023, 8, 31)
REPORT_DAY = date(2023, 12, 7)
SEED = 20221001
T = TypeVar("T")


@lru_cache(maxsize=1)
def totals() -> dict[str, Any]:
    """Return the tables of the year, each summing exactly to its total."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "year.json").read_text("utf-8"))
    return found


@lru_cache(maxsize=1)
def working_days() -> tuple[date, ...]:
    """Return the office's working days of the project: Monday to Friday, Polish holidays out."""
    free = holidays.country_holidays("PL", years=(2022, 2023))
    days = (START + timedelta(days=n) for n in range((END - START).days + 1))
    return tuple(d for d in days if d.weekday() < 5 and d not in free)


def days_of_month(month: str) -> tuple[date, ...]:
    """Return the working days of a month written YYYY-MM."""
    return tuple(d for d in working_days() if d.isoformat().startswith(month))


def moment(day: date, rng: Random, first_hour: int = 8, last_hour: int = 15) -> datetime:
    """Return a moment of an office day, aware."""
    seconds = rng.randrange(first_hour * 3600, last_hour * 3600)
    return datetime.combine(day, time(), OFFICE_ZONE) + timedelta(seconds=seconds)


def deal(counts: Mapping[T, int], rng: Random) -> list[T]:
    """Return every key as many times as counted, shuffled."""
    cards = [key for key, count in counts.items() for _ in range(count)]
    rng.shuffle(cards)
    return cards


def spread(total: int, weights: Sequence[float]) -> list[int]:
    """Divide a total over weights in whole numbers that sum to it (largest remainders)."""
    scale = total / sum(weights)
    whole = [int(w * scale) for w in weights]
    rest = sorted(range(len(weights)), key=lambda i: whole[i] - weights[i] * scale)
    for i in rest[: total - sum(whole)]:
        whole[i] += 1
    return whole
