"""Merging keeps every reference and is undone exactly; survivors as of a date."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from przystan.platform.accounts.public import system_actor
from przystan.platform.transactions import public as transactions
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import AT, make_person

ACTOR = system_actor("test")


def merge(duplicate: int, survivor: int, *, hours: int = 0) -> int:
    return people.merge_persons(
        actor=ACTOR, at=AT + timedelta(hours=hours), duplicate_id=duplicate,
        survivor_id=survivor, reason="the same person")


def undo(merge_id: int, *, hours: int = 0) -> None:
    people.undo_merge(
        actor=ACTOR, at=AT + timedelta(hours=hours), merge_id=merge_id, reason="not the same")


def survivors(hours: int) -> dict[int, int]:
    rows = transactions.fetch_rows(
        "SELECT person_id, survivor_id FROM people_survivor_as_of(%s)",
        [AT + timedelta(hours=hours)])
    return dict(rows)


def snapshot(ids: list[int]) -> list[object]:
    found = []
    for one in ids:
        person = people.get_person(actor=ACTOR, at=AT, person_id=one)
        found.append((
            person.id, person.member_ids, person.full_name,
            {i.value for i in person.identifiers}, person.phones))
    return found


@pytest.mark.django_db
class TestMerge:
    def test_the_survivor_answers_for_both(self) -> None:
        one, two = make_person(), make_person(phones=("914303001",))
        merge(two, one)
        person = people.get_person(actor=ACTOR, at=AT, person_id=two)
        assert (person.id, person.member_ids) == (one, (one, two))
        assert (len(person.identifiers), person.phones) == (2, ("+48914303001",))
        assert people.names_of([one, two])[two] == people.names_of([one])[one]
        (found,) = people.find_persons(text="914303001")
        assert (found.person_id, found.via_id) == (one, two)
        assert people.member_ids(two) == (one, two)

    def test_a_survivor_merged_away_is_followed(self) -> None:
        one, two, three = make_person(), make_person(), make_person()
        merge(two, one)
        merge(three, two)
        assert people.canonical_ids([three]) == {three: one}

    def test_what_is_refused(self) -> None:
        one, two = make_person(), make_person()
        with pytest.raises(people.MergeRefused):
            merge(one, one)
        with pytest.raises(people.MergeRefused):
            merge(one + 100_000, one)
        first = merge(two, one)
        with pytest.raises(people.MergeRefused):
            merge(two, one)
        with pytest.raises(people.MergeRefused):
            merge(one, two)
        with pytest.raises(people.MergeRefused):
            people.merge_persons(
                actor=ACTOR, at=AT, duplicate_id=two, survivor_id=one, reason=" ")
        undo(first)
        with pytest.raises(people.UndoRefused):
            undo(first)
        with pytest.raises(people.UndoRefused):
            undo(first + 100_000)

    def test_as_of_sees_what_was_known_then(self) -> None:
        one, two, three = make_person(), make_person(), make_person()
        first = merge(two, one, hours=1)
        merge(one, three, hours=2)
        undo(first, hours=3)
        mine = {one, two, three}

        def at(hours: int) -> dict[int, int]:
            return {k: v for k, v in survivors(hours).items() if k in mine}

        assert at(1) == {one: one, two: two, three: three}
        assert at(2) == {one: one, two: one, three: three}
        assert at(3) == {one: three, two: three, three: three}
        assert at(4) == {one: three, two: two, three: three}

    def test_the_bulk_follows_chains_too(self) -> None:
        one, two, three = make_person(), make_person(), make_person()
        people.merge_in_bulk(actor=ACTOR, at=AT, merges=[
            people.NewMerge(three, two, "typed twice"), people.NewMerge(two, one, "married")])
        assert people.canonical_ids([three]) == {three: one}
        with pytest.raises(people.MergeRefused):
            people.merge_in_bulk(
                actor=ACTOR, at=AT, merges=[people.NewMerge(one, three, "circle")])


class TestAnySequence(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8))
    def test_undoing_in_any_order_restores_everything(
        self, pairs: list[tuple[int, int]]
    ) -> None:
        ids = [make_person() for _ in range(5)]
        before = snapshot(ids)
        made = []
        for duplicate, survivor in pairs:
            try:
                made.append(merge(ids[duplicate], ids[survivor]))
            except people.MergeRefused:
                continue
        # Every card stands for exactly one person, and every person's cards lead back to it.
        canonical = people.canonical_ids(ids)
        for one in ids:
            members = people.member_ids(one)
            assert one in members
            assert {canonical[m] for m in members} == {canonical[one]}
        seen = {k: v for k, v in survivors(1).items() if k in ids}
        assert seen == {i: canonical[i] for i in ids}
        for merge_id in made[::2] + made[1::2]:
            undo(merge_id)
        assert snapshot(ids) == before
