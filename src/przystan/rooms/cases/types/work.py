"""The work on cases: who has which, how long stages last, what more officers would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from przystan.rooms.cases.types.cases import Stage
from przystan.rooms.cases.types.clock import ClockState


class AssignmentReason(StrEnum):
    """Why an officer got a case."""

    LINKED = "linked"
    LEAST_LOAD = "least_load"
    CHOSEN = "chosen"


@dataclass(frozen=True)
class Officer:
    """An officer with the number of open cases they have."""

    user_id: int
    name: str
    load: int


@dataclass(frozen=True)
class WorkRow:
    """One case in an officer's work-list; `for_name` names the colleague it is done for."""

    case_id: int
    sign: str
    type_name: str
    type_name_en: str
    state: ClockState
    last_date: date | None
    days_left: int | None
    for_name: str


@dataclass(frozen=True)
class AssignedTo:
    """Who has a case, since when and why."""

    officer: str
    since: date
    reason: AssignmentReason
    load: int


@dataclass(frozen=True)
class StageDuration:
    """How long cases stayed at a stage, in days, over those that left it."""

    stage: Stage
    count: int
    median_days: float
    slow_days: float
    waiting_now: int


@dataclass(frozen=True)
class FlowDay:
    """Cases that came in and were decided in one week, and those open at its end."""

    week: date
    received: int
    decided: int
    open: int


@dataclass(frozen=True)
class Simulation:
    """Open cases at the end of each coming week, with the staff of now and with more officers."""

    weeks: tuple[date, ...]
    as_now: tuple[int, ...]
    with_more: tuple[int, ...]
    per_officer: float
    officers: int
    extra: int


@dataclass(frozen=True)
class BackTest:
    """What the simulation would have said of weeks that are over, beside what came."""

    weeks: tuple[date, ...]
    told: tuple[int, ...]
    came: tuple[int, ...]
    mean_error: float
