"""The person's card, the visit at the desk, export and erasure across rooms."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
from django.utils import translation

from przystan.journeys.advisory_visit import NoOpenProject, VisitAtDesk, record_visit_at_desk
from przystan.journeys.person_card import open_person_card
from przystan.journeys.person_data import (
    erase_person_data,
    export_person_data,
    plan_erasure,
    who_looked,
)
from przystan.journeys.person_pdf import person_pdf
from przystan.platform.accounts.public import Actor, Permission, Scope, system_actor
from przystan.platform.audit import public as audit
from przystan.rooms.advisory import public as advisory
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
# Beyond the time within which two readings are one opening.
LATER = AT + timedelta(hours=1)
ACTOR = system_actor("test")
MRZ = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
       "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
pytestmark = pytest.mark.usefixtures("office")


def visit(**changes: object) -> VisitAtDesk:
    values: dict[str, object] = {
        "branch": "SZ", "visited_on": date(2023, 3, 1), "language": "uk",
        "services": (advisory.NewService(kind=advisory.ServiceKind.LEGAL),),
        "stay_basis": advisory.StayBasis.TEMPORARY_PROTECTION, "is_signed": True, **changes,
    }
    return VisitAtDesk(**values)  # type: ignore[arg-type]


def record(person: int, **changes: object) -> advisory.Visit:
    made = record_visit_at_desk(actor=ACTOR, at=AT, person_id=person, visit=visit(**changes))
    return advisory.get_visit(visit_id=made)


def test_the_first_visit_opens_the_card_and_later_ones_use_it() -> None:
    person = make_person()
    first, second = record(person), record(person)
    assert first.card_id == second.card_id
    assert first.closed_at == AT
    assert advisory.get_card(card_id=first.card_id).number == "SZ/2023/00001"
    other = record(make_person(), is_signed=False)
    assert advisory.get_card(card_id=other.card_id).number == "SZ/2023/00002"
    assert other.closed_at is None


def test_a_merged_person_keeps_one_card() -> None:
    one, two = make_person(), make_person()
    card = record(two).card_id
    people.merge_persons(
        actor=ACTOR, at=AT, duplicate_id=two, survivor_id=one, reason="typed twice")
    assert record(one).card_id == card


def test_no_project_no_beneficiary() -> None:
    with pytest.raises(NoOpenProject):
        record(make_person(), visited_on=date(2022, 9, 1))


def test_the_card_shows_what_the_actor_may_see_and_writes_who_looked() -> None:
    person = make_person()
    record(person)
    card = open_person_card(actor=ACTOR, at=LATER, person_id=person)
    assert [e.kind for e in card.timeline] == ["visit", "beneficiary_card"]
    looked = who_looked(actor=ACTOR, at=LATER, person_id=person)
    assert looked[0].action == "people.get_person"
    operator = Actor(None, "operator", frozenset({Scope(Permission.PEOPLE_VIEW)}))
    narrow = open_person_card(actor=operator, at=LATER, person_id=person)
    assert (narrow.timeline, narrow.cards) == ((), ())
    assert who_looked(actor=ACTOR, at=LATER, person_id=person)[0].actor_name == "operator"


def test_everything_held_is_exported_and_erasure_waits_for_the_hold() -> None:
    person = make_person()
    record(person)
    reading = documents.read_mrz(text=MRZ, today=date(2010, 1, 1))
    documents.record_reading(actor=ACTOR, at=AT, reading=reading, person_id=person)
    held = export_person_data(actor=ACTOR, at=AT, person_id=person)
    assert {"people", "advisory", "documents"} <= set(held)
    assert held["documents"]["readings"][0]["number"] == "L898902C3"
    assert "KOVALCHUK" in json.dumps(held, default=str)
    with pytest.raises(people.ErasureHeld) as error:
        erase_person_data(actor=ACTOR, at=AT, person_id=person, reason="asked")
    assert error.value.holds[0].room == "advisory"
    after = datetime(2029, 1, 2, tzinfo=UTC)
    kept = erase_person_data(actor=ACTOR, at=after, person_id=person, reason="asked")
    assert "services" in kept["advisory"]
    gone = json.dumps(export_person_data(actor=ACTOR, at=after, person_id=person), default=str)
    assert "KOVALCHUK" not in gone
    assert "L898902C3" not in gone


def test_a_rehearsed_erasure_says_what_would_stay_and_changes_nothing() -> None:
    person = make_person(phones=("914303001",))
    record(person)
    lines = len(audit.list_lines(limit=500))
    plan = plan_erasure(actor=ACTOR, at=LATER, person_id=person)
    assert plan.is_held
    assert plan.holds[0].until_date == date(2028, 12, 31)
    assert "citizenship" in plan.kept["people"]
    assert "services" in plan.kept["advisory"]
    assert people.names_of([person])[person] == "KOVALCHUK OLENA"
    # The one line is the reading of the person; the rehearsal itself left none.
    assert len(audit.list_lines(limit=500)) == lines + 1
    assert audit.verify_chain()[1] is None
    free = make_person()
    assert not plan_erasure(actor=ACTOR, at=AT, person_id=free).is_held


def test_who_looked_counts_lists_and_merged_cards() -> None:
    one, two = make_person(), make_person(names=(
        people.NewName(people.NameKind.PASSPORT, "NOVAK", "PETR"),))
    people.search_persons(actor=ACTOR, at=AT, text="novak")
    people.get_person(actor=ACTOR, at=AT, person_id=two)
    people.merge_persons(
        actor=ACTOR, at=AT, duplicate_id=two, survivor_id=one, reason="typed twice")
    acts = [x.action for x in who_looked(actor=ACTOR, at=AT, person_id=one)]
    assert {"people.search_persons", "people.get_person", "people.merge_persons"} <= set(acts)
    held = export_person_data(actor=ACTOR, at=AT, person_id=one)
    assert "people.search_persons" in {x["act"] for x in held["looked"]["lines"]}


def test_the_export_is_a_tagged_pdf_in_the_persons_language() -> None:
    person = make_person(phones=("914303001",))
    record(person)
    held = export_person_data(actor=ACTOR, at=AT, person_id=person)
    with translation.override("uk"):
        content = person_pdf(held, day=AT.date(), notice="demo")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("uk")
    assert content.startswith(b"%PDF-")
