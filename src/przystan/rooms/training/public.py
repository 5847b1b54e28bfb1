"""The door of training: courses, sessions, attendance."""

from __future__ import annotations

from przystan.rooms.training.operations import (
    AttendanceNotPossible,
    SessionRecordedBefore,
    UnknownCourse,
    add_courses,
    record_attendance,
    record_session,
)
from przystan.rooms.training.queries import (
    SessionNotFound,
    get_session,
    list_attendance,
    list_courses,
    list_sessions,
)
from przystan.rooms.training.types import (
    Attendance,
    NewAttendance,
    NewCourse,
    NewSession,
    Session,
)

__all__ = [
    "Attendance", "AttendanceNotPossible", "NewAttendance", "NewCourse", "NewSession", "Session",
    "SessionNotFound", "SessionRecordedBefore", "UnknownCourse", "add_courses", "get_session",
    "list_attendance", "list_courses", "list_sessions", "record_attendance", "record_session",
]
