"""Writes of training."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.training import models
from przystan.rooms.training.queries import SessionNotFound
from przystan.rooms.training.types import NewCourse, NewSession


class UnknownCourse(Exception):
    """The catalogue has no such course."""

    message = _("The catalogue has no such course.")


class SessionRecordedBefore(Exception):
    """This course was recorded on this day at this branch already."""

    message = _("This course is recorded on this day at this branch already.")


class AttendanceNotPossible(Exception):
    """More hours than the session had, or a person listed twice."""

    message = _("A person is listed once, with at most the session's hours.")


def add_courses(*, courses: Iterable[NewCourse], actor: Actor, at: datetime) -> None:
    """Add courses, or rename those whose code is known."""
    for c in courses:
        models.Course.objects.update_or_create(
            code=c.code, defaults={"title": c.title, "title_en": c.title_en}
        )
    audit.record(actor=actor, at=at, action="training.add_courses", subject="training.course:all")


def record_session(*, session: NewSession, actor: Actor, at: datetime) -> int:
    """Record a session with its attendance and return its id.

    Raises UnknownCourse, SessionRecordedBefore, AttendanceNotPossible.
    """
    course = models.Course.objects.filter(code=session.course_code).first()
    if course is None:
        raise UnknownCourse(session.course_code)
    try:
        with transactions.transaction():
            row = models.Session.objects.create(
                course=course, held_on=session.held_on, hours=session.hours,
                trainer=session.trainer, branch_id=session.branch,
                recorded_at=session.recorded_at,
            )
    except IntegrityError as taken:
        raise SessionRecordedBefore(session.course_code) from taken
    for person in session.attendance:
        _add(row, person.participant, person.unit, person.hours, session.recorded_at)
    audit.record(actor=actor, at=at, action="training.record_session",
                 subject=f"training.session:{row.pk}",
                 details={"attended": len(session.attendance)})
    return row.pk


def record_attendance(
    *, session_id: int, participant: str, unit: str, hours: Decimal, actor: Actor, at: datetime
) -> None:
    """Add one person to an attendance list. Raises SessionNotFound, AttendanceNotPossible."""
    row = models.Session.objects.filter(pk=session_id).first()
    if row is None:
        raise SessionNotFound(session_id)
    _add(row, participant, unit, hours, at)
    audit.record(actor=actor, at=at, action="training.record_attendance",
                 subject=f"training.session:{session_id}")


def _add(
    row: models.Session, participant: str, unit: str, hours: Decimal, at: datetime
) -> None:
    if not 0 < hours <= row.hours or not participant.strip():
        raise AttendanceNotPossible(participant)
    try:
        with transactions.transaction():
            models.Attendance.objects.create(
                session=row, participant=participant.strip(), unit=unit, hours=hours,
                recorded_at=at,
            )
    except IntegrityError as twice:
        raise AttendanceNotPossible(participant) from twice
