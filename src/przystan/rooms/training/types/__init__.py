"""What crosses the door of training. A participant is a member of staff, never a foreigner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class EnrolmentStep(StrEnum):
    """What happened to an enrolment; the last step is its state."""

    REQUESTED = "requested"
    PLACED = "placed"
    WAITLISTED = "waitlisted"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class SittingKind(StrEnum):
    """When a test is sat: before the course, or after it."""

    PRE = "pre"
    POST = "post"


class OpinionKind(StrEnum):
    """What a participant is asked: after the session, and three months later."""

    USEFUL = "useful"
    USED = "used"


class OpinionAnswer(StrEnum):
    """The answers to both questions."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class CertificateState(StrEnum):
    """How a certificate stands on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class NewCourse:
    """One course of the catalogue.

    `valid_months`: how long its certificate holds (None: without end); `pass_mark`: per cent of
    right answers in the test after it (None: no test); `procedures`: slugs of the procedures that
    its holder may serve.
    """

    code: str
    title: str
    title_en: str
    valid_months: int | None = None
    pass_mark: int | None = None
    procedures: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewAttendance:
    """One person's hours at a session."""

    participant: str
    unit: str
    hours: Decimal
    user_id: int | None = None


@dataclass(frozen=True)
class NewSession:
    """One session of a course with who came."""

    course_code: str
    held_on: date
    hours: Decimal
    trainer: str
    branch: str
    recorded_at: datetime
    attendance: tuple[NewAttendance, ...] = ()


@dataclass(frozen=True)
class Session:
    """One session as a list shows it."""

    id: int
    course_code: str
    title: str
    title_en: str
    held_on: date
    hours: Decimal
    trainer: str
    branch: str
    attended: int
    person_hours: Decimal


@dataclass(frozen=True)
class Attendance:
    """One line of an attendance list; `signed_at` is None while nobody signed it."""

    id: int
    participant: str
    unit: str
    hours: Decimal
    user_id: int | None = None
    signed_at: datetime | None = None
    certificate: str = ""


@dataclass(frozen=True)
class NewPlanned:
    """One session to come. No role or unit named: open to everybody."""

    course_code: str
    starts_at: datetime
    hours: Decimal
    trainer: str
    room: str
    branch: str
    seats: int
    budget_line: str = ""
    roles: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Planned:
    """One session to come, with its seats: how many are taken, and how many wait."""

    id: int
    course_code: str
    title: str
    title_en: str
    starts_at: datetime
    hours: Decimal
    trainer: str
    room: str
    branch: str
    seats: int
    budget_line: str
    roles: tuple[str, ...]
    unit: str
    placed: int
    waiting: int
    session_id: int | None


@dataclass(frozen=True)
class Enrolment:
    """One person's enrolment and its state."""

    id: int
    planned_id: int
    user_id: int
    participant: str
    unit: str
    state: EnrolmentStep
    since: datetime


@dataclass(frozen=True)
class Question:
    """One question of a course's bank, the right choice by its place from 0."""

    id: int
    text: str
    choices: tuple[str, ...]
    right: int


@dataclass(frozen=True)
class Sitting:
    """One test that was sat: right answers of those asked."""

    course_code: str
    kind: SittingKind
    right: int
    asked: int
    has_passed: bool
    taken_at: datetime


@dataclass(frozen=True)
class Certificate:
    """One certificate as its verification shows it."""

    code: str
    course_code: str
    title: str
    title_en: str
    participant: str
    hours: Decimal
    held_on: date
    issued_on: date
    expires_on: date | None
    state: CertificateState
    revoked_for: str
    has_badge: bool


@dataclass(frozen=True)
class Competence:
    """Somebody may serve a procedure in languages until a day (None: without end).

    `unit` is the one under which the person was last certified.
    """

    user_id: int
    participant: str
    procedure: str
    languages: tuple[str, ...]
    valid_until: date | None
    unit: str = ""


@dataclass(frozen=True)
class OpinionCount:
    """How a course's participants answered one question."""

    course_code: str
    kind: OpinionKind
    yes: int
    partly: int
    no: int


@dataclass(frozen=True)
class MyTraining:
    """One attended session as its participant sees it."""

    attendance_id: int
    session: Session
    hours: Decimal
    signed_at: datetime | None
    certificate: str
    has_answered: tuple[OpinionKind, ...]


@dataclass(frozen=True)
class Practice:
    """One day that somebody practised: codes of its tasks, and of those that were done."""

    user_id: int
    participant: str
    tasks: tuple[str, ...]
    done: tuple[str, ...]
    began_at: datetime
    ended_at: datetime
