"""A figure broken down: cells make the figure, and no small group shows in public."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import Role, system_actor
from przystan.reporting import public as reporting
from przystan.reporting.rules import hidden_cells
from przystan.rooms.advisory.testing import AT, DAY, make_card, make_staff, make_visit
from przystan.rooms.finance import public as finance
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person

LEAST = 5
PERSONS = "advisory.persons_assisted"


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=9))
def test_nothing_follows_from_what_is_hidden(counts: dict[str, int]) -> None:
    hidden = hidden_cells(counts, least=LEAST)
    shown = {n: c for n, c in counts.items() if n not in hidden}
    assert all(c == 0 or c >= LEAST for c in shown.values())
    if hidden and any(c for c in shown.values()):
        # Who knows the total knows the sum of what is hidden: it is of two cells or more, and not
        # small, or else nothing at all is shown.
        assert len(hidden) >= 2
        assert sum(counts[n] for n in hidden) >= LEAST
    if all(c == 0 or c >= LEAST for c in counts.values()):
        assert hidden == frozenset()


@pytest.fixture
def office(db: None, settings: Any) -> None:
    project = finance.add_project(
        code=reporting.PROJECT, number="8/14/2022/OG", name="P", name_en="P", fund="AMIF",
        starts_on=DAY.replace(month=1), ends_on=DAY.replace(month=8), actor=system_actor("test"),
        at=AT)
    for citizenship, count in (("UKR", 7), ("GEO", 6), ("VNM", 2)):
        for _ in range(count):
            card = make_card(make_person(citizenship=citizenship), project_id=project)
            make_visit(card)
    make_visit(make_card(make_person(citizenship="UKR", sex=people.Sex.MALE),
                         project_id=project))


@pytest.mark.usefixtures("office")
def test_the_cells_of_every_dimension_are_the_figure() -> None:
    for d in reporting.DEFINITIONS:
        whole = reporting.compute(codes=[d.code], as_of=DAY)[0]
        for name in reporting.DIMENSIONS.get(d.row_kind, {}):
            cells = reporting.break_down(code=d.code, dimension=name, as_of=DAY)
            assert sum(c.amount for c in cells) == whole.value, (d.code, name)
            assert sum(c.rows for c in cells) == whole.rows
    by_state = reporting.break_down(code=PERSONS, dimension="citizenship", as_of=DAY)
    assert {c.value: c.rows for c in by_state} == {"UKR": 8, "GEO": 6, "VNM": 2}
    with pytest.raises(reporting.UnknownDimension, match="known for calls.outgoing: language"):
        reporting.break_down(code="calls.outgoing", dimension="sex", as_of=DAY)


@pytest.mark.usefixtures("office")
def test_the_public_page_hides_the_small_group_and_one_more() -> None:
    public = Client(HTTP_ACCEPT_LANGUAGE="en")
    page = reverse("statistics:figure", args=[PERSONS])
    assert "Broken down" not in public.get(page).content.decode()
    first, second = make_staff("first", Role.MANAGER), make_staff("second", Role.MANAGER)
    made = reporting.propose_publication(actor=first, at=AT.replace(month=4), as_of=DAY)
    reporting.decide_publication(
        actor=second, at=AT.replace(month=4), publication_id=made,
        decision=reporting.Decision.APPROVED)
    shown = " ".join(public.get(page, {"by": "citizenship"}).content.decode().split())
    assert "Broken down" in shown
    table = shown[shown.index('id="cells"'):]
    assert "not shown" in table
    assert "Vietnam" not in table
    assert "Ukraine" in table
    assert ">6<" not in table
    assert ">2<" not in table
