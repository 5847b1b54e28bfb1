"""Reads of training."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from przystan.rooms.training import models
from przystan.rooms.training.types import Attendance, NewCourse, Session


class SessionNotFound(Exception):
    """There is no such session."""


def _with_counts() -> Any:
    return models.Session.objects.select_related("course").annotate(
        attended=Count("attendance"), person_hours=Sum("attendance__hours")
    )


def _session(row: Any) -> Session:
    return Session(
        row.pk, row.course.code, row.course.title, row.course.title_en, row.held_on, row.hours,
        row.trainer, row.branch_id, row.attended, row.person_hours or Decimal(0),
    )


def list_sessions(
    *, course: str = "", offset: int = 0, limit: int = 25
) -> tuple[Session, ...]:
    """Return sessions, the latest first, with how many came."""
    found = _with_counts()
    if course:
        found = found.filter(course__code=course)
    return tuple(_session(row) for row in found.order_by("-held_on", "-id")[offset:offset + limit])


def get_session(*, session_id: int) -> Session:
    """Return one session. Raises SessionNotFound."""
    row = _with_counts().filter(pk=session_id).first()
    if row is None:
        raise SessionNotFound(session_id)
    return _session(row)


def list_attendance(*, session_id: int) -> tuple[Attendance, ...]:
    """Return a session's attendance list by name."""
    found = models.Attendance.objects.filter(session_id=session_id).order_by("participant", "id")
    return tuple(Attendance(a.pk, a.participant, a.unit, a.hours) for a in found)


def list_courses() -> tuple[NewCourse, ...]:
    """Return the catalogue by code."""
    return tuple(
        NewCourse(c.code, c.title, c.title_en) for c in models.Course.objects.order_by("code")
    )
