"""What participants tell the office: answers to the survey, and complaints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Helpfulness(StrEnum):
    """Whether the support was helpful for integration: the question behind indicator R.2.9."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    HARD_TO_SAY = "hard_to_say"


class Clarity(StrEnum):
    """Whether the person understood what was said."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True)
class SurveyInvitation:
    """One invitation: the code opens the survey once, until a day."""

    id: int
    branch: str
    language: str
    expires_on: date
    used_on: date | None


@dataclass(frozen=True)
class SurveyAnswer:
    """One answer; it keeps no link to the invitation, the visit or the person."""

    helpful: Helpfulness
    clear: Clarity


@dataclass(frozen=True)
class SurveyCount:
    """How many chose an answer; None where the number is too small to be shown."""

    answer: str
    count: int | None


@dataclass(frozen=True)
class SurveyTable:
    """The answers to one question, or None in a cell that is suppressed; and how many answered."""

    question: str
    counts: tuple[SurveyCount, ...]
    total: int | None


class ComplaintCategory(StrEnum):
    """What a complaint is about."""

    WAITING = "waiting"
    INFORMATION = "information"
    LANGUAGE = "language"
    BEHAVIOUR = "behaviour"
    DISCRIMINATION = "discrimination"
    DATA = "data"
    OTHER = "other"


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class NewComplaint:
    """A complaint as it was received. The confidential lane is read by complaint officers only."""

    branch: str
    category: ComplaintCategory
    text: str
    language: str
    is_confidential: bool = False
    contact: str = ""
    received_at: datetime | None = None


@dataclass(frozen=True)
class ComplaintStep:
    """One state of a complaint with its author and what was answered."""

    state: ComplaintState
    at: datetime
    by: str
    answer: str


@dataclass(frozen=True)
class Complaint:
    """One complaint with its steps. Text and contact are empty for those who may not read it."""

    id: int
    number: str
    branch: str
    category: ComplaintCategory
    language: str
    is_confidential: bool
    received_at: datetime
    text: str
    contact: str
    steps: tuple[ComplaintStep, ...]

    @property
    def state(self) -> ComplaintState:
        """The state in force."""
        return self.steps[-1].state
