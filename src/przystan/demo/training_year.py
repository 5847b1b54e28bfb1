"""The year's training: 22 sessions, the staff's tests and certificates, two sessions to come."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from przystan.demo.personas import PERSONAS
from przystan.demo.procedures import PROJECT
from przystan.demo.year import REPORT_DAY, SEED, moment, working_days
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.training import public as training

STAFF = 64
EIGHT = Decimal(8)
FOREIGNERS_LAW = ("temporary-residence-and-work", "studies", "family-reunification",
                  "permanent-residence", "eu-long-term-resident")
# Code, titles, months that a certificate holds, pass mark, procedures that its holder may serve.
COURSES = (
    ("FOR-1", "Nowe przepisy o cudzoziemcach", "New law on foreigners", 24, 60, FOREIGNERS_LAW),
    ("FOR-2", "Ochrona czasowa i status UKR", "Temporary protection and the UKR status", 12, None,
     ("ukr-residence-card",)),
    ("COM-1", "Komunikacja międzykulturowa", "Intercultural communication", None, None, ()),
    ("COM-2", "Obsługa trudnego klienta", "Serving people in distress", None, None, ()),
    ("LAN-1", "Język ukraiński w urzędzie", "Ukrainian for the office", None, None, ()),
    ("DOC-1", "Autentyczność dokumentów", "Authenticity of documents", 36, None,
     ("residence-card",)),
    ("SYS-1", "Repozytorium RFID", "The RFID repository", None, None, ()),
    ("SYS-2", "Call center i infolinia", "Call centre and helpline", None, None, ()),
    ("SEC-1", "Ochrona danych osobowych", "Personal data protection", 12, None, ()),
)
QUESTIONS = (
    ("Na jak długo udziela się zezwolenia na pobyt czasowy?",
     ("na więcej niż 3 miesiące, najwyżej na 3 lata", "na 5 lat", "bezterminowo")),
    ("Kto decyduje o zezwoleniu na pobyt czasowy?",
     ("wojewoda właściwy ze względu na miejsce pobytu", "starosta", "konsul")),
    ("Do kiedy najpóźniej składa się wniosek o pobyt czasowy?",
     ("do ostatniego dnia legalnego pobytu", "30 dni przed końcem pobytu", "w każdej chwili")),
    ("W ilu dniach wydaje się decyzję w sprawie pobytu czasowego (art. 112a)?",
     ("w 60 dniach", "w 14 dniach", "w 6 miesiącach")),
    ("Ile dni ma cudzoziemiec na zgłoszenie ustania celu pobytu?",
     ("15 dni roboczych", "7 dni", "3 miesiące")),
)
# Who serves in which languages beside Polish.
LANGUAGES = {"adviser": ("en", "uk"), "adviser.koszalin": ("en",), "lawyer": ("en", "ru"),
             "interpreter": ("uk", "ru"), "operator": ("uk",), "officer": ("en",)}


def build(*, actor: Actor) -> int:
    """Record 22 sessions of 9 courses: 64 staff, 1,408 person-hours; return the sessions."""
    rng = Random(SEED + 5)
    days = sorted(rng.sample(working_days()[20:], 22))
    _lay_catalogue(actor, clock.day_start(days[0]))
    users = _users()
    invented = [f"Pracownik {n:02d}" for n in range(len(users) + 1, STAFF + 1)]
    # Spread out, so that the personas meet in no two sessions alone.
    staff = _mixed(list(users), invented)
    for n, day in enumerate(days):
        group = [staff[(n * 8 + k) % STAFF] for k in range(8)]
        recorded_at, at = moment(day, rng, 15, 16), moment(day, rng, 15, 16)
        session = training.record_session(
            session=training.NewSession(
                COURSES[n % 9][0], day, EIGHT, f"Trener {n % 5 + 1}",
                "KO" if n % 6 == 5 else "SZ", recorded_at,
                tuple(training.NewAttendance(p, "WSOiC", EIGHT, _id(users.get(p)))
                      for p in group),
            ),
            actor=actor, at=at,
        )
        _finish(session, COURSES[n % 9], users, actor, max(recorded_at, at))
    _plan(users, actor)
    return len(days)


def _lay_catalogue(actor: Actor, at: datetime) -> None:
    training.add_courses(courses=[training.NewCourse(*c) for c in COURSES], actor=actor, at=at)
    for text, choices in QUESTIONS:
        training.add_question(
            course_code="FOR-1", text=text, choices=choices, right=0, actor=actor, at=at)


def _users() -> dict[str, Actor]:
    """Return the personas as actors by the name under which they stand on lists."""
    ids = {u.username: u.id for u in accounts.list_users()}
    at = clock.day_start(REPORT_DAY)
    found = [accounts.actor_of(user_id=ids[p.username], at=at) for p in PERSONAS]
    return {a.name: a for a in found}


def _id(user: Actor | None) -> int | None:
    return user.user_id if user else None


def _mixed(names: list[str], invented: list[str]) -> list[str]:
    """Return all staff with a persona in every fourth place."""
    staff: list[str] = []
    others = iter(invented)
    for name in names:
        staff += [name, *(next(others) for _ in range(3))]
    return staff + list(others)


def _finish(session: int, course: tuple[object, ...], users: dict[str, Actor], actor: Actor,
            at: datetime) -> None:
    """Let the personas who came sign, say whether it was useful, sit the test, be certified."""
    for line in training.list_attendance(session_id=session):
        who = users.get(line.participant)
        if who is None:
            continue
        after = at + timedelta(minutes=10)
        training.sign_attendance(attendance_id=line.id, actor=who, at=after)
        training.answer_opinion(
            attendance_id=line.id, kind=training.OpinionKind.USEFUL,
            answer=training.OpinionAnswer.YES if line.id % 4 else training.OpinionAnswer.PARTLY,
            actor=who, at=after)
        if course[4] is not None:
            _sit(str(course[0]), who, after)
        training.issue_certificate(attendance_id=line.id, actor=actor, at=after)


def _sit(course: str, who: Actor, at: datetime) -> None:
    kind = training.SittingKind.POST
    to_sit = training.questions_to_sit(course_code=course, kind=kind, user_id=who.user_id or 0)
    training.sit_test(course_code=course, kind=kind, number=to_sit.number,
                      answers=[q.right for q in to_sit.questions], actor=who, at=at)


def _plan(users: dict[str, Actor], actor: Actor) -> None:
    """Plan two sessions after the report's day, the first with one seat too few."""
    by_name = {p.username: users[p.display_name] for p in PERSONAS}
    at = clock.day_start(REPORT_DAY) + timedelta(hours=9)
    begins = clock.day_start(REPORT_DAY) + timedelta(days=41, hours=9)
    first, _second = (
        training.plan_session(
            planned=training.NewPlanned(
                code, begins + timedelta(days=7 * n), EIGHT, "Trener 1", "sala 102", "SZ", seats,
                f"{PROJECT} / 7"),
            actor=actor, at=at)
        for n, (code, seats) in enumerate((("FOR-1", 2), ("SEC-1", 12))))
    asked = ("operator", "reception", "clerk", "editor")
    enrolments = [
        training.request_enrolment(planned_id=first, unit="", actor=by_name[name], at=at)
        for name in asked]
    for enrolment in enrolments[:3]:
        training.decide_enrolment(
            enrolment_id=enrolment, is_approved=True, actor=by_name["manager"], at=at)
    for name, languages in LANGUAGES.items():
        for language in languages:
            training.record_language(
                user_id=by_name[name].user_id or 0, language=language, actor=actor, at=at)
