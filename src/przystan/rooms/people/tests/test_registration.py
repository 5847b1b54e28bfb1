"""Registering and finding persons through the door."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.utils import IntegrityError

from przystan.platform.accounts.public import system_actor
from przystan.platform.audit import public as audit
from przystan.rooms.people import models
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import AT, make_person, new_person, pesel_for

ACTOR = system_actor("test")
P, N, I = people.NameKind, people.NewName, people.IdentifierKind  # noqa: E741
pytestmark = pytest.mark.django_db


def found(text: str) -> list[int]:
    return [c.person_id for c in people.find_persons(text=text)]


def test_a_person_is_found_by_everything_that_is_known() -> None:
    number = pesel_for(date(1990, 5, 17), serial=7)
    one = make_person(
        phones=("91 430 30 01",),
        identifiers=(people.NewIdentifier(I.PESEL, number),
                     people.NewIdentifier(I.PASSPORT, "ZZ 900 001", "UTO")))
    make_person(names=(N(P.PASSPORT, "NOVAK", "PETR"),), birth_date=date(1971, 1, 2))
    for text in ("kov", "Olena Kov", "ковальчук", "Kowalczuk", "KOVALCHUK OLENA 17.05.1990",
                 number, "zz900", "+48 91 430 30 01", "914303001", "1990-05-17"):
        assert found(text) == [one], text
    assert found("k o") == found("kovalchuk o") == [one]
    assert found("") == []
    assert found("kovalchuk petr") == []


def test_reasons_say_why() -> None:
    make_person()
    (one,) = people.find_persons(text="kovalchuk 17.05.1990")
    assert [r.kind for r in one.reasons] == [people.MatchKind.NAME_AND_BIRTH_DATE]


def test_the_list_stops_at_its_limit() -> None:
    people.register_in_bulk(
        actor=ACTOR, at=AT, persons=[new_person(registered_branch=_branch()) for _ in range(40)])
    assert len(people.find_persons(text="kov ole", limit=25)) == 25


def _branch() -> str:
    from przystan.platform.sites import public as sites

    sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
    return "SZ"


def test_a_passport_is_on_one_card_only() -> None:
    passport = (people.NewIdentifier(I.PASSPORT, "ZZ900002", "UTO"),)
    one = make_person(identifiers=passport)
    with pytest.raises(people.IdentifierTaken) as error:
        make_person(identifiers=passport)
    assert error.value.holder_id == one
    make_person(identifiers=(people.NewIdentifier(I.PASSPORT, "ZZ900002", "UKR"),))
    with pytest.raises(people.IdentifierTaken):
        people.register_in_bulk(actor=ACTOR, at=AT, persons=[new_person(identifiers=passport)])
    with pytest.raises(people.IdentifierTaken):
        people.add_identifier(
            actor=ACTOR, at=AT, person_id=make_person(), identifier=passport[0])


def test_the_bulk_is_all_or_none_and_in_order() -> None:
    _branch()
    before = people.count_persons()
    twice = people.NewIdentifier(I.PASSPORT, "ZZ900003", "UTO")
    with pytest.raises(people.IdentifierTaken):
        people.register_in_bulk(
            actor=ACTOR, at=AT,
            persons=[new_person(identifiers=(twice,)), new_person(identifiers=(twice,))])
    assert people.count_persons() == before
    ids = people.register_in_bulk(actor=ACTOR, at=AT, persons=[
        new_person(names=(N(P.PASSPORT, "A", name),)) for name in ("ONE", "TWO", "THREE")])
    assert [people.names_of(ids)[i] for i in ids] == ["A ONE", "A TWO", "A THREE"]
    assert "3" in str(audit.list_lines(limit=1)[0].details)
    assert people.register_in_bulk(actor=ACTOR, at=AT, persons=[]) == ()


@pytest.mark.parametrize("changes", [
    {"names": ()}, {"names": (N(P.PASSPORT, " \u200b", ""),)}, {"citizenship": "ZZZ"},
    {"names": (N(P.PASSPORT, "A" * 121, "B"),)},
])
def test_what_cannot_be_a_person(changes: dict[str, object]) -> None:
    with pytest.raises(people.InvalidPerson):
        make_person(**changes)


def test_a_name_of_one_word_and_no_birth_date() -> None:
    one = make_person(names=(N(P.PASSPORT, "", "SUHARTO"),), birth_date=None)
    person = people.get_person(actor=ACTOR, at=AT, person_id=one)
    assert (person.full_name, person.birth_precision) == ("SUHARTO", "unknown")


def test_every_look_is_written_down() -> None:
    one = make_person()
    people.get_person(actor=ACTOR, at=AT, person_id=one)
    people.export_person(actor=ACTOR, at=AT, person_id=one)
    lines = audit.list_lines(person_id=one)
    assert [x.action for x in lines] == [
        "people.export_person", "people.get_person", "people.register_person"]
    people.search_persons(actor=ACTOR, at=AT, text="kovalchuk")
    assert "kovalchuk" not in str(audit.list_lines(limit=1)[0])
    with pytest.raises(people.PersonNotFound):
        people.get_person(actor=ACTOR, at=AT, person_id=one + 100_000)


def test_a_name_and_a_number_are_sought_both() -> None:
    one = make_person(phones=("914303001",), identifiers=(
        people.NewIdentifier(I.PASSPORT, "AB1234567", "UKR"),))
    for text in ("Kovalchuk 914303001", "AB 1234567 Ковальчук", "Kovalchuk 44051401459",
                 "ab 1234567", "Zzzzz 914303001"):
        assert one in found(text), text
    assert found("zzzzz 44051401459") == []


def test_a_search_that_is_typed_names_each_person_shown_once() -> None:
    shown = {make_person() for _ in range(3)}
    other = make_person(names=(N(P.PASSPORT, "NOVAK", "PETR"),), birth_date=date(1971, 1, 2))

    def lines() -> list[list[int]]:
        return [x.details["shown"] for x in reversed(audit.list_lines(limit=50))
                if x.action == "people.search_persons"]

    for second, text in enumerate(("kov", "koval", "kovalch", "kovalchuk")):
        people.search_matches(actor=ACTOR, at=AT + timedelta(seconds=4 * second), text=text)
    assert [set(line) for line in lines()] == [shown]
    # Somebody new is named by a line of their own; who was named before is not named again.
    people.search_matches(actor=ACTOR, at=AT + timedelta(seconds=20), text="novak")
    assert lines()[1:] == [[other]]
    # Another reader, and the same one later, are other searches.
    people.search_matches(
        actor=system_actor("other"), at=AT + timedelta(seconds=21), text="novak")
    people.search_matches(actor=ACTOR, at=AT + timedelta(seconds=60), text="novak")
    assert lines()[2:] == [[other], [other]]
    about = audit.list_lines_about(person_ids=[other], readings_only=True)
    assert [x.actor_name for x in about] == [
        "system: test", "system: other", "system: test"]
    assert audit.verify_chain()[1] is None


def test_pseudonyms_differ_by_project_and_hold_no_name() -> None:
    one, two = make_person(), make_person()
    here = people.participant_keys(project_code="A", ids=[one, two])
    there = people.participant_keys(project_code="B", ids=[one, two])
    assert len({*here.values(), *there.values()}) == 4
    assert here == people.participant_keys(project_code="A", ids=[two, one])


def test_erasure_removes_identity_and_keeps_the_pseudonym() -> None:
    one = make_person(phones=("914303001",))
    hold = people.LegalHold("advisory", "services", AT.date() + timedelta(days=1))
    with pytest.raises(people.ErasureHeld):
        people.erase_person(actor=ACTOR, at=AT, person_id=one, reason="asked", holds=[hold])
    kept = people.erase_person(actor=ACTOR, at=AT, person_id=one, reason="asked", holds=[])
    assert "citizenship" in kept
    assert people.names_of([one]) == {one: ""}
    assert found("kovalchuk") == found("914303001") == []
    person = people.get_person(actor=ACTOR, at=AT, person_id=one)
    assert (person.names, person.identifiers, person.phones) == ((), (), ())
    assert (person.birth_date, person.birth_precision) == (date(1990, 1, 1), "year")
    with pytest.raises(people.ErasedAlready):
        people.erase_person(actor=ACTOR, at=AT, person_id=one, reason="asked", holds=[])


def test_the_database_holds_what_the_door_promises() -> None:
    one = make_person()
    with pytest.raises(IntegrityError, match="people_birth_date_with_precision"):
        models.Person.objects.filter(pk=one).update(birth_date=None)


def test_names_of_is_one_statement(django_assert_num_queries: object) -> None:
    ids = [make_person() for _ in range(5)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        people.names_of(ids)
    with django_assert_num_queries(3):  # type: ignore[operator]
        people.find_persons(text="kov ole")


@pytest.mark.django_db(transaction=True)
def test_two_desks_never_register_one_passport_twice() -> None:
    _branch()
    person = new_person(
        identifiers=(people.NewIdentifier(I.PASSPORT, "ZZ900009", "UTO"),))
    results: list[str] = []
    barrier = threading.Barrier(6)

    def desk() -> None:
        from django.db import transaction

        try:
            with transaction.atomic():
                barrier.wait(timeout=20)
                people.register_person(actor=ACTOR, at=AT, person=person)
            results.append("registered")
        except people.IdentifierTaken:
            results.append("refused")
        finally:
            connection.close()

    desks = [threading.Thread(target=desk) for _ in range(6)]
    for one in desks:
        one.start()
    for one in desks:
        one.join()
    assert sorted(results) == ["refused"] * 5 + ["registered"]
