"""From a planned session to a certificate, through the door."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pypdfium2
import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts import public as accounts
from przystan.platform.outbox import public as outbox
from przystan.platform.sites import public as sites
from przystan.rooms.training import public as training
from przystan.rooms.training.rules import seats as rules
from przystan.rooms.training.views.pdf import certificate_pdf, sheet_pdf

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
STARTS = datetime(2023, 3, 8, 8, tzinfo=UTC)
AFTER = datetime(2023, 3, 8, 16, tzinfo=UTC)
ROBOT = accounts.system_actor("test")
S, K, Asked = training.EnrolmentStep, training.SittingKind, training.OpinionKind
Office = dict[str, accounts.Actor]


def user(name: str, role: accounts.Role, at: datetime = AT) -> accounts.Actor:
    user_id = accounts.add_user(
        username=name, display_name=name.title(), email=f"{name}@przystan.example",
        language="pl", password="rybitwa-na-falochronie-7", actor=ROBOT, at=at)
    accounts.grant_role(user_id=user_id, role=role, branch=None, actor=ROBOT, at=at)
    return accounts.actor_of(user_id=user_id, at=at)


@pytest.fixture
def office(db: None) -> Office:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    training.add_courses(courses=[
        training.NewCourse("C1", "Prawo", "Law", 12, 50, ("studies",))], actor=ROBOT, at=AT)
    for n in range(3):
        training.add_question(course_code="C1", text=f"Pytanie {n}", choices=("tak", "nie"),
                              right=0, actor=ROBOT, at=AT)
    return {"boss": user("kierownik", accounts.Role.MANAGER),
            "ada": user("ada", accounts.Role.OPERATOR),
            "ewa": user("ewa", accounts.Role.OPERATOR),
            "jan": user("jan", accounts.Role.AUDITOR)}


def plan(seats: int = 1, roles: tuple[str, ...] = ("operator",)) -> int:
    return training.plan_session(
        planned=training.NewPlanned("C1", STARTS, Decimal(8), "Trener", "102", "SZ", seats,
                                    "OG-8-14-2022 / 7", roles),
        actor=ROBOT, at=AT)


def ask(planned: int, who: accounts.Actor) -> int:
    return training.request_enrolment(planned_id=planned, unit="", actor=who, at=AT)


def states(planned: int) -> list[training.EnrolmentStep]:
    return [e.state for e in training.list_enrolments(planned_id=planned)]


def test_seats_then_the_waitlist_and_who_gives_back_lets_the_first_in(office: Office) -> None:
    planned = plan()
    ada, ewa = ask(planned, office["ada"]), ask(planned, office["ewa"])
    for enrolment in (ada, ewa):
        training.decide_enrolment(
            enrolment_id=enrolment, is_approved=True, actor=office["boss"], at=AT)
    assert states(planned) == [S.PLACED, S.WAITLISTED]
    training.cancel_enrolment(enrolment_id=ada, actor=office["ada"], at=AT)
    assert states(planned) == [S.CANCELLED, S.PLACED]
    assert len(outbox.list_messages()) == 3
    with pytest.raises(training.PlannedNotFound):
        training.cancel_enrolment(enrolment_id=ewa, actor=office["ada"], at=AT)


def test_a_session_of_other_roles_or_of_the_past_takes_nobody(office: Office) -> None:
    planned = plan()
    with pytest.raises(training.NotForYou):
        ask(planned, office["jan"])
    with pytest.raises(training.NotForYou):
        training.request_enrolment(planned_id=planned, unit="", actor=office["ada"], at=AFTER)
    assert training.list_open_to(roles=["auditor"], unit="", since=AT) == ()
    assert len(training.list_open_to(roles=["operator"], unit="", since=AT)) == 1


def test_nobody_asks_twice_decides_twice_or_about_themselves(office: Office) -> None:
    planned = plan(roles=())
    enrolment = ask(planned, office["boss"])
    with pytest.raises(training.StepNotPossible):
        ask(planned, office["boss"])
    with pytest.raises(training.StepNotPossible):
        training.decide_enrolment(
            enrolment_id=enrolment, is_approved=True, actor=office["boss"], at=AT)
    training.decide_enrolment(enrolment_id=enrolment, is_approved=False, actor=ROBOT, at=AT)
    with pytest.raises(training.StepNotPossible):
        training.decide_enrolment(enrolment_id=enrolment, is_approved=True, actor=ROBOT, at=AT)


def hold(office: Office, who: str = "ada") -> training.Attendance:
    planned = plan()
    enrolment = ask(planned, office[who])
    training.decide_enrolment(enrolment_id=enrolment, is_approved=True, actor=ROBOT, at=AT)
    session = training.hold_session(
        planned_id=planned, present=[enrolment], actor=ROBOT, at=AFTER)
    with pytest.raises(training.HeldBefore):
        training.hold_session(planned_id=planned, present=[enrolment], actor=ROBOT, at=AFTER)
    assert training.get_session(session_id=session).person_hours == 8
    return training.list_attendance(session_id=session)[0]


def sit(who: accounts.Actor, *, answer: int, kind: training.SittingKind = K.POST) -> bool:
    to_sit = training.questions_to_sit(course_code="C1", kind=kind, user_id=who.user_id or 0)
    return training.sit_test(
        course_code="C1", kind=kind, number=to_sit.number,
        answers=[answer] * len(to_sit.questions), actor=who, at=AFTER).has_passed


def certified(office: Office) -> str:
    line, ada = hold(office), office["ada"]
    training.sign_attendance(attendance_id=line.id, actor=ada, at=AFTER)
    assert sit(ada, answer=0)
    return training.issue_certificate(attendance_id=line.id, actor=ROBOT, at=AFTER)


def test_a_certificate_needs_a_signature_and_a_passed_test(office: Office) -> None:
    line, ada = hold(office), office["ada"]

    def refused() -> None:
        with pytest.raises(training.CertificateNotPossible):
            training.issue_certificate(attendance_id=line.id, actor=ROBOT, at=AFTER)

    assert sit(ada, answer=0)
    refused()
    with pytest.raises(training.AttendanceNotFound):
        training.sign_attendance(attendance_id=line.id, actor=office["ewa"], at=AFTER)
    training.sign_attendance(attendance_id=line.id, actor=ada, at=AFTER)
    with pytest.raises(training.SignedBefore):
        training.sign_attendance(attendance_id=line.id, actor=ada, at=AFTER)
    training.issue_certificate(attendance_id=line.id, actor=ROBOT, at=AFTER)
    refused()


def test_a_failed_test_certifies_nothing_and_the_first_test_is_sat_once(office: Office) -> None:
    line, ada = hold(office), office["ada"]
    training.sign_attendance(attendance_id=line.id, actor=ada, at=AFTER)
    assert not sit(ada, answer=1)
    with pytest.raises(training.CertificateNotPossible):
        training.issue_certificate(attendance_id=line.id, actor=ROBOT, at=AFTER)
    sit(ada, answer=0, kind=K.PRE)
    with pytest.raises(training.SittingNotPossible):
        sit(ada, answer=0, kind=K.PRE)
    assert len(training.list_sittings(user_id=ada.user_id or 0)) == 2


def test_the_competence_lasts_as_long_as_the_certificate(office: Office) -> None:
    code, ada = certified(office), office["ada"]
    training.record_language(user_id=ada.user_id or 0, language="uk", actor=ROBOT, at=AT)

    def may(language: str, on: date) -> bool:
        return bool(training.who_may_serve(procedure="studies", language=language, on=on))

    assert may("uk", date(2023, 3, 8))
    assert may("pl", date(2024, 3, 8))
    assert not may("uk", date(2024, 3, 9))
    assert not may("ru", date(2023, 3, 8))
    training.revoke_certificate(code=code, reason="pomyłka", actor=ROBOT, at=AFTER)
    assert not may("uk", date(2023, 3, 8))
    with pytest.raises(training.RevokedBefore):
        training.revoke_certificate(code=code, reason="znowu", actor=ROBOT, at=AFTER)


def test_a_badge_holds_until_it_is_revoked(office: Office) -> None:
    code = certified(office)
    badge, issuer = training.get_badge(code=code), training.issuer_did()

    def check() -> training.BadgeFacts:
        return training.check_badge(
            badge, issuer=issuer, on=AFTER, name="Ada",
            status_list=training.get_status_list(at=AFTER))

    assert check().achievement == "Prawo"
    training.revoke_certificate(code=code, reason="pomyłka", actor=ROBOT, at=AFTER)
    with pytest.raises(training.BadgeRefused) as refused:
        check()
    assert refused.value.flaw is training.BadgeFlaw.REVOKED


def test_each_reminder_is_written_once(office: Office) -> None:
    certified(office)
    before = len(outbox.list_messages())
    for day, new in ((date(2023, 12, 1), 0), (date(2024, 1, 8), 1), (date(2024, 1, 9), 0),
                     (date(2024, 2, 26), 1), (date(2024, 3, 9), 0)):
        at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
        assert training.send_reminders(at=at) == new, day
    assert len(outbox.list_messages()) == before + 2


def test_what_was_used_is_asked_after_three_months_and_once(office: Office) -> None:
    line, ada = hold(office), office["ada"]

    def answer(kind: training.OpinionKind, at: datetime) -> None:
        training.answer_opinion(attendance_id=line.id, kind=kind,
                                answer=training.OpinionAnswer.PARTLY, actor=ada, at=at)

    answer(Asked.USEFUL, AFTER)
    with pytest.raises(training.AskedLater):
        answer(Asked.USED, AFTER + timedelta(days=80))
    later = AFTER + timedelta(days=93)
    assert training.send_reminders(at=later) == 1
    answer(Asked.USED, later)
    with pytest.raises(training.AnsweredBefore):
        answer(Asked.USED, later)
    assert training.send_reminders(at=later) == 0
    told = [(o.kind, o.partly) for o in training.count_opinions()]
    assert told == [(Asked.USED, 1), (Asked.USEFUL, 1)]


def test_the_verification_page_compares_the_name_and_never_shows_it(office: Office) -> None:
    code, visitor = certified(office), Client(enforce_csrf_checks=True)
    page = visitor.get(f"/certificates/{code}/")
    assert page.status_code == 200
    assert b"Ada" not in page.content
    assert not page.cookies
    same = visitor.post(f"/certificates/{code}/", {"name": "  ada "})
    other = visitor.post(f"/certificates/{code}/", {"name": "Ewa"})
    assert (same.context["is_same"], other.context["is_same"]) == (True, False)
    assert visitor.get("/certificates/no-such/").status_code == 404
    assert visitor.get(f"/certificates/{code}/badge.json").json()["id"].endswith(f"/{code}/")
    assert visitor.get("/certificates/status.json")["Content-Type"] == "application/vc+json"


def test_the_certificate_and_the_list_are_documents_with_their_words(office: Office) -> None:
    code = certified(office)
    found = training.get_certificate(code=code, on=date(2023, 3, 8))
    address = f"https://przystan.example/certificates/{code}/"
    with translation.override("pl"):
        certificate = read(certificate_pdf(found, address))
        session = training.list_sessions()[0]
        listed = read(sheet_pdf(session, training.list_attendance(session_id=session.id)))
    assert all(x in certificate for x in ("Ada", "Prawo", "2024", code[:8]))
    assert all(x in listed for x in ("Ada", "Prawo", "w systemie"))


def read(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = document[0].get_textpage().get_text_range()
    document.close()
    return str(text)


@given(st.sets(st.integers(1, 1000)), st.text(max_size=20))
def test_the_same_seed_draws_the_same_questions(bank: set[int], seed: str) -> None:
    drawn = rules.draw(sorted(bank), seed=seed)
    assert drawn == rules.draw(sorted(bank, reverse=True), seed=seed)
    assert len(set(drawn)) == len(drawn) == min(len(bank), rules.ASKED_AT_ONCE)
    assert set(drawn) <= bank


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-60, 240))
def test_months_later_is_the_same_day_or_the_months_last(day: date, months: int) -> None:
    later = rules.add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
