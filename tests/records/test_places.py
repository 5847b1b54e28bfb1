"""Places: added, changed, closed, moved with their content; the fill in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Actor
from przystan.platform.sites import public as sites
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.places import Fill, can_stand_in, fill_of, paths_of
from przystan.rooms.records.rules.tags import encode_tag
from przystan.rooms.records.types import TagNumber, TagScheme
from tests.records.test_inventory_screens import clerk, shelves, text

__all__ = ["shelves"]  # a fixture
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
CLERK = Actor(1, "Clerk")
K = records.PlaceKind
SHELF_TAG = encode_tag(TagNumber(TagScheme.GIAI, "0614141", "77", 0))


def add(code: str, kind: records.PlaceKind, parent: str | None = "SZ", branch: str = "SZ") -> int:
    return records.add_place(
        place=records.NewPlace(code, code, kind, branch, parent), actor=CLERK, at=AT)


@given(st.integers(0, 200), st.integers(1, 100))
def test_the_fill_has_one_word(folders: int, capacity: int) -> None:
    word = fill_of(folders, capacity)
    assert (word is Fill.OVERFULL) == (folders > capacity)
    assert (word is Fill.FULL) == (folders == capacity)
    assert (word is Fill.EMPTY) == (folders == 0)
    assert fill_of(folders, None) is None


def test_a_rack_does_not_stand_on_a_shelf() -> None:
    assert can_stand_in(K.SHELF, K.RACK)
    assert can_stand_in(K.BOX, K.BOX)
    assert not can_stand_in(K.RACK, K.SHELF)
    assert not can_stand_in(K.ROOM, K.ROOM)


def test_a_shelf_moves_with_its_folders_and_back(shelves: dict[str, int]) -> None:
    add("SZ-R1", K.ROOM)
    rack = add("SZ-R1-01", K.RACK, "SZ-R1")
    chain = records.list_custody(folder_id=1) or ()
    records.move_place(place_id=shelves["SZ-1"], into="sz-r1-01", actor=CLERK, at=AT)
    places = records.list_places()
    assert paths_of(places)[shelves["SZ-1"]] == ("SZ", "SZ-R1", "SZ-R1-01", "SZ-1")
    assert {p.code: p.folders for p in places}["SZ-1"] == 3
    found = records.find_folder(text="SOC.6151.1.2020")
    assert found is not None
    assert found.place == "SZ-1"
    assert records.list_custody(folder_id=1) == chain
    # The count of the rack expects what came with the shelf.
    inventory = records.open_inventory(place="SZ-R1-01", actor=CLERK, at=AT)
    assert records.get_inventory(inventory_id=inventory).expected == 3
    with pytest.raises(records.PlaceBeingCounted):
        records.move_place(place_id=shelves["SZ-1"], into="SZ", actor=CLERK, at=AT)
    records.abandon_inventory(inventory_id=inventory, note="", actor=CLERK, at=AT)
    records.move_place(place_id=shelves["SZ-1"], into="SZ", actor=CLERK, at=AT)
    moves = records.list_place_moves(place_id=shelves["SZ-1"])
    assert [(m.before, m.after) for m in moves] == [("SZ-R1-01", "SZ"), ("SZ", "SZ-R1-01")]
    assert records.get_place(place_id=rack).folders == 0


def test_a_place_stands_only_where_it_fits(shelves: dict[str, int]) -> None:
    sites.add_sites(branches=[sites.Branch("KO", "Delegatura", "Koszalin")])
    add("KO", K.BUILDING, None, "KO")
    room = add("SZ-R1", K.ROOM)
    add("SZ-R1-01", K.RACK, "SZ-R1")
    for place_id, into in (
        (shelves["SZ-1"], "KO"), (room, "SZ-R1-01"), (room, "SZ-R1"), (room, "SZ-1"),
    ):
        with pytest.raises(records.PlaceDoesNotFit):
            records.move_place(place_id=place_id, into=into, actor=CLERK, at=AT)
    with pytest.raises(records.PlaceNotFound):
        records.move_place(place_id=room, into="nowhere", actor=CLERK, at=AT)
    with pytest.raises(records.PlaceCodeTaken):
        add(" sz-r1 ", K.ROOM)
    with pytest.raises(records.PlaceDoesNotFit):
        add("SZ-9", K.ROOM, "SZ-1")


def test_a_reference_tag_is_nobody_elses(shelves: dict[str, int]) -> None:
    def change(place: str, tag: str) -> None:
        records.change_place(place_id=shelves[place], name="Shelf", capacity=60,
                             reference_epc=tag, actor=CLERK, at=AT)

    change("SZ-1", SHELF_TAG.lower())
    assert records.reference_tags() == {SHELF_TAG: shelves["SZ-1"]}
    change("SZ-1", SHELF_TAG)
    folder = records.find_folder(text="SOC.6151.1.2020")
    assert folder is not None
    for refused in (SHELF_TAG, folder.epc, "zzz", "E2801160600002084A1B2C3D"):
        with pytest.raises(records.ReferenceTagRefused):
            change("SZ-2", refused)
    change("SZ-1", "")
    change("SZ-2", SHELF_TAG)


def test_an_empty_place_is_closed_and_takes_nothing(shelves: dict[str, int]) -> None:
    for full in ("SZ", "SZ-1"):
        with pytest.raises(records.PlaceNotEmpty):
            records.close_place(place_id=shelves[full], actor=CLERK, at=AT)
    records.close_place(place_id=shelves["SZ-2"], actor=CLERK, at=AT)
    with pytest.raises(records.PlaceNotFound):
        records.place_id_of(code="SZ-2")
    assert "SZ-2" not in {p.code for p in records.list_places()}
    records.reopen_place(place_id=shelves["SZ-2"], actor=CLERK, at=AT)
    assert records.place_id_of(code="SZ-2") == shelves["SZ-2"]
    with pytest.raises(records.PlaceNotFound):
        records.reopen_place(place_id=shelves["SZ-2"], actor=CLERK, at=AT)


def test_places_through_the_screens(shelves: dict[str, int]) -> None:
    keeper, officer = clerk("keeper"), clerk("officer", accounts.Role.CASE_OFFICER)
    building = reverse("records:place", args=[shelves["SZ"]])
    assert "Add a place in it" in text(keeper.get(building))
    assert "Add a place in it" not in text(officer.get(building))
    add_here = f"{reverse('records:place-add')}?within={shelves['SZ']}"
    made = keeper.post(add_here, {"code": "sz-r1", "kind": "room", "name": "Room"}, follow=True)
    assert "The place was added." in text(made)
    assert "Another place has this code." in text(
        keeper.post(add_here, {"code": "SZ-R1", "kind": "room", "name": "Room"}))
    assert officer.post(add_here, {"code": "x"}).status_code == 403
    shelf = reverse("records:place", args=[shelves["SZ-1"]])
    saved = keeper.post(f"{shelf}change/", {"name": "First", "capacity": 3}, follow=True)
    assert "First" in text(saved)
    assert "full" in text(saved)
    moved = text(keeper.post(f"{shelf}move/", {"into": "SZ-R1"}, follow=True))
    assert "SZ-1 was moved with everything in it." in moved
    assert "Moved from SZ to SZ-R1" in moved
    assert "There is no place with this code." in text(
        keeper.post(f"{shelf}move/", {"into": "zz"}))
    assert "Empty it first" in text(keeper.post(f"{shelf}close/", follow=True))
    other = reverse("records:place", args=[shelves["SZ-2"]])
    assert "The place is closed" in text(keeper.post(f"{other}close/", follow=True))
    assert "open again" in text(keeper.post(f"{other}close/", follow=True))
    folder = records.find_folder(text="SOC.6151.1.2020")
    assert folder is not None
    assert "no tag number that the office" in text(keeper.post(
        f"{other}change/", {"name": "x", "reference_epc": folder.epc}))
    assert keeper.get(reverse("records:place", args=[0])).status_code == 404
    assert "SZ-R1" in text(officer.get(reverse("records:places")))
