"""How many operators the office needs, what it may expect next week, how it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

WITHIN_SECONDS = 20.0
"""Answered within this time of joining the queue: the usual 80/20 target of contact centres."""

SHORT_ABANDON_SECONDS = 5.0
"""Who gives up sooner did not wait: left out of the service level, as is usual."""


@dataclass(frozen=True, slots=True)
class Target:
    """What callers shall get: this share of calls answered within these seconds.

    `shrinkage` is the share of paid time in which an operator takes no calls (pauses, training,
    illness); each lies in 0 to 1, shrinkage below 1.
    """

    service_level: float = 0.8
    within_seconds: float = WITHIN_SECONDS
    shrinkage: float = 0.3


@dataclass(frozen=True, slots=True)
class Load:
    """What one interval asks of operators: calls, seconds of work a call, seconds of patience.

    `patience_seconds` is how long callers wait on average before they give up; None: nobody
    gave up, so nothing is known.
    """

    calls: float
    handling_seconds: float
    interval_seconds: float = 1800.0
    patience_seconds: float | None = None

    @property
    def erlangs(self) -> float:
        """Return the work offered, in operators who would be busy all the time."""
        return self.calls * self.handling_seconds / self.interval_seconds


@dataclass(frozen=True, slots=True)
class Service:
    """What a number of operators comes to. Shares lie in 0 to 1; times are seconds.

    `wait_share`: calls that have to wait; `asa_seconds`: mean wait of all calls, those answered
    at once included; `abandoned_share` is 0 where callers are taken to wait for ever.
    """

    operators: int
    service_level: float
    asa_seconds: float
    wait_share: float
    occupancy: float
    abandoned_share: float = 0.0


@dataclass(frozen=True, slots=True)
class StaffingRow:
    """One half-hour of one day: its load, and what is needed with and without giving up.

    `rostered` are operators on the rota: those needed at the phone by Erlang C, made up for
    shrinkage. `expected` is Erlang C, `with_patience` Erlang A with as many operators (None where
    nobody gave up waiting); both are None without calls.
    """

    starts: time
    load: Load
    needed: int
    rostered: int
    expected: Service | None
    needed_with_patience: int | None
    with_patience: Service | None


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """One half-hour to come: calls to operators expected, and the range of eight days in ten."""

    day: date
    starts: time
    expected: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class PastWeek:
    """One past week: its calls as they were forecast, as they came, and as the week before's."""

    first_date: date
    expected: float
    came: int
    naive: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How the forecast did on past weeks, each forecast from the weeks before it only.

    `wape`: sum of absolute errors ÷ sum of calls; `naive_wape`: the same for "as last week";
    `coverage`: half-hours whose calls lay in the range. None: not enough weeks. `past` are the
    weeks themselves, the oldest first.
    """

    weeks: int
    half_hours: int
    wape: float | None
    naive_wape: float | None
    coverage: float | None
    past: tuple[PastWeek, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """A week to come, half-hour by half-hour, with how well the same rule did before."""

    rows: tuple[ForecastRow, ...]
    accuracy: Accuracy


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measure with what it is made of: never a share without its denominator."""

    numerator: float
    denominator: float

    @property
    def value(self) -> float | None:
        """Divide; None when there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class CallMetrics:
    """What a span of local days came to. Definitions: docs/ways/call-metrics.md.

    Counts are contacts that count (none removed); times are seconds.
    """

    first_date: date
    last_date: date
    within_seconds: float
    short_abandon_seconds: float
    offered: int
    answered: Ratio
    outgoing: Ratio
    automated_helpline: Ratio
    redirected: Ratio
    asa_seconds: Ratio
    service_level: Ratio
    abandonment: Ratio
    aht_seconds: Ratio
    occupancy: Ratio
    containment: Ratio
    repeat_calls: Ratio


@dataclass(frozen=True, slots=True)
class HalfHour:
    """What one half-hour of the office's clock came to, over the days asked for; times in s.

    `answered` is of the calls offered. Definitions: docs/ways/call-metrics.md.
    """

    starts: time
    offered: int
    answered: Ratio
    service_level: Ratio
    asa_seconds: Ratio
    abandonment: Ratio
    containment: Ratio
    aht_seconds: Ratio


class Aftermath(StrEnum):
    """What happened after a caller gave up waiting."""

    CALLED_BACK = "called_back"
    CAME_AGAIN = "came_again"
    NEVER_HEARD = "never_heard"
    STILL_TIME = "still_time"
    NUMBER_UNKNOWN = "number_unknown"


@dataclass(frozen=True, slots=True)
class AbandonedRow:
    """One caller who gave up waiting, and what happened next.

    `next_contact_id` and `next_at` name the call back or the next call; `was_reached`: somebody
    spoke in it. The number is whole: lists mask it.
    """

    contact_id: int
    started_at: datetime
    wait_seconds: float | None
    number: str
    language: str
    aftermath: Aftermath
    next_contact_id: int | None = None
    next_at: datetime | None = None
    was_reached: bool = False


@dataclass(frozen=True, slots=True)
class TopicWeek:
    """Calls of one topic in one week that a portal page would have saved, and their minutes.

    `week` is its Monday. `calls` of `all_calls` about the topic were answered by the operator
    alone; `minutes` is what they took.
    """

    topic: str
    week: date
    calls: int
    all_calls: int
    minutes: float
