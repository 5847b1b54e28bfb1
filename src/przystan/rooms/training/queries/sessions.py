"""Reads of the catalogue, of sessions and their attendance."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Q

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.training import models
from przystan.rooms.training.rules import seats as rules
from przystan.rooms.training.types import (
    Attendance,
    MyTraining,
    NewCourse,
    OpinionCount,
    OpinionKind,
    Session,
)


class SessionNotFound(Exception):
    """There is no such session."""


class AttendanceNotFound(Exception):
    """There is no such line of an attendance list, or it is somebody else's."""


# Those who came are counted for the sessions that are shown, not for all of them.
_SESSIONS = """
SELECT s.id, c.code, c.title, c.title_en, s.held_on, s.hours, s.trainer, s.branch_id,
       came.persons, came.hours
FROM training_session s JOIN training_course c ON c.id = s.course_id
CROSS JOIN LATERAL (
    SELECT count(*) AS persons, coalesce(sum(hours), 0) AS hours
    FROM training_attendance WHERE session_id = s.id) came
"""


def list_sessions(
    *, course: str = "", offset: int = 0, limit: int = 25
) -> tuple[Session, ...]:
    """Return sessions, the latest first, with how many came."""
    rows = fetch_rows(
        f"{_SESSIONS}WHERE %(course)s IN ('', c.code) ORDER BY s.held_on DESC, s.id DESC"
        " LIMIT %(limit)s OFFSET %(offset)s",
        {"course": course, "limit": limit, "offset": offset})
    return tuple(Session(*row) for row in rows)


def get_session(*, session_id: int) -> Session:
    """Return one session. Raises SessionNotFound."""
    rows = fetch_rows(f"{_SESSIONS}WHERE s.id = %s", [session_id])
    if not rows:
        raise SessionNotFound(session_id)
    return Session(*rows[0])


def list_attendance(*, session_id: int) -> tuple[Attendance, ...]:
    """Return a session's attendance list by name, with who signed and who is certified."""
    found = models.Attendance.objects.filter(session_id=session_id).select_related(
        "signature", "certificate").order_by("participant", "id")
    return tuple(
        Attendance(a.pk, a.participant, a.unit, a.hours, a.user_id, _signed_at(a),
                   _certificate(a)) for a in found)


def _signed_at(row: models.Attendance) -> datetime | None:
    return row.signature.signed_at if hasattr(row, "signature") else None


def _certificate(row: models.Attendance) -> str:
    return row.certificate.code if hasattr(row, "certificate") else ""


def list_my_training(*, user_id: int) -> tuple[MyTraining, ...]:
    """Return the sessions that a member of staff attended, the latest first."""
    found = models.Attendance.objects.filter(user_id=user_id).select_related(
        "signature", "certificate").prefetch_related("opinions")
    sessions = {row[0]: Session(*row) for row in fetch_rows(
        f"{_SESSIONS}WHERE s.id IN (SELECT session_id FROM training_attendance"
        " WHERE user_id = %s)", [user_id])}
    lines = [
        MyTraining(a.pk, sessions[a.session_id], a.hours, _signed_at(a), _certificate(a),
                   tuple(OpinionKind(o.kind) for o in a.opinions.all()))
        for a in found if a.session_id in sessions]
    return tuple(sorted(lines, key=lambda x: (x.session.held_on, x.attendance_id), reverse=True))


def is_used_asked(*, held_on: date, on: date) -> bool:
    """Whether the question if it was used is asked on a day: three months after the session."""
    return on >= rules.add_months(held_on, rules.USED_AFTER_MONTHS)


def count_opinions() -> tuple[OpinionCount, ...]:
    """Return how the participants of each course answered, by course and question."""
    rows = models.Opinion.objects.values("attendance__session__course__code", "kind").annotate(
        yes=Count("pk", filter=Q(answer="yes")), partly=Count("pk", filter=Q(answer="partly")),
        no=Count("pk", filter=Q(answer="no"))).order_by(
        "attendance__session__course__code", "kind")
    return tuple(
        OpinionCount(r["attendance__session__course__code"], OpinionKind(r["kind"]), r["yes"],
                     r["partly"], r["no"]) for r in rows)


def list_courses() -> tuple[NewCourse, ...]:
    """Return the catalogue by code."""
    return tuple(
        NewCourse(c.code, c.title, c.title_en, c.valid_months, c.pass_mark, tuple(c.procedures))
        for c in models.Course.objects.order_by("code")
    )
