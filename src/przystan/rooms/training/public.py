"""The door of training: courses, sessions, enrolment, tests, certificates, competences."""

from __future__ import annotations

from przystan.rooms.training.operations.certificates import (
    CertificateNotPossible,
    RevokedBefore,
    issue_certificate,
    record_language,
    revoke_certificate,
    send_reminders,
)
from przystan.rooms.training.operations.planned import (
    HeldBefore,
    NotForYou,
    PlannedBefore,
    StepNotPossible,
    cancel_enrolment,
    decide_enrolment,
    hold_session,
    plan_session,
    request_enrolment,
)
from przystan.rooms.training.operations.practice import record_practice
from przystan.rooms.training.operations.sessions import (
    AnsweredBefore,
    AskedLater,
    AttendanceNotPossible,
    SessionRecordedBefore,
    SignedBefore,
    UnknownCourse,
    add_courses,
    answer_opinion,
    record_attendance,
    record_session,
    sign_attendance,
)
from przystan.rooms.training.operations.sittings import (
    QuestionNotPossible,
    SittingNotPossible,
    add_question,
    retire_question,
    sit_test,
)
from przystan.rooms.training.queries.certificates import (
    CertificateNotFound,
    NoBadge,
    competence_matrix,
    get_badge,
    get_certificate,
    get_status_list,
    is_holder,
    list_certificates,
    office_name,
    who_may_serve,
)
from przystan.rooms.training.queries.planned import (
    PlannedNotFound,
    get_planned,
    list_enrolments,
    list_open_to,
    list_planned,
)
from przystan.rooms.training.queries.practice import list_practice, practice_task_label
from przystan.rooms.training.queries.sessions import (
    AttendanceNotFound,
    SessionNotFound,
    count_opinions,
    get_session,
    is_used_asked,
    list_attendance,
    list_courses,
    list_my_training,
    list_sessions,
)
from przystan.rooms.training.queries.signing import issuer_did
from przystan.rooms.training.queries.sittings import (
    QuestionNotFound,
    ToSit,
    list_questions,
    list_sittings,
    questions_to_sit,
)
from przystan.rooms.training.rules.badge import (
    BadgeFacts,
    BadgeFlaw,
    BadgeRefused,
    check_badge,
    read_badge,
)
from przystan.rooms.training.types import (
    Attendance,
    Certificate,
    CertificateState,
    Competence,
    Enrolment,
    EnrolmentStep,
    MyTraining,
    NewAttendance,
    NewCourse,
    NewPlanned,
    NewSession,
    OpinionAnswer,
    OpinionCount,
    OpinionKind,
    Planned,
    Practice,
    Question,
    Session,
    Sitting,
    SittingKind,
)
from przystan.rooms.training.types.processing import PROCESSING

__all__ = [
    "PROCESSING", "AnsweredBefore", "AskedLater", "Attendance", "AttendanceNotFound",
    "AttendanceNotPossible", "BadgeFacts", "BadgeFlaw", "BadgeRefused", "Certificate",
    "CertificateNotFound", "CertificateNotPossible", "CertificateState", "Competence", "Enrolment",
    "EnrolmentStep", "HeldBefore", "MyTraining", "NewAttendance", "NewCourse", "NewPlanned",
    "NewSession", "NoBadge", "NotForYou", "OpinionAnswer", "OpinionCount", "OpinionKind", "Planned",
    "PlannedBefore", "PlannedNotFound", "Practice", "Question", "QuestionNotFound",
    "QuestionNotPossible", "RevokedBefore", "Session", "SessionNotFound", "SessionRecordedBefore",
    "SignedBefore", "Sitting", "SittingKind", "SittingNotPossible", "StepNotPossible", "ToSit",
    "UnknownCourse", "add_courses", "add_question", "answer_opinion", "cancel_enrolment",
    "check_badge", "competence_matrix", "count_opinions", "decide_enrolment", "get_badge",
    "get_certificate", "get_planned", "get_session", "get_status_list", "hold_session", "is_holder",
    "is_used_asked", "issue_certificate", "issuer_did", "list_attendance", "list_certificates",
    "list_courses", "list_enrolments", "list_my_training", "list_open_to", "list_planned",
    "list_practice", "list_questions", "list_sessions", "list_sittings", "office_name",
    "plan_session", "practice_task_label", "questions_to_sit", "read_badge", "record_attendance",
    "record_language", "record_practice", "record_session", "request_enrolment", "retire_question",
    "revoke_certificate", "send_reminders", "sign_attendance", "sit_test", "who_may_serve",
]
