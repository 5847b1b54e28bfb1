"""Opinions of authorities and hearings of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class OpinionBody(StrEnum):
    """Who is asked whether a stay threatens security. Source: Act on Foreigners, art. 109."""

    BORDER_GUARD = "border_guard"
    POLICE = "police"
    SECURITY_AGENCY = "security_agency"
    CONSUL = "consul"


class OpinionAnswer(StrEnum):
    """What an authority answered."""

    NO_OBJECTION = "no_objection"
    OBJECTION = "objection"


class OpinionState(StrEnum):
    """Where a question to an authority stands on a day."""

    WAITING = "waiting"
    SILENT_CONSENT = "silent_consent"
    ANSWERED = "answered"


class HeardAs(StrEnum):
    """As what somebody is heard."""

    APPLICANT = "applicant"
    SPOUSE = "spouse"
    WITNESS = "witness"


class HearingState(StrEnum):
    """What became of a hearing."""

    CALLED = "called"
    HELD = "held"
    MISSED = "missed"


@dataclass(frozen=True)
class OpinionEntry:
    """One question to an authority as of a day; `event_id` is the question's, to be struck by.

    `days` is the term of the law, `due_on` its last day: None where no rule of law holds.
    `answer` is None while none came, and for an answer recorded without its words. `is_late` tells
    an answer that came after silence had counted as consent.
    """

    event_id: int
    body: str
    article: str
    asked_on: date
    days: int
    due_on: date | None
    is_prolonged: bool
    state: OpinionState
    answered_on: date | None
    answer: OpinionAnswer | None
    text: str
    is_late: bool
    answer_event_id: int | None


@dataclass(frozen=True)
class HearingEntry:
    """One hearing; `event_id` is its summons', `outcome_event_id` what became of it."""

    event_id: int
    heard: HeardAs
    called_on: date
    on: date
    at: time
    place: str
    state: HearingState
    minutes: str
    outcome_event_id: int | None
