"""Clauses, family, marks, corrections, and who may see restricted data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from przystan.platform.accounts.public import Actor, Permission, Scope, system_actor
from przystan.platform.audit import public as audit
from przystan.rooms.people import models
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import AT, make_person

ACTOR = system_actor("test")
ADVISER = Actor(7, "adviser", frozenset({Scope(Permission.PEOPLE_VIEW)}))
L, F = people.LinkKind, people.FlagKind
DAY = AT.date()
pytestmark = pytest.mark.django_db


def person(person_id: int) -> people.Person:
    return people.get_person(actor=ACTOR, at=AT, person_id=person_id)


def test_versions_of_the_information_and_who_was_given_which() -> None:
    one = make_person()
    assert people.clause_in_force(language="pl", on=DAY) is None
    with pytest.raises(people.ClauseRefused):
        people.publish_clause(actor=ACTOR, at=AT, texts={"en": "text"}, valid_from=DAY)
    people.publish_clause(
        actor=ACTOR, at=AT, texts={"pl": "Tekst", "uk": "Текст"}, valid_from=DAY)
    second = people.publish_clause(
        actor=ACTOR, at=AT, texts={"pl": "Nowy"}, valid_from=DAY + timedelta(days=10),
        is_confirmed=True)
    assert second == 2
    now = people.clause_in_force(language="uk", on=DAY)
    assert now is not None
    assert (now.version, now.body) == (1, "Текст")
    # A language that is missing falls back to Polish; a later day to the later version.
    later = people.clause_in_force(language="uk", on=DAY + timedelta(days=10))
    assert later is not None
    assert (later.version, later.language, later.is_confirmed) == (2, "pl", True)
    people.give_clause(
        actor=ACTOR, at=AT, person_id=one, clause_id=now.id, how=people.GivenHow.READ_ALOUD)
    with pytest.raises(people.ClauseRefused):
        people.give_clause(
            actor=ACTOR, at=AT, person_id=one, clause_id=later.id, how=people.GivenHow.PAPER)
    (given,) = person(one).clauses
    assert (given.version, given.language, given.how.value) == (1, "uk", "read_aloud")


def test_what_was_told_is_never_changed_in_the_database() -> None:
    one = make_person()
    people.publish_clause(actor=ACTOR, at=AT, texts={"pl": "Tekst"}, valid_from=DAY)
    clause = people.clause_in_force(language="pl", on=DAY)
    assert clause is not None
    people.give_clause(
        actor=ACTOR, at=AT, person_id=one, clause_id=clause.id, how=people.GivenHow.PAPER)
    for change in (lambda: models.Clause.objects.update(body="x"),
                   lambda: models.ClauseGiven.objects.all().delete(),
                   lambda: models.ClauseGiven.objects.update(how="post")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_minor_without_a_guardian_is_seen_and_a_guardian_settles_it() -> None:
    child = make_person(birth_date=date(2015, 3, 2))
    parent = make_person(birth_date=date(1985, 1, 1))
    assert person(child).is_minor(DAY)
    assert not person(parent).is_minor(DAY)
    assert not person(child).has_guardian
    link = people.link_family(
        actor=ACTOR, at=AT, person_id=parent, relative_id=child, kind=L.PARENT)
    assert person(child).has_guardian
    assert [x.role for x in person(child).links] == ["parent"]
    assert [x.role for x in person(parent).links] == ["child"]
    people.end_link(actor=ACTOR, at=AT, link_id=link, reason="mistake", until_date=None)
    assert not person(child).has_guardian
    with pytest.raises(people.LinkRefused):
        people.end_link(actor=ACTOR, at=AT, link_id=link, reason="again")


@pytest.mark.parametrize(("born", "minor"), [
    (date(2005, 3, 1), False), (date(2005, 3, 2), True), (date(2004, 2, 29), False)])
def test_eighteen_on_the_day(born: date, minor: bool) -> None:
    assert person(make_person(birth_date=born)).is_minor(DAY) is minor


def test_links_that_are_refused() -> None:
    one, two = make_person(), make_person()
    people.link_family(actor=ACTOR, at=AT, person_id=one, relative_id=two, kind=L.SPOUSE)
    for first, second, kind in ((one, one, L.PARENT), (two, one, L.SPOUSE), (one, two, L.SPOUSE),
                                (one, two + 999, L.GUARDIAN)):
        with pytest.raises(people.LinkRefused):
            people.link_family(
                actor=ACTOR, at=AT, person_id=first, relative_id=second, kind=kind)


def test_restricted_data_are_for_those_who_may_and_the_attempt_is_written() -> None:
    one = make_person(phones=("914303001",))
    flag = people.set_flag(
        actor=ACTOR, at=AT, person_id=one, kind=F.RESTRICTED, from_date=DAY, reason="contested")
    with pytest.raises(people.PersonRestricted) as refused:
        people.get_person(actor=ADVISER, at=AT, person_id=one)
    assert refused.value.since == DAY
    assert audit.list_lines(person_id=one)[0].action == "people.get_person_refused"
    assert "KOVALCHUK" not in people.names_of([one])[one]
    assert people.restricted_ids([one]) == {one}
    (hidden,) = people.search_persons(actor=ADVISER, at=AT, text="914303001")
    assert (hidden.is_restricted, hidden.birth_date, hidden.other_names) == (True, None, ())
    (seen,) = people.search_persons(actor=ACTOR, at=AT, text="914303001")
    assert seen.name == "KOVALCHUK OLENA"
    people.end_flag(actor=ACTOR, at=AT, flag_id=flag, to_date=DAY, reason="verified")
    assert people.get_person(actor=ADVISER, at=AT, person_id=one).full_name == "KOVALCHUK OLENA"
    assert [f.is_in_force for f in person(one).flags] == [False]


def test_a_restriction_of_a_merged_card_restricts_the_person() -> None:
    one, two = make_person(), make_person()
    people.set_flag(
        actor=ACTOR, at=AT, person_id=two, kind=F.RESTRICTED, from_date=DAY, reason="contested")
    people.merge_persons(
        actor=ACTOR, at=AT, duplicate_id=two, survivor_id=one, reason="typed twice")
    with pytest.raises(people.PersonRestricted):
        people.get_person(actor=ADVISER, at=AT, person_id=one)
    assert people.restricted_ids([one, two]) == {one, two}


def test_marks_that_are_refused() -> None:
    one = make_person()

    def mark(**changes: object) -> int:
        values = {"kind": F.DECEASED, "from_date": DAY, "reason": "certificate", **changes}
        return people.set_flag(actor=ACTOR, at=AT, person_id=one, **values)  # type: ignore[arg-type]

    for wrong in ({"reason": " "}, {"from_date": DAY + timedelta(days=1)}):
        with pytest.raises(people.FlagRefused):
            mark(**wrong)
    flag = mark()
    with pytest.raises(people.FlagRefused):
        mark()
    with pytest.raises(people.FlagRefused):
        people.end_flag(actor=ACTOR, at=AT, flag_id=flag, to_date=DAY - timedelta(days=1),
                        reason="mistake")
    people.end_flag(actor=ACTOR, at=AT, flag_id=flag, to_date=DAY, reason="mistake")
    assert mark() != flag


def test_a_correction_keeps_what_was() -> None:
    one = make_person()
    facts = people.CardFacts(
        date(1991, 5, 17), people.BirthPrecision.DAY, people.Sex.FEMALE, "MDA", ("ru", "uk"))
    with pytest.raises(people.CorrectionRefused):
        people.correct_facts(actor=ACTOR, at=AT, person_id=one, facts=facts, reason=" ")
    changed = people.correct_facts(
        actor=ACTOR, at=AT, person_id=one, facts=facts, reason="seen in the passport")
    assert [p.value for p in changed] == ["birth_date", "citizenship", "languages"]
    now = person(one)
    assert (now.birth_date, now.citizenship, now.languages) == (
        date(1991, 5, 17), "MDA", ("ru", "uk"))
    assert [(c.part.value, c.was) for c in now.corrections] == [
        ("languages", "uk"), ("citizenship", "UKR"), ("birth_date", "1990-05-17 (day)")]
    assert people.correct_facts(
        actor=ACTOR, at=AT, person_id=one, facts=facts, reason="again") == ()
    with pytest.raises(people.InvalidPerson):
        people.correct_facts(
            actor=ACTOR, at=AT, person_id=one, reason="x",
            facts=people.CardFacts(DAY + timedelta(days=1), people.BirthPrecision.DAY,
                                   people.Sex.FEMALE, "UKR"))


def test_a_wrong_number_is_withdrawn_and_free_for_its_holder() -> None:
    passport = people.NewIdentifier(people.IdentifierKind.PASSPORT, "ZZ900005", "UTO")
    one, two = make_person(identifiers=(passport,)), make_person()
    with pytest.raises(people.IdentifierTaken):
        people.add_identifier(actor=ACTOR, at=AT, person_id=two, identifier=passport)
    (held,) = person(one).identifiers
    people.withdraw_identifier(
        actor=ACTOR, at=AT, identifier_id=held.id, reason="typed on the wrong card")
    people.add_identifier(actor=ACTOR, at=AT, person_id=two, identifier=passport)
    assert person(one).identifiers == ()
    assert person(one).corrections[0].was == "passport UTO ZZ900005"
    with pytest.raises(people.CorrectionRefused):
        people.withdraw_identifier(actor=ACTOR, at=AT, identifier_id=held.id, reason="again")


def test_a_family_shares_a_phone_until_one_gives_it_up() -> None:
    one, two = make_person(phones=("914303001",)), make_person()
    people.add_phone(actor=ACTOR, at=AT, person_id=two, number="91 430 30 01")
    people.add_phone(actor=ACTOR, at=AT, person_id=two, number="+48914303001")
    (phone,) = person(two).phone_rows
    assert (phone.number, phone.shared_by) == ("+48914303001", 1)
    assert {c.person_id for c in people.find_persons(text="914303001")} == {one, two}
    people.withdraw_phone(actor=ACTOR, at=AT, phone_id=phone.id, reason="moved out")
    assert [c.person_id for c in people.find_persons(text="914303001")] == [one]
    people.add_phone(actor=ACTOR, at=AT, person_id=two, number="914303001")


def test_the_last_name_of_a_card_stays() -> None:
    one = make_person(names=(people.NewName(people.NameKind.PASSPORT, "NOVAK", "PETR"),))
    (name,) = person(one).names
    with pytest.raises(people.CorrectionRefused):
        people.withdraw_name(actor=ACTOR, at=AT, name_id=name.id, reason="wrong")
    people.add_name(actor=ACTOR, at=AT, person_id=one, name=people.NewName(
        people.NameKind.POLISH, "Nowak", "Piotr"))
    people.withdraw_name(actor=ACTOR, at=AT, name_id=name.id, reason="misread")
    assert person(one).full_name == "Nowak Piotr"


def test_one_opening_is_one_line() -> None:
    one = make_person()
    before = len(audit.list_lines(person_id=one))
    for seconds in (0, 20, 80):
        people.get_person(actor=ACTOR, at=AT + timedelta(seconds=seconds), person_id=one)
    assert len(audit.list_lines(person_id=one)) == before + 1
    people.get_person(actor=ADVISER, at=AT, person_id=one)
    people.get_person(actor=ACTOR, at=AT + timedelta(minutes=10), person_id=one)
    assert len(audit.list_lines(person_id=one)) == before + 3


def test_erasure_empties_what_staff_wrote() -> None:
    one, two = make_person(), make_person()
    people.set_flag(actor=ACTOR, at=AT, person_id=one, kind=F.DECEASED, from_date=DAY,
                    reason="told by KOVALCHUK IVAN")
    people.link_family(actor=ACTOR, at=AT, person_id=one, relative_id=two, kind=L.SPOUSE)
    pair = people.open_pair(actor=ACTOR, at=AT, one=one, other=two)
    people.judge_pair(actor=ACTOR, at=AT, pair_id=pair, answer=people.Answer.UNSURE,
                      reason="KOVALCHUK says no", needs_two=False)
    people.erase_person(actor=ACTOR, at=AT, person_id=one, reason="asked", holds=[])
    held = str(people.export_person(actor=ACTOR, at=AT, person_id=one))
    assert "KOVALCHUK" not in held
    assert person(two).links == ()
    assert pair not in {p.id for p in people.list_pairs()}
