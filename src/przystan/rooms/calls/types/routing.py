"""To whom a waiting caller is offered: what the helpline's place asks for, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_PRIORITY = 5
SKILL_SECONDS, BRANCH_SECONDS, LONGEST_SECONDS = 30, 60, 3600
"""How long a caller waits for the topic and for their branch, unless the place says otherwise."""


class PriorityReason(StrEnum):
    """Why callers of a place go before others."""

    CALLED_BACK = "called_back"
    APPOINTMENT_TODAY = "appointment_today"
    MINOR = "minor"
    URGENT = "urgent"
    PROMISED_CALL_BACK = "promised_call"
    TERM_NEAR = "term_near"


@dataclass(frozen=True, slots=True)
class Route:
    """What a queue place asks for its callers. "" and 0: nothing.

    `topic` is a procedure's slug, `branch` a branch's code, `priority` 0 to 5. For the topic a
    caller waits `skill_seconds`, for an operator of the branch `branch_seconds` in all.
    """

    place: str = ""
    topic: str = ""
    branch: str = ""
    priority: int = 0
    priority_reason: str = ""
    skill_seconds: int = SKILL_SECONDS
    branch_seconds: int = BRANCH_SECONDS


class Fit(StrEnum):
    """How well an operator fits a caller, the best first. All of them speak the language."""

    TOPIC = "topic"
    LANGUAGE = "language"
    OTHER_BRANCH = "other_branch"


class OfferReason(StrEnum):
    """Why just this fit was taken for a caller."""

    HOLDS_TOPIC = "holds_topic"
    NO_TOPIC = "no_topic"
    NOBODY_HOLDS_TOPIC = "nobody_holds_topic"
    HOLDERS_BUSY = "holders_busy"
    BRANCH_BUSY = "branch_busy"


@dataclass(frozen=True, slots=True)
class Offer:
    """One caller offered to one operator, and why to them. No caller's name or number.

    `ready` counts the ready operators who fitted as well at that moment, the chosen one included:
    among them the one idle longest was rung.
    """

    call_key: str
    username: str
    phone: str
    language: str
    route: Route
    fit: Fit
    reason: OfferReason
    waited_seconds: int
    ready: int
    at: datetime
