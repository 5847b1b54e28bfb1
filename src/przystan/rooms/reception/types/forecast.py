"""What is known when somebody begins to wait, and how long they may wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Past:
    """One ticket of a day: its service, when it was taken, called and ended, and where.

    `group` names the services that share counters.
    """

    branch: str
    day: date
    group: str
    service_code: str
    taken_at: datetime
    called_at: datetime | None
    ended_at: datetime | None
    counter: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """The line as a ticket finds it, among the services that share its counters.

    `ahead` are the services of those who wait before it. `at_counters` are the services of those
    who are being served, each with the seconds since the call. `recent` are the last visits that
    ended today: service and seconds. `counters` called somebody within the last 45 minutes: what
    the naive reckoning takes for open.
    """

    branch: str
    group: str
    ahead: tuple[str, ...]
    at_counters: tuple[tuple[str, float], ...]
    recent: tuple[tuple[str, float], ...]
    counters: int


@dataclass(frozen=True, slots=True)
class Waited:
    """A moment, how long the wait then was, and how long the visit took, in seconds."""

    day: date
    moment: Moment
    seconds: float
    service_code: str = ""
    visit_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """A range of whole minutes that holds 8 waits in 10."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class BackTest:
    """How the rule did on days that it had not seen.

    `coverage` is the share of waits inside the stated range; the naive range has the same
    coverage on the same days, so that the widths, in minutes, can be held against each other.
    """

    first_date: date
    last_date: date
    tickets: int
    coverage: float
    mean_width: float
    naive_coverage: float
    naive_width: float
    median_error: float
    naive_median_error: float

    @property
    def narrower(self) -> float:
        """The share by which the rule's range is narrower than the naive one."""
        return 1 - self.mean_width / self.naive_width if self.naive_width else 0.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often the ranges that tickets stated were right, in a span of days."""

    tickets: int
    inside: int

    @property
    def share(self) -> float | None:
        """The share of waits inside their stated range; None when nothing was stated."""
        return self.inside / self.tickets if self.tickets else None
