"""Opinions and hearings: asked, prolonged, answered or silent; called, held, missed; struck."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.cases import models
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.tests.test_proceeding_screens import act, officer, opened, text
from przystan.rooms.cases.tests.test_proceedings import office, receive
from przystan.rooms.people.testing import make_person

__all__ = ["office", "officer"]
AT = datetime(2026, 5, 20, 10, tzinfo=UTC)
ROBOT = accounts.system_actor("test")
B, A, S = cases.OpinionBody, cases.OpinionAnswer, cases.OpinionState


def ask(case_id: int, *bodies: cases.OpinionBody, on: date = date(2026, 4, 10)) -> tuple[int, ...]:
    return cases.ask_opinions(case_id=case_id, bodies=bodies, on=on, actor=ROBOT, at=AT)


def told(case_id: int, on: date) -> list[cases.OpinionEntry]:
    return list(cases.opinions_of(case_id=case_id, on=on))


def test_silence_within_the_term_of_the_law_is_consent(office: None) -> None:
    case_id = receive()
    ask(case_id, B.POLICE)
    # 30 days after Friday 10 April is Sunday 10 May: the term ends on Monday.
    (before,) = told(case_id, date(2026, 5, 11))
    assert (before.due_on, before.state, before.article, before.days) == (
        date(2026, 5, 11), S.WAITING, "art. 109", 30)
    assert told(case_id, date(2026, 5, 12))[0].state is S.SILENT_CONSENT


def test_an_authority_that_needs_time_has_sixty_days_and_asks_once(office: None) -> None:
    case_id = receive(type_code="permanent")
    (event,) = ask(case_id, B.BORDER_GUARD)
    with pytest.raises(cases.OpinionRefused, match="asked and may still answer"):
        ask(case_id, B.BORDER_GUARD, on=date(2026, 4, 11))

    def prolong(on: date) -> None:
        cases.prolong_opinion(case_id=case_id, event_id=event, on=on, actor=ROBOT, at=AT)

    with pytest.raises(cases.OpinionRefused, match="it has passed"):
        prolong(date(2026, 5, 12))
    prolong(date(2026, 5, 4))
    (found,) = told(case_id, date(2026, 5, 12))
    assert (found.due_on, found.is_prolonged, found.state, found.article) == (
        date(2026, 6, 9), True, S.WAITING, "art. 207")
    with pytest.raises(cases.OpinionRefused, match="made longer before"):
        prolong(date(2026, 5, 5))
    lines = cases.clock_of(case_id=case_id, on=date(2026, 5, 20)).lines
    assert [x.to_date for x in lines if x.sentence is cases.Sentence.OPINION_SILENT] == [
        date(2026, 6, 9)]


def test_an_answer_is_joined_to_its_question_and_may_be_struck(office: None) -> None:
    case_id = receive()
    police, guard = ask(case_id, B.POLICE, B.BORDER_GUARD)

    def answer(event: int, said: cases.OpinionAnswer, why: str, on: date) -> None:
        cases.answer_opinion(case_id=case_id, event_id=event, answer=said, text=why, on=on,
                             actor=ROBOT, at=AT)

    with pytest.raises(cases.OpinionRefused, match="objects"):
        answer(police, A.OBJECTION, " ", date(2026, 4, 20))
    with pytest.raises(cases.OpinionRefused, match="asked later"):
        answer(police, A.NO_OBJECTION, "", date(2026, 4, 9))
    answer(police, A.OBJECTION, "Wpis w rejestrze.", date(2026, 4, 20))
    answer(guard, A.NO_OBJECTION, "", date(2026, 5, 15))
    first, second = told(case_id, date(2026, 5, 20))
    assert (first.answer, first.text, first.is_late) == (A.OBJECTION, "Wpis w rejestrze.", False)
    assert (second.answer, second.is_late) == (A.NO_OBJECTION, True)
    with pytest.raises(cases.OpinionRefused, match="answered"):
        answer(police, A.NO_OBJECTION, "", date(2026, 4, 21))
    assert first.answer_event_id is not None
    cases.strike_case_event(case_id=case_id, event_id=first.answer_event_id, reason="wrong case",
                            actor=ROBOT, at=AT)
    assert told(case_id, date(2026, 5, 20))[0].state is S.SILENT_CONSENT
    assert models.OpinionReply.objects.count() == 2


def test_nobody_is_asked_where_the_law_asks_nobody(office: None) -> None:
    with pytest.raises(cases.OpinionRefused, match="no authority"):
        ask(receive(type_code="card"), B.POLICE)
    child = make_person(birth_date=date(2013, 4, 11))
    young = receive(person_id=child)
    with pytest.raises(cases.OpinionRefused, match="under 13"):
        ask(young, B.POLICE, on=date(2026, 4, 10))
    assert ask(young, B.POLICE, on=date(2026, 4, 11))
    old = receive(date(2021, 5, 4))
    with pytest.raises(cases.OpinionRefused, match="No rule of law"):
        ask(old, B.POLICE, on=date(2021, 5, 5))


def test_a_hearing_is_called_held_or_missed(office: None) -> None:
    case_id = receive()

    def call(day: int, heard: cases.HeardAs = cases.HeardAs.SPOUSE) -> int:
        return cases.call_hearing(
            case_id=case_id, heard=heard, called_on=date(2026, 4, 20), on=date(2026, 5, day),
            hour=time(10, 30), place="pokój 12", actor=ROBOT, at=AT)

    def close(event: int, minutes: str, was_held: bool = True) -> None:
        cases.close_hearing(case_id=case_id, event_id=event, was_held=was_held, minutes=minutes,
                            actor=ROBOT, at=AT)

    held, missed, ahead = call(6), call(13), call(27)
    with pytest.raises(cases.HearingRefused, match="already"):
        call(6)
    with pytest.raises(cases.EventRefused, match="no_term_at_all"):
        cases.call_hearing(
            case_id=case_id, heard=cases.HeardAs.WITNESS, called_on=date(2026, 4, 20),
            on=date(2026, 4, 20), hour=time(9), place="12", actor=ROBOT, at=AT)
    with pytest.raises(cases.HearingRefused, match="minutes"):
        close(held, "")
    with pytest.raises(cases.HearingRefused, match="still to come"):
        close(ahead, "Zeznał.")
    close(held, "Zeznał, że mieszka w Szczecinie.")
    close(missed, "", was_held=False)
    with pytest.raises(cases.HearingRefused, match="closed"):
        close(held, "Jeszcze raz.")
    states = [h.state for h in cases.hearings_of(case_id=case_id)]
    assert states == [cases.HearingState.HELD, cases.HearingState.MISSED,
                      cases.HearingState.CALLED]
    kinds = [e.event.kind for e in cases.list_clock_events(case_id=case_id)]
    assert cases.EventKind.HEARING_HELD in kinds
    exported = cases.export_person(actor=ROBOT, at=AT, person_ids=[0])
    assert exported == {"cases": []}


def test_the_database_holds_what_an_objection_and_a_hearing_need(office: None) -> None:
    case_id = receive()
    (event,) = ask(case_id, B.POLICE)
    with pytest.raises(IntegrityError, match="cases_objection_says_why"), transaction.atomic():
        models.OpinionReply.objects.create(event_id=event, answer=A.OBJECTION, text="")
    hearing = models.Hearing.objects.create(
        event_id=event, heard="witness", at=time(9), place="12")
    with pytest.raises(IntegrityError, match="cases_hearing_has_minutes"), transaction.atomic():
        models.HearingOutcome.objects.create(
            event_id=event, hearing=hearing, was_held=True, minutes="")


def test_an_officer_asks_and_calls_on_one_page(officer: Client) -> None:
    where = f"{opened(officer)}evidence/"
    today = clock.local_date(clock.now())
    assert "No authority was asked yet" in text(officer, where)
    page = act(officer, where, "ask", bodies=["police", "border_guard"], on="2026-04-10")
    assert "Internal Security Agency" in page
    assert "silent consent" in page or "may still answer" in page
    asked = cases.opinions_of(case_id=int(where.split("/")[3]), on=today)
    page = act(officer, where, "answer", opinion=asked[0].event_id, answer="objection",
               on="2026-04-20")
    assert "Say what the authority objects to" in page
    page = act(officer, where, "answer", opinion=asked[0].event_id, answer="objection",
               text="Wpis.", on="2026-04-20")
    assert "Wpis." in page
    page = act(officer, where, "hearing", heard="spouse", called_on="2026-04-20",
               on="2026-05-06", hour="10:30", place="pokój 12")
    assert "pokój 12" in page
    hearing = cases.hearings_of(case_id=int(where.split("/")[3]))[0]
    page = act(officer, where, "outcome", hearing=hearing.event_id, outcome="held",
               minutes="Zeznał.")
    assert "Zeznał." in page
    assert "clock/" in page
