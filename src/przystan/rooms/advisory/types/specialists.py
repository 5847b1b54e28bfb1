"""Specialists and interpreters: languages, rota, bookable hours, who took part in a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from przystan.rooms.advisory.types.visits import InterpreterMode


class Profession(StrEnum):
    """What a specialist does at the point."""

    ADVISER = "adviser"
    LEGAL_ADVISER = "legal_adviser"
    PSYCHOLOGIST = "psychologist"
    INTERPRETER = "interpreter"


@dataclass(frozen=True)
class LanguagePair:
    """Two languages between which somebody interprets, as codes of two or three letters."""

    language: str
    into: str = "pl"
    is_sworn: bool = False


@dataclass(frozen=True)
class NewSpecialist:
    """A specialist to be put on the rota; `branch` None serves every branch."""

    display_name: str
    profession: Profession
    branch: str | None = None
    user_id: int | None = None
    pairs: tuple[LanguagePair, ...] = ()


@dataclass(frozen=True)
class Specialist:
    """Somebody whose hours can be booked."""

    id: int
    display_name: str
    profession: Profession
    branch: str | None
    pairs: tuple[LanguagePair, ...]


@dataclass(frozen=True)
class NewDuty:
    """Hours during which a specialist can be booked; `branch` None is by phone, for any branch."""

    specialist_id: int
    branch: str | None
    mode: InterpreterMode
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Duty:
    """One stretch of the rota."""

    id: int
    specialist: Specialist
    branch: str | None
    mode: InterpreterMode
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class NewBooking:
    """An hour to be booked with a specialist who is on duty then."""

    specialist_id: int
    branch: str
    starts_at: datetime
    ends_at: datetime
    person_id: int | None = None
    language: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class Booking:
    """One booked hour; cancelled ones stay with their reason."""

    id: int
    specialist: Specialist
    branch: str
    starts_at: datetime
    ends_at: datetime
    person_id: int | None
    language: str
    purpose: str
    booked_by: str
    cancelled_at: datetime | None
    cancel_reason: str


@dataclass(frozen=True)
class NewInterpretation:
    """Who interpreted in a visit, between which languages, how."""

    visit_id: int
    specialist_id: int
    language: str
    mode: InterpreterMode
    into: str = "pl"
