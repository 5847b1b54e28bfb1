"""Around a case: notes from a call and a visit, its folder, an appointment, scanned letters."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from przystan.platform.accounts import public as accounts
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.outbox.models import Message
from przystan.rooms.cases import models as case_models
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import models as document_models
from przystan.rooms.people.testing import make_person
from przystan.rooms.reception import models as reception_models
from przystan.rooms.reception import public as reception
from przystan.rooms.records import public as records
from tests.journeys.conftest import SYSTEM, Sign, text
from tests.journeys.test_phone import (
    DESK,
    act,
    close_in_the_log,
    engine,
    operator,
    ring,
    talk_and_end,
)

__all__ = ["engine", "operator"]
AT = datetime(2023, 3, 1, 11, tzinfo=UTC)
R = accounts.Role


def open_case(person: int | None = None) -> cases.CaseSummary:
    cases.set_case_types(
        types=[cases.CaseType(
            "temporary", "Pobyt czasowy", "Temporary stay", "6151", "art. 98", False)],
        actor=SYSTEM, at=AT)
    return cases.get_case(case_id=cases.open_case(
        actor=SYSTEM, at=AT, unit="SOC-II", type_code="temporary", person_id=person,
        branch="SZ", received_on=date(2023, 2, 1), channel=cases.Channel.POST))


def around(case: cases.CaseSummary) -> str:
    return reverse("journeys:around_case", args=[case.id])


def send(client: Client, case: cases.CaseSummary, name: str, **data: Any) -> str:
    return text(client.post(around(case), {
        "act": name, **{f"{name}-{k}": v for k, v in data.items()}}, follow=True))


def test_a_note_is_left_struck_and_stays_to_be_read(sign_in: Sign) -> None:
    case, client = open_case(make_person()), sign_in(R.CASE_OFFICER)
    assert "No notes yet" in text(client.get(around(case)))
    assert "The note is left" not in send(client, case, "note", text="   ")
    assert "The note is left at the case." in send(
        client, case, "note", text="brings the lease on Friday")
    (note,) = cases.list_notes(case_id=case.id)
    assert (note.text, note.source) == ("brings the lease on Friday", cases.NoteSource.CASE)
    page = send(client, case, "strike", note=note.id, reason="wrong case")
    assert "Struck by Anna Testowa: wrong case" in page
    assert 'name="strike-note"' not in page
    with pytest.raises(cases.NoteRefused, match=r"struck already|już wykreślona"):
        cases.strike_note(case_id=case.id, note_id=note.id, reason="again", actor=SYSTEM, at=AT)


def test_a_note_of_nothing_is_refused_by_the_database_too(office: int) -> None:
    case = open_case()
    with pytest.raises(cases.NoteRefused, match=r"Write what|Napisz, co"):
        cases.add_note(case_id=case.id, text=" ", actor=SYSTEM, at=AT)
    with pytest.raises(IntegrityError, match="cases_note_says_something"), transaction.atomic():
        case_models.CaseNote.objects.create(
            case_id=case.id, source="case", text="", at=AT, by="x")


def test_what_came_of_a_call_stands_at_the_case_once(operator: Client, office: int) -> None:
    case = open_case()
    act(operator, "ready")
    ring()
    talk_and_end()
    words = {"other": "residence card", "note": "will bring a photograph", "case": "SOC-II.1.2.3"}
    assert "This is not a case sign" in text(operator.post(f"{DESK}wrap-up/", words))
    words["case"] = case.sign.replace(f".{case.sign.split('.')[2]}.", ".99999.")
    assert "No case has this sign" in text(operator.post(f"{DESK}wrap-up/", words))
    words["case"] = case.sign.lower()
    contact = close_in_the_log()
    assert "You are ready" in text(operator.post(f"{DESK}wrap-up/", words, follow=True))
    cases.add_note(case_id=case.id, source=cases.NoteSource.CALL, reference=contact,
                   text="told again", actor=SYSTEM, at=AT)
    (note,) = cases.list_notes(case_id=case.id)
    assert (note.text, note.reference, note.source) == (
        "will bring a photograph", contact, cases.NoteSource.CALL)


def test_of_a_visit_the_officer_reads_that_it_was(sign_in: Sign, settings: Any) -> None:
    settings.CLOCK_OFFSET_SECONDS = (AT - clock.now()).total_seconds()
    person = make_person()
    case, adviser = open_case(person), sign_in()
    adviser.post(reverse("journeys:desk_person", args=[person]), {
        "entry_key": uuid4(), "visited_on": "2023-03-01", "branch": "SZ", "language": "uk",
        "channel": "desk", "interpreter_mode": "none", "stay_basis": "temporary_protection",
        "is_signed": "on", "legal": "on", "legal_topic": "residence_and_work",
        "legal_minutes": "20", "case": case.sign})
    (note,) = cases.list_notes(case_id=case.id)
    assert (note.source, note.text) == (cases.NoteSource.VISIT, "")
    seen = text(sign_in(R.CASE_OFFICER, username="o").get(around(case)))
    assert "Visit to the advisory point" in seen
    assert "egal advice" not in seen
    assert "/office/advisory/" not in re.sub(r"<nav.*?</nav>", "", seen, flags=re.DOTALL)
    assert reverse("advisory:card", args=[1])[:-2] in text(adviser.get(around(case)))


def test_the_folder_of_a_case_is_asked_for_where_its_officer_reads(sign_in: Sign) -> None:
    case, client = open_case(), sign_in(R.CASE_OFFICER)
    assert "No folder of this sign" in text(client.get(around(case)))
    records.register_folders_in_bulk(actor=SYSTEM, at=AT, folders=[records.NewFolder(
        case.sign, records.FolderKind.TEMPORARY, "SZ", AT, True, tag_serial=1, labelled_at=AT)])
    assert "It is on the pull list" in send(client, case, "folder", purpose="hearing")
    asked = records.list_requests()
    assert [(r.purpose, r.case_sign) for r in asked] == [("hearing", case.sign)]
    assert "asked for" in send(client, case, "folder", purpose="hearing")
    assert len(records.list_requests()) == 1


@pytest.fixture
def times(office: int) -> datetime:
    """A service with bookable times; the first free one."""
    now, today = clock.now(), clock.local_date(clock.now())
    reception.add_services(actor=SYSTEM, at=now, services=[reception.NewService(
        "fingerprints", "B", "Odciski", "Fingerprints", "Відбитки", "Отпечатки")])
    reception.set_counters(branch="SZ", valid_from=today, actor=SYSTEM, at=now, counters=[
        reception.NewCounter("1", ("fingerprints",))])
    reception.set_hours(branch="SZ", actor=SYSTEM, at=now, hours=[
        reception.Hours(day, time(8), time(16), today) for day in range(7)])
    reception.set_booking_rule(
        branch="SZ", actor=SYSTEM, at=now,
        rule=reception.BookingRule("fingerprints", today, 20, 0, 1, 10, 14))
    reception.lay_slots(branch="SZ", actor=SYSTEM, at=now)
    reception_models.Slot.objects.update(released_at=now)
    return reception.list_free_slots(
        branch="SZ", service_code="fingerprints", at=now, first=today)[0].starts_at


def test_the_personal_summons_is_booked_and_the_person_written_to(
    sign_in: Sign, times: datetime
) -> None:
    case, client = open_case(make_person(phones=("914303001",))), sign_in(R.CASE_OFFICER)
    assert f'value="{times.isoformat()}"' in text(client.get(around(case)))
    page = send(client, case, "book", service="fingerprints", starts_at=times.isoformat())
    assert "The appointment is booked" in page
    (booking,) = reception.bookings_of_case(case_id=case.id)
    assert (booking.starts_at, booking.is_live, booking.language) == (times, True, "uk")
    (message,) = Message.objects.all()
    assert message.recipient.endswith("914303001")
    # One live appointment a case: the form is gone, and what is sent all the same is refused.
    assert 'name="book-starts_at"' not in page
    assert client.post(around(case), {"act": "book"}).status_code == 403


def test_without_phone_or_birth_date_it_is_said_what_is_missing(
    sign_in: Sign, times: datetime
) -> None:
    case = open_case(make_person(phones=()))
    page = send(sign_in(R.CASE_OFFICER), case, "book", service="fingerprints",
                starts_at=times.isoformat())
    assert "needs a birth date and a phone number" in page
    assert reception.bookings_of_case(case_id=case.id) == ()


def test_scanned_letters_stand_at_their_case_and_opening_the_page_is_written(
    sign_in: Sign
) -> None:
    person = make_person()
    case = open_case(person)
    stack = document_models.ScanStack.objects.create(
        name="s.pdf", sha256="a" * 64, state="sorted", scanned_at=AT, scanned_by="x")
    document_models.ScannedLetter.objects.create(
        stack=stack, case_id=case.id, case_sign=case.sign, first_page=2, pages=3,
        sha256="b" * 64, problems=["separator_missing"])
    page = text(sign_in(R.CASE_OFFICER).get(around(case)))
    assert "another letter may be in here" in page
    assert "cases.open_around" in {line.action for line in audit.list_lines_about(
        person_ids=[person])}


def test_who_may_only_read_gets_no_form(sign_in: Sign) -> None:
    case = open_case()
    reader = sign_in(R.OPERATOR)
    assert "<form" not in re.sub(r"<header.*?</header>", "", text(reader.get(around(case))),
                                 flags=re.DOTALL).split('id="main-content"')[-1]
    assert reader.post(around(case), {"act": "note", "note-text": "x"}).status_code == 403
    assert sign_in(R.TRAINING_OFFICER, username="t").get(around(case)).status_code == 403
