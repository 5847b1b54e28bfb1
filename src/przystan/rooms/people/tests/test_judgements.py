"""Where a pair stands and what is unusual about a person: pure rules."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.rooms.people.rules import duplicates, notices
from przystan.rooms.people.types import (
    Answer,
    BirthPrecision,
    Judgement,
    NameKind,
    NewName,
    NewPerson,
    Notice,
    NoticeKind,
    PairState,
    Sex,
)

AT = datetime(2023, 3, 1, tzinfo=UTC)
TODAY = date(2023, 3, 1)


def said(answer: Answer, actor: int, merge: int | None = None) -> Judgement:
    return Judgement(answer, "reason", AT, actor, f"user {actor}", merge)


ANSWERS = st.lists(st.tuples(st.sampled_from(list(Answer)), st.integers(1, 3)), max_size=8)


@given(ANSWERS)
def test_the_latest_answer_says_where_a_pair_stands(made: list[tuple[Answer, int]]) -> None:
    judged = [said(answer, actor) for answer, actor in made]
    state = duplicates.state_of(judged, is_one_person=False)
    if not made:
        assert state is PairState.OPEN
    else:
        assert (state is PairState.DIFFERENT) == (made[-1][0] is Answer.DIFFERENT)
        assert (state is PairState.SECOND_NEEDED) == (made[-1][0] is Answer.SAME)
    assert duplicates.state_of(judged, is_one_person=True) is PairState.SAME


@given(ANSWERS, st.integers(1, 3))
def test_nobody_is_their_own_second(made: list[tuple[Answer, int]], asked: int) -> None:
    judged = [said(answer, actor) for answer, actor in made]
    agreed = duplicates.has_other_same(
        judged, actor_id=asked, actor_name=f"user {asked}")
    # A second computation: the answers after the last "different", without one's own.
    after = made
    for place, (answer, _) in enumerate(made):
        if answer is Answer.DIFFERENT:
            after = made[place + 1:]
    assert agreed == any(a is Answer.SAME and actor != asked for a, actor in after)


def test_an_undone_merge_silences_what_was_said_before() -> None:
    judged = [said(Answer.SAME, 1), said(Answer.SAME, 2, merge=9), said(Answer.UNSURE, 1)]
    assert duplicates.state_of(judged[:2], is_one_person=False, undone=frozenset({9})) is (
        PairState.OPEN)
    assert duplicates.state_of(judged, is_one_person=False, undone=frozenset({9})) is (
        PairState.UNSURE)
    assert not duplicates.has_other_same(
        judged, actor_id=3, actor_name="user 3", undone=frozenset({9}))


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_pair_is_kept_in_one_order(one: int, other: int) -> None:
    assert duplicates.in_order(one, other) == duplicates.in_order(other, one)
    assert duplicates.in_order(one, other)[0] == min(one, other)


def person(family: str, given_names: str = "Anna", **changes: object) -> NewPerson:
    values: dict[str, object] = {"birth_date": date(1990, 5, 17), **changes}
    return NewPerson(
        Sex.FEMALE, "UKR", (NewName(NameKind.PASSPORT, family, given_names),), "SZ",
        **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "kinds"), [
    ("Nowak", []), ("No\u200bwak", ["invisible_removed"]), ("Now\u0430k", ["mixed_scripts"]),
    ("Новак", ["two_scripts"]), ("A" * 80, ["long_name"]), ("\u202eNowak", ["invisible_removed"]),
])
def test_what_is_unusual_about_a_name(name: str, kinds: list[str]) -> None:
    found = notices.notices_of(person(name), today=TODAY)
    assert [n.kind.value for n in found] == kinds


def test_the_odd_letters_are_named() -> None:
    assert notices.mixed_words("Kow\u0430lska Anna") == ("Kow\u0430lska",)
    assert notices.odd_letters("Kow\u0430lska") == "\u0430"
    assert notices.odd_letters("") == ""


def test_an_unknown_birth_date_is_said() -> None:
    unknown = person("Nowak", birth_date=None, birth_precision=BirthPrecision.UNKNOWN)
    assert notices.notices_of(unknown, today=TODAY) == (Notice(NoticeKind.NO_BIRTH_DATE),)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_breaks_the_notices(family: str, given_names: str) -> None:
    for notice in notices.notices_of(person(family, given_names), today=TODAY):
        notices.odd_letters(notice.text)
