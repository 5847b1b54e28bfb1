"""What a list reads from its address is checked, complete and always ends in the key."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.ui import public as ui

SPEC = ui.ListSpec(
    sorts={"name": ("surname", "given"), "day": ("-opened",), "id": ("pk",)},
    default_sort="-day",
    filters=("q", "state"),
    page_size=25,
)


def read(**query: object) -> ui.ListState:
    return ui.read_list(RequestFactory().get("/list/", query), SPEC)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ("opened", "-pk")),
        ("day", ("-opened", "pk")),
        ("name", ("surname", "given", "pk")),
        ("-name", ("-surname", "-given", "-pk")),
        ("-id", ("-pk",)),
        ("password", ("opened", "-pk")),
        ("--name", ("opened", "-pk")),
        ("name;drop", ("opened", "-pk")),
    ],
)
def test_the_order_is_known_and_ends_in_the_key(sort, order):
    assert read(sort=sort).order == order


@pytest.mark.parametrize(
    ("page", "offset"),
    [("1", 0), ("3", 50), ("0", 0), ("-4", 0), ("x", 0), ("²", 0), ("9" * 30, 249_975)],
)
def test_the_page_is_a_number_within_bounds(page, offset):
    assert read(page=page).offset == offset


def test_only_known_filters_are_kept():
    state = read(q=" Łoś ", state=["open", "closed"], secret="1")

    assert state.filters == (("q", "Łoś"), ("state", "open"), ("state", "closed"))
    assert state.value("q") == "Łoś"
    assert state.values("state") == ("open", "closed")
    assert state.is_filtered
    assert state.url(filtered=False) == "/list/"


@given(
    q=st.text(max_size=300), page=st.integers(1, 50), sort=st.sampled_from(["name", "-name", "day"])
)
def test_a_state_survives_its_own_address(q, page, sort):
    state = read(q=q, page=page, sort=sort)
    again = ui.read_list(RequestFactory().get(state.url(page=state.page)), SPEC)

    assert again == state


def test_one_row_more_than_shown_tells_of_a_next_page():
    state = read()

    assert state.limit == 26
    assert ui.cut_page(list(range(26)), state).has_next
    assert len(ui.cut_page(list(range(26)), state).rows) == 25
    assert not ui.cut_page(list(range(25)), state).has_next
