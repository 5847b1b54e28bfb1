"""Figures counted a moment ago, for screens that answer at once while facts arrive.

What takes long to count is kept with the instant at which it was counted, and the screen says that
instant. A figure counted at an instant is the figure as of that instant, with its rows and hash.
Files, publications, the API and `figures verify` never take what is kept: they count.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from django.conf import settings
from django.core.cache import cache

from przystan.platform.clock import public as clock
from przystan.reporting.catalogue import PUBLISHED
from przystan.reporting.queries.explore import PivotTable, pivot
from przystan.reporting.queries.figures import PROJECT, compute, definition_of
from przystan.reporting.types import Figure

# What is counted faster than this is counted anew for whoever asks.
AT_ONCE_SECONDS = 0.4
# Nobody is shown what is older, even where no worker counts.
OLDEST = timedelta(minutes=15)


T = TypeVar("T")


@dataclass(frozen=True)
class Counted(Generic[T]):
    """What was counted, when, and whether it is time to count it again."""

    value: T
    at: datetime
    is_stale: bool = False


def kept(
    key: str, count: Callable[[], T], *, at: datetime, anew: bool = False
) -> Counted[T]:
    """Return what was counted under a key not long ago, or count it; `anew` counts in any case."""
    fresh, name = timedelta(seconds=settings.FIGURES_KEPT_SECONDS), _name(key)
    found: Counted[T] | None = None if anew or not fresh else cache.get(name)
    if found is not None and at - OLDEST < found.at <= at:
        return Counted(found.value, found.at, at - found.at >= fresh)
    began = time.monotonic()
    counted = Counted(count(), at)
    if fresh and time.monotonic() - began >= AT_ONCE_SECONDS:
        cache.set(name, counted, OLDEST.total_seconds())
    elif fresh and anew:
        cache.delete(name)
    return counted


def kept_figures(
    *, codes: Iterable[str] = (), as_of: date, at: datetime, project: str = PROJECT,
    anew: bool = False,
) -> Counted[tuple[Figure, ...]]:
    """Return figures for a screen, with the instant of counting; those of the report by default.

    Raises UnknownFigure, ProjectNotFound.
    """
    wanted = tuple(codes) or tuple(d.code for d in PUBLISHED)
    # A definition that changes with an upgrade is another question.
    statements = "".join(definition_of(code).sql for code in wanted)
    return kept(f"{project} {as_of} {' '.join(wanted)} {statements}",
                lambda: compute(codes=wanted, as_of=as_of, project=project), at=at, anew=anew)


def kept_pivot(
    *, code: str, rows: str, columns: str, at: datetime, project: str = PROJECT
) -> PivotTable:
    """Return a table of exploring: it is as of a quarter that is over, so no fact moves it.

    Raises what `pivot` raises.
    """
    today = clock.local_date(at)
    return kept(
        f"pivot {project} {today} {code} {rows} {columns} {definition_of(code).sql}",
        lambda: pivot(code=code, rows=rows, columns=columns, today=today, project=project),
        at=at).value


def is_first_to_ask(key: str) -> bool:
    """Whether nobody asked within the last minute for this to be counted again."""
    return bool(cache.add(_name(f"again {key}"), True, 60))


def _name(key: str) -> str:
    return f"figures:{hashlib.sha256(key.encode()).hexdigest()}"
