"""Sessions and attendance, through the door."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from przystan.platform.accounts.public import system_actor
from przystan.platform.sites import public as sites
from przystan.rooms.training import public as training

pytestmark = pytest.mark.django_db
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ACTOR = system_actor("test")


@pytest.fixture
def session() -> int:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    training.add_courses(
        courses=[training.NewCourse("C1", "Prawo", "Law")], actor=ACTOR, at=AT)
    return record()


def record(course: str = "C1") -> int:
    return training.record_session(
        session=training.NewSession(
            course, date(2023, 3, 1), Decimal(8), "Trener", "SZ", AT,
            (training.NewAttendance("Pracownik 1", "SOC", Decimal(8)),)),
        actor=ACTOR, at=AT)


def test_person_hours_are_counted(session: int) -> None:
    training.record_attendance(session_id=session, participant="Pracownik 2", unit="SOC",
                               hours=Decimal("4.5"), actor=ACTOR, at=AT)
    found = training.get_session(session_id=session)
    assert (found.attended, found.person_hours) == (2, Decimal("12.5"))


@pytest.mark.parametrize(("name", "hours"), [("Pracownik 1", "8"), ("Nowa", "9"), (" ", "1")])
def test_impossible_attendance_is_refused(session: int, name: str, hours: str) -> None:
    with pytest.raises(training.AttendanceNotPossible):
        training.record_attendance(session_id=session, participant=name, unit="SOC",
                                   hours=Decimal(hours), actor=ACTOR, at=AT)


def test_a_session_is_recorded_once_and_of_a_known_course(session: int) -> None:
    with pytest.raises(training.SessionRecordedBefore):
        record()
    with pytest.raises(training.UnknownCourse):
        record("C9")
    assert len(training.list_sessions()) == 1
