"""The matcher on the year's raw cards: it finds the planted duplicates without being told."""

from __future__ import annotations

import pytest

from przystan.demo.beneficiaries import DUPLICATES
from przystan.platform.transactions import public as transactions
from przystan.rooms.people import public as people

pytestmark = [pytest.mark.year, pytest.mark.usefixtures("year")]
CARDS = 2391
# What the matcher calls unsure goes to the queue; it must not drown those who judge.
MOST_UNSURE = 15


def test_the_raw_cards_hold_their_planted_duplicates_and_no_other() -> None:
    # Merges move nothing: the cards are as they were typed, and joined pairs are compared too.
    cards = people.card_ids()
    assert len(cards) == CARDS
    planted = {
        (min(pair), max(pair)): reason for *pair, reason in transactions.fetch_rows(
            "SELECT duplicate_id, survivor_id, reason FROM people_merge ORDER BY id")}
    assert len(planted) == sum(DUPLICATES.values()) == 58
    found = people.find_duplicates_of(cards, with_joined=True)
    same = {(low, high) for low, high, c in found if c.verdict is people.Verdict.SAME}
    assert {planted[p] for p in set(planted) - same} == set()
    assert same - set(planted) == set()
    assert sum(c.verdict is people.Verdict.UNSURE for *_, c in found) <= MOST_UNSURE


def test_the_demo_has_a_queue_clauses_and_minors_with_parents() -> None:
    waiting = people.list_pairs()
    assert 0 < len(waiting) <= MOST_UNSURE
    (row,) = transactions.fetch_rows(
        "SELECT count(*), count(DISTINCT person_id) FROM people_clausegiven")
    assert row == (CARDS, CARDS)
    (links,) = transactions.fetch_rows("SELECT count(*) FROM people_familylink")
    assert links[0] > 5
