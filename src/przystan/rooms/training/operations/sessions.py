"""Writes of the catalogue, of sessions and their attendance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.training import models
from przystan.rooms.training.queries.sessions import (
    AttendanceNotFound,
    SessionNotFound,
    is_used_asked,
)
from przystan.rooms.training.types import (
    NewAttendance,
    NewCourse,
    NewSession,
    OpinionAnswer,
    OpinionKind,
)


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
            code=c.code, defaults={
                "title": c.title, "title_en": c.title_en, "valid_months": c.valid_months,
                "pass_mark": c.pass_mark, "procedures": list(c.procedures)}
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
        _add(row, person, session.recorded_at)
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
    _add(row, NewAttendance(participant, unit, hours), at)
    audit.record(actor=actor, at=at, action="training.record_attendance",
                 subject=f"training.session:{session_id}")


def _add(row: models.Session, person: NewAttendance, at: datetime) -> None:
    name = person.participant.strip()
    if not 0 < person.hours <= row.hours or not name:
        raise AttendanceNotPossible(name)
    try:
        with transactions.transaction():
            models.Attendance.objects.create(
                session=row, participant=name, unit=person.unit, hours=person.hours,
                user_id=person.user_id, recorded_at=at,
            )
    except IntegrityError as twice:
        raise AttendanceNotPossible(name) from twice


class SignedBefore(Exception):
    """This attendance is signed already."""

    message = _("You have signed this session already.")


def sign_attendance(*, attendance_id: int, actor: Actor, at: datetime) -> None:
    """Let a participant, signed in as themselves, confirm that they were there.

    Raises AttendanceNotFound for somebody else's line, SignedBefore.
    """
    row = models.Attendance.objects.filter(pk=attendance_id, user_id=actor.user_id or 0).first()
    if row is None or actor.user_id is None:
        raise AttendanceNotFound(attendance_id)
    try:
        with transactions.transaction():
            models.Signature.objects.create(
                attendance=row, signed_at=at, signed_by_id=actor.user_id)
    except IntegrityError as twice:
        raise SignedBefore(attendance_id) from twice
    audit.record(actor=actor, at=at, action="training.sign_attendance",
                 subject=f"training.attendance:{attendance_id}")


class AnsweredBefore(Exception):
    """This question was answered already."""

    message = _("You have answered this question already.")


def answer_opinion(
    *, attendance_id: int, kind: OpinionKind, answer: OpinionAnswer, actor: Actor, at: datetime
) -> None:
    """Record a participant's answer about a session they attended.

    Raises AttendanceNotFound, AnsweredBefore, and AskedLater before three months have passed for
    the question whether it was used.
    """
    row = models.Attendance.objects.select_related("session").filter(
        pk=attendance_id, user_id=actor.user_id or 0).first()
    if row is None or actor.user_id is None:
        raise AttendanceNotFound(attendance_id)
    if kind is OpinionKind.USED and not is_used_asked(
            held_on=row.session.held_on, on=clock.local_date(at)):
        raise AskedLater(attendance_id)
    try:
        with transactions.transaction():
            models.Opinion.objects.create(
                attendance=row, kind=kind.value, answer=answer.value, answered_at=at)
    except IntegrityError as twice:
        raise AnsweredBefore(attendance_id) from twice


class AskedLater(Exception):
    """Whether a course was used is asked three months after it."""

    message = _("This is asked three months after the session.")
