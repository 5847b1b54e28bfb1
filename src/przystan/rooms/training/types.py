"""What crosses the door of training. A participant is a member of staff, never a foreigner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class NewCourse:
    """One course of the catalogue."""

    code: str
    title: str
    title_en: str


@dataclass(frozen=True)
class NewAttendance:
    """One person's hours at a session."""

    participant: str
    unit: str
    hours: Decimal


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
    """One line of an attendance list."""

    id: int
    participant: str
    unit: str
    hours: Decimal
