"""Candidates from the database, the queue, and the card's derived keys."""

from __future__ import annotations

from datetime import date

import pytest

from przystan.platform.accounts.public import system_actor
from przystan.platform.transactions import public as transactions
from przystan.rooms.people import models
from przystan.rooms.people import public as people
from przystan.rooms.people.queries.matching import PER_BROAD_KEY, card_ids_like
from przystan.rooms.people.testing import AT, make_person, new_person, pesel_for

ACTOR = system_actor("test")
P, N, I = people.NameKind, people.NewName, people.IdentifierKind  # noqa: E741
pytestmark = pytest.mark.django_db


def ids(record: people.MatchRecord) -> list[int]:
    return [m.candidate.person_id for m in people.find_matches(record=record)]


def record(family: str, given: str, born: date | None = date(1990, 5, 17)) -> people.MatchRecord:
    return people.MatchRecord(names=((family, given),), birth_date=born)


def test_a_person_is_found_across_scripts_with_reasons() -> None:
    one = make_person(names=(N(P.AS_WRITTEN, "Ковальчук", "Олена"),))
    make_person(names=(N(P.PASSPORT, "NOVAK", "PETR"),), birth_date=date(1971, 1, 2))
    (match,) = people.find_matches(record=record("Kowalczuk", "Olena"))
    assert match.candidate.person_id == one
    assert match.comparison.reasons
    assert people.explain(match)


def test_numbers_find_whatever_the_name() -> None:
    number = pesel_for(date(1990, 5, 17), serial=7)
    one = make_person(
        phones=("914303001",),
        identifiers=(people.NewIdentifier(I.PESEL, number),
                     people.NewIdentifier(I.RESIDENCE_CARD, "ZR1234567")))
    for asked in (people.MatchRecord(pesel=number), people.MatchRecord(phones=("+48914303001",)),
                  people.MatchRecord(documents=("ZR1234567",))):
        assert card_ids_like(asked) == [one]
    people.withdraw_identifier(
        actor=ACTOR, at=AT, reason="not theirs",
        identifier_id=models.Identifier.objects.get(value="ZR1234567").pk)
    assert card_ids_like(people.MatchRecord(documents=("ZR1234567",))) == []


def test_a_merged_card_leads_to_its_survivor_once() -> None:
    one, two = make_person(), make_person()
    people.merge_persons(
        actor=ACTOR, at=AT, duplicate_id=two, survivor_id=one, reason="typed twice")
    assert ids(record("Ковальчук", "Олена")) == [one]


def test_keys_follow_every_change_of_the_card() -> None:
    one = make_person(names=(N(P.PASSPORT, "NOVAK", "PETRA"),))
    assert ids(record("Ковальчук", "Олена", None)) == []
    added = people.add_name(
        actor=ACTOR, at=AT, person_id=one, name=N(P.MAIDEN, "Ковальчук", "Олена"))
    assert one in card_ids_like(record("Ковальчук", "Олена"))
    people.withdraw_name(actor=ACTOR, at=AT, name_id=added, reason="another person's")
    people.correct_facts(
        actor=ACTOR, at=AT, person_id=one, reason="misread",
        facts=people.CardFacts(date(1991, 6, 18), people.BirthPrecision.DAY, people.Sex.FEMALE,
                               "UKR"))
    assert one not in card_ids_like(record("Ковальчук", "Олена"))
    assert one in card_ids_like(record("Novak", "Petra", date(1991, 6, 18)))


def test_rebuilding_gives_the_same_keys() -> None:
    made = [make_person() for _ in range(3)]

    def keys() -> dict[int, list[int]]:
        return dict(models.PersonKeys.objects.filter(person__in=made).order_by(
            "person").values_list("person", "keys"))

    before = keys()
    models.PersonKeys.objects.all().delete()
    models.PersonSearch.objects.all().delete()
    assert list(people.rebuild_derived())[-1] >= 3
    assert keys() == before
    assert len(before) == 3
    assert len(people.find_persons(text="kovalchuk")) == 3


def test_a_broad_name_is_read_so_far_and_no_further() -> None:
    make_person()
    many = PER_BROAD_KEY * 3
    people.register_in_bulk(actor=ACTOR, at=AT, persons=[
        new_person(birth_date=date(1950 + n % 50, 1 + n % 12, 1 + n % 28)) for n in range(many)])
    transactions.refresh_statistics()
    asked = record("Kovalchuk", "Olena", date(1962, 1, 13))
    rows = transactions.fetch_rows(
        "SELECT count(*) FROM people_candidates('{}', 1, %s, %s, 1000)",
        [[k for k in people_keys(asked) if k & 1], PER_BROAD_KEY])
    assert 0 < rows[0][0] < many
    # The exact date is a key of its own and finds its bearer among the many.
    born = models.Person.objects.filter(birth_date=date(1962, 1, 13)).values_list("pk", flat=True)
    assert set(born) <= set(card_ids_like(asked))


def people_keys(asked: people.MatchRecord) -> tuple[int, ...]:
    from przystan.rooms.people.rules.matching import keys_to_ask

    return keys_to_ask(asked)


def test_candidates_cost_six_statements(django_assert_max_num_queries: object) -> None:
    for _ in range(5):
        make_person(phones=("914303001",))
    asked = people.MatchRecord(
        names=(("Ковальчук", "Олена"),), birth_date=date(1990, 5, 17), phones=("+48914303001",))
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert len(people.find_matches(record=asked)) == 5


def test_whoever_may_be_known_is_asked_about_and_queued() -> None:
    one = make_person(identifiers=())
    again = new_person(identifiers=())
    with pytest.raises(people.LooksKnown) as known:
        people.register_person(actor=ACTOR, at=AT, person=again, none_of=())
    assert [m.candidate.person_id for m in known.value.matches] == [one]
    two = people.register_person(actor=ACTOR, at=AT, person=again, none_of=(one,))
    (pair,) = people.pairs_of(person_ids=[two])
    assert (pair.low_id, pair.high_id) == (one, two)
    assert (pair.source, pair.state) == (people.PairSource.DESK, people.PairState.OPEN)
    assert people.count_waiting() == 1
    # Without having been asked, for an import: registered, and queued with both.
    three = people.register_person(actor=ACTOR, at=AT, person=again)
    assert len(people.pairs_of(person_ids=[three])) == 2


def test_a_sweep_finds_each_pair_once_and_leaves_the_joined_out() -> None:
    make_person(birth_date=date(1950, 1, 2), names=(N(P.PASSPORT, "NOVAK", "PETR"),))
    one, two, three = people.register_in_bulk(
        actor=ACTOR, at=AT, persons=[new_person(identifiers=()) for _ in range(3)])
    people.merge_persons(
        actor=ACTOR, at=AT, duplicate_id=two, survivor_id=one, reason="typed twice")
    found = [(low, high) for low, high, _ in people.find_duplicates_of([one, two, three])]
    assert sorted(found) == [(one, three), (two, three)]
    made = people.sweep_duplicates(actor=ACTOR, at=AT, ids=[one, two, three])
    assert len(made) == 2
    assert people.sweep_duplicates(actor=ACTOR, at=AT, ids=[one, two, three]) == ()


def test_the_comparison_of_two_cards_is_the_machines() -> None:
    one, two = make_person(), make_person()
    comparison = people.compare_cards(one=one, other=two)
    assert comparison is not None
    assert comparison.verdict is people.Verdict.SAME
    assert people.compare_cards(one=one, other=two + 999) is None
