"""The clock against the second one, and against the table that migrations lay."""

from __future__ import annotations

from datetime import date

import pytest

from przystan.rooms.cases import public as cases
from tests.cases.compare import both
from tests.cases.second_clock import answer


def test_both_clocks_say_the_same_of_generated_histories() -> None:
    """A fixed part of what bench/clock.py runs 100,000 of."""
    asked = [(number, *both(number)) for number in range(2000)]
    assert [x for x in asked if x[1] != x[2]] == []
    states = {x[1].state for x in asked}
    assert states == {"no_term", "not_started", "running", "suspended", "overdue", "ended"}


def test_the_second_clock_itself_can_be_wrong() -> None:
    whole = [(k, date(2022, 2, 1), None, "") for k in (
        "received", "appeared", "fingerprints", "documents_complete")]
    # By hand: 60 days after 1 February 2022 is Saturday 2 April. Of the 181 days of six
    # months 72 ran before the stop, and the 109th after 4 March 2026 is Sunday 21 June.
    assert answer("temporary", whole, date(2022, 2, 2)).last == date(2022, 4, 4)
    assert answer("permanent", whole, date(2022, 2, 2)).last == date(2026, 6, 22)


@pytest.mark.django_db
def test_the_law_without_a_database_is_the_law_laid_down() -> None:
    assert sorted(cases.LAID_LAW, key=lambda r: r.code) == sorted(
        cases.list_law_rules(), key=lambda r: r.code)
