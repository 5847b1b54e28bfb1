"""How full places are, and the pace of labelling: the pure part of two screens."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from przystan.rooms.records.rules.places import RACK_WIDTH, beneath_of, pace_by_week, rack_of
from przystan.rooms.records.types import Place, PlaceKind, TaggingSession

ROOM = Place(1, "SZ-R1", "Room", PlaceKind.ROOM, "SZ", None, None, 0)
RACK = Place(2, "SZ-R1-01", "Rack", PlaceKind.RACK, "SZ", 1, None, 0)


def shelf(number: int, folders: int, capacity: int | None = 60) -> Place:
    return Place(10 + number, f"SZ-R1-01-{number:02d}", "", PlaceKind.SHELF, "SZ", 2, capacity,
                 folders)


def session(day: date, hours: str, folders: int) -> TaggingSession:
    return TaggingSession(1, "", day, "SZ", 5, Decimal(hours), 0, folders)


def test_a_place_counts_what_lies_beneath_it():
    places = (ROOM, RACK, shelf(1, 30), shelf(2, 60))

    assert beneath_of(places)[ROOM.id] == (90, 120)
    assert beneath_of(places)[RACK.id] == (90, 120)
    assert beneath_of(places)[11] == (30, 60)


def test_a_full_shelf_fills_its_width_and_says_so():
    picture = rack_of(RACK, [shelf(1, 60), shelf(2, 15)])

    assert [s.width for s in picture.shelves] == [RACK_WIDTH, RACK_WIDTH / 4]
    assert [s.is_packed for s in picture.shelves] == [True, False]
    assert picture.percent == 62


def test_without_a_capacity_nothing_is_claimed():
    picture = rack_of(RACK, [shelf(1, 7, capacity=None)])

    assert picture.percent is None
    assert picture.shelves[0].width == 0


@given(st.lists(st.integers(0, 200), min_size=1, max_size=30))
def test_no_shelf_leaves_its_rack(filled):
    picture = rack_of(RACK, [shelf(n, folders) for n, folders in enumerate(filled)])

    assert picture.folders == sum(filled)
    assert all(0 <= s.width <= RACK_WIDTH and s.top < s.bottom for s in picture.shelves)


def test_the_pace_of_a_week_weighs_its_sessions_by_their_hours():
    monday = datetime(2023, 3, 6, tzinfo=UTC).date()
    paces = pace_by_week([
        session(date(2023, 3, 14), "10", 100), session(monday, "10", 100),
        session(date(2023, 3, 8), "30", 600), session(date(2023, 3, 9), "0", 0),
    ])

    assert paces == [(monday, 17.5), (date(2023, 3, 13), 10.0)]
