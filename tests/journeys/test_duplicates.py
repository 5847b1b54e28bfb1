"""The queue of possible duplicates: side by side, two persons where a figure changes."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.advisory import public as advisory
from przystan.rooms.advisory.testing import PROJECT, make_card, make_visit
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person
from tests.journeys.conftest import AT, SYSTEM, Sign, text

S = people.PairState


def pair_of(one: int, other: int) -> int:
    return people.open_pair(actor=SYSTEM, at=AT, one=one, other=other)


def judge(client: Client, pair: int, answer: str, *, survivor: int, reason: str = "same") -> str:
    return text(client.post(
        reverse("journeys:pair", args=[pair]),
        {"answer": answer, "survivor": survivor, "reason": reason}, follow=True))


def test_a_pair_is_shown_side_by_side_with_its_reasons(sign_in: Sign) -> None:
    client = sign_in()
    one, two = make_person(), make_person(phones=("914303001",))
    pair = pair_of(one, two)
    page = text(client.get(reverse("journeys:pair", args=[pair])))
    for words in ("Side by side", f"Card {one}", f"Card {two}", "+48914303001",
                  "same birth date", "Weight in bits"):
        assert words in page, words
    queue = text(client.get(reverse("journeys:pairs")))
    assert "waits for a judgement" in queue
    assert client.get(reverse("journeys:pair", args=[pair + 999])).status_code == 404


def test_different_and_unsure_leave_the_cards_apart(sign_in: Sign) -> None:
    client = sign_in()
    one, two = make_person(), make_person()
    pair = pair_of(one, two)
    assert "required" in judge(client, pair, "different", survivor=one, reason="")
    assert "not sure" in judge(client, pair, "unsure", survivor=one)
    assert people.get_pair(pair_id=pair).state is S.UNSURE
    judge(client, pair, "different", survivor=one, reason="twins")
    assert people.get_pair(pair_id=pair).state is S.DIFFERENT
    assert [j.reason for j in people.get_pair(pair_id=pair).judgements] == ["same", "twins"]
    assert pair not in {p.id for p in people.list_pairs()}
    assert people.canonical_ids([two]) == {two: two}


def test_one_person_joins_cards_that_no_figure_counts(sign_in: Sign) -> None:
    client = sign_in()
    one, two = make_person(), make_person()
    pair = pair_of(one, two)
    assert "one person now" in judge(client, pair, "same", survivor=two)
    assert people.canonical_ids([one]) == {one: two}
    assert people.get_pair(pair_id=pair).state is S.SAME


def assisted() -> int:
    return advisory.count_persons(project_code=PROJECT, as_of=clock.now() + timedelta(days=1))


def test_two_persons_agree_where_a_figure_changes_and_undoing_restores_it(
    sign_in: Sign
) -> None:
    one, two = make_person(), make_person()
    for person in (one, two):
        make_visit(make_card(person))
    before = assisted()
    pair = pair_of(one, two)
    first, second = sign_in(), sign_in(username="v", name="Jan Drugi")
    assert "two persons must say" in text(first.get(reverse("journeys:pair", args=[pair])))
    assert "A second person must agree" in judge(first, pair, "same", survivor=one)
    # The same person again is no second person.
    assert "A second person must agree" in judge(first, pair, "same", survivor=one)
    assert people.get_pair(pair_id=pair).state is S.SECOND_NEEDED
    assert assisted() == before
    assert "one person now" in judge(second, pair, "same", survivor=one)
    assert people.canonical_ids([two]) == {two: one}
    assert assisted() == before - 1
    (merge,) = people.get_person(actor=SYSTEM, at=AT, person_id=one).merges
    undo = reverse("people:undo_merge", args=[one, merge.id])
    assert "was undone" in text(second.post(undo, {"reason": "two persons"}, follow=True))
    assert assisted() == before
    # The question is open again, and what was said before counts no more.
    assert people.get_pair(pair_id=pair).state is S.OPEN
    judge(second, pair, "same", survivor=one)
    assert people.get_pair(pair_id=pair).state is S.SECOND_NEEDED
    assert assisted() == before


def test_a_no_in_between_starts_the_agreement_anew(sign_in: Sign) -> None:
    one, two = make_person(), make_person()
    for person in (one, two):
        make_card(person)
    pair = pair_of(one, two)
    first, second = sign_in(), sign_in(username="v", name="Jan Drugi")
    judge(first, pair, "same", survivor=one)
    judge(second, pair, "different", survivor=one)
    judge(second, pair, "same", survivor=one)
    assert people.get_pair(pair_id=pair).state is S.SECOND_NEEDED
    judge(first, pair, "same", survivor=one)
    assert people.get_pair(pair_id=pair).state is S.SAME


def test_a_colleague_names_another_card(sign_in: Sign) -> None:
    client = sign_in()
    one, two = make_person(), make_person(names=(
        people.NewName(people.NameKind.PASSPORT, "NOVAK", "PETR"),))
    address = reverse("journeys:compare", args=[one])
    assert "There is no such card" in text(client.post(address, {"other": two + 999}))
    assert "not compared with itself" in text(client.post(address, {"other": one}))
    page = text(client.post(address, {"other": two}, follow=True))
    assert "One person or two?" in page
    assert "This card may be the same person as another one" in text(
        client.get(reverse("journeys:person", args=[one])))


def test_only_who_may_merge_sees_the_queue(sign_in: Sign) -> None:
    client = sign_in(accounts.Role.OPERATOR)
    assert client.get(reverse("journeys:pairs")).status_code == 403
