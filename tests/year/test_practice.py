"""A practised day on a copy of the year: each task is done when the rows say so, and not before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client, override_settings

from przystan.config.practice import BEGINS, address_in
from przystan.demo.year import REPORT_DAY
from przystan.journeys import practice
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import new_person
from przystan.rooms.reception import public as reception
from przystan.rooms.records import public as records
from przystan.rooms.training import public as training

pytestmark = [pytest.mark.year, pytest.mark.usefixtures("year")]
ROBOT = accounts.system_actor("trainee")
AT = BEGINS + timedelta(minutes=10)


def done() -> set[str]:
    return {t.code for t in practice.list_tasks(since=BEGINS) if t.is_done}


def newcomer() -> people.NewPerson:
    person = new_person()
    name = replace(person.names[0], family_name="BERIDZE", given_names="NINO")
    return replace(person, names=(name,), birth_date=practice.BORN, citizenship="GEO",
                   identifiers=(), phones=())


def test_nothing_is_done_before_the_day_begins_and_every_task_says_what_to_do() -> None:
    tasks = practice.list_tasks(since=BEGINS)
    assert [t.code for t in tasks] == ["register", "recognise", "book", "serve", "lend"]
    assert done() == set()
    assert all("{" not in str(t.text) and len(str(t.text)) > 30 for t in tasks)
    assert len({training.practice_task_label(t.code) for t in tasks}) == len(tasks)


def test_a_newcomer_is_registered_once_and_a_second_card_undoes_it() -> None:
    people.register_person(person=newcomer(), actor=ROBOT, at=AT)
    assert done() == {"register"}
    people.register_person(person=newcomer(), actor=ROBOT, at=AT)
    assert done() == set()


def test_a_known_person_is_recognised_when_the_phone_is_on_the_old_card_alone() -> None:
    known = practice._known_person(BEGINS)
    people.add_phone(
        actor=ROBOT, at=AT, person_id=known.person_id, number=practice.NEW_PHONE)
    assert done() == {"recognise"}
    double = replace(newcomer(), birth_date=known.birth_date, names=(replace(
        newcomer().names[0], family_name="KARPOWICZ", given_names="DMITRIJ"),))
    people.register_person(person=double, actor=ROBOT, at=AT)
    assert done() == set()


def test_a_visit_a_ticket_and_a_folder_are_checked_by_their_rows() -> None:
    free = reception.list_free_slots(
        branch="SZ", service_code="submission", at=AT, first=REPORT_DAY)
    reception.book_slot(actor=ROBOT, at=AT, booking=reception.NewBooking(
        "SZ", "submission", free[0].starts_at, "Nino BERIDZE", practice.BORN,
        reception.Contact.MAIL, "nino@przystan.example", "en", address="198.51.100.7"))
    assert done() == {"book"}
    counter = next(c for c in reception.list_counters(branch="SZ", day=REPORT_DAY)
                   if not reception.at_counter(branch="SZ", day=REPORT_DAY, counter=c.code))
    ticket = reception.call_next(branch="SZ", counter=counter.code, actor=ROBOT, at=AT)
    for state in (reception.TicketState.SERVING, reception.TicketState.SERVED):
        assert done() == {"book"}
        reception.move_ticket(ticket_id=ticket, state=state, counter=counter.code, actor=ROBOT,
                              at=AT + timedelta(minutes=5))
    assert done() == {"book", "serve"}
    folder = practice._shelved_folder(BEGINS)
    records.lend_folder(folder_id=folder.id, holder="Magdalena Inspektor", actor=ROBOT, at=AT)
    assert done() == {"book", "serve", "lend"}


def test_the_tasks_are_shown_in_a_copy_and_nowhere_else() -> None:
    assert Client().get("/office/practice/")["location"] == "/office/training/mine/"
    with override_settings(PRACTICE_SINCE=BEGINS.isoformat(), PRACTICE_OF="Anna Doradczyni"):
        page = Client(headers={"accept-language": "en"}).get("/office/practice/").content.decode()
    assert "Done: 0 of 5." in page
    assert "Practice day of Anna Doradczyni." in page
    assert 'value="clerk"' in page


def test_what_was_practised_is_kept_as_a_training_record() -> None:
    users = {u.username: u.id for u in accounts.list_users()}
    training.record_practice(
        user_id=users["adviser"], tasks=["register", "book"], done=["book"],
        began_at=AT - timedelta(hours=1), actor=ROBOT, at=AT)
    (found,) = training.list_practice(user_id=users["adviser"])
    assert (found.tasks, found.done) == (("register", "book"), ("book",))
    client = Client(headers={"accept-language": "en"})
    assert client.login(username="adviser", password="harbour-demo-2023")
    page = client.get("/office/training/mine/").content.decode()
    assert "Done: 1 of 2." in page
    assert "Register a person once" in page
    assert training.list_practice(user_id=users["clerk"]) == ()


def test_a_copy_is_on_the_same_server_under_another_name() -> None:
    there = address_in("postgresql://a:b%20c@/przystan?host=%2Ftmp%2Fx", "przystan_practice_7")
    assert there == "postgresql://a:b%20c@/przystan_practice_7?host=%2Ftmp%2Fx"
    assert clock.local_date(BEGINS) == REPORT_DAY
