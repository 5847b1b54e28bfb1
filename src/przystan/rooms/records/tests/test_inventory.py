"""Counts: what is found, misfiled, missing, not scanned; two persons; a second computation."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db.models import Exists, ForeignKey, OuterRef
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import Actor, system_actor
from przystan.platform.sites import public as sites
from przystan.platform.transactions import public as transactions
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.tags import folder_epc

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
LATER = AT + timedelta(days=1)
ACTOR = system_actor("test")
CLERK, SECOND = Actor(1, "Clerk"), Actor(2, "Second")
KIND = records.FindingKind
Places = dict[str, int]


@pytest.fixture
def store(db: None) -> Places:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    place = records.NewPlace
    kinds = records.PlaceKind
    tree = [place("SZ", "Szczecin", kinds.BUILDING, "SZ"),
            place("R", "Room", kinds.ROOM, "SZ", "SZ")]
    for rack in "12":
        tree.append(place(f"R{rack}", f"Rack {rack}", kinds.RACK, "SZ", "R"))
        tree += [place(f"R{rack}-{n}", f"Shelf {rack}/{n}", kinds.SHELF, "SZ", f"R{rack}",
                       reference_epc=records.encode_tag(records.TagNumber(
                           records.TagScheme.GIAI, "0614141", f"{rack}{n}"))) for n in "123"]
    return records.add_places(places=tree, actor=ACTOR, at=AT)


def shelve(store: Places, *shelves: str) -> list[int]:
    """Register a folder for each shelf named; its tag's serial is its position from 1."""
    return records.register_folders_in_bulk(actor=ACTOR, at=AT, folders=[
        records.NewFolder(
            f"SOC.6151.{n}.2020", records.FolderKind.TEMPORARY, "SZ", AT, True, tag_serial=n,
            labelled_at=AT,
            custody=(records.NewCustody(records.Custody.SHELVED, AT, store[shelf]),))
        for n, shelf in enumerate(shelves, 1)])


def see(serial: int, place: int | None, rssi: float | None = -50) -> records.Observation:
    return records.Observation(folder_epc(serial), place, rssi)


def count(store: Places, scope: str, *seen: records.Observation,
          scanned: tuple[int, ...] = ()) -> tuple[int, dict[records.FindingKind, int]]:
    inventory = records.open_inventory(place=scope, actor=CLERK, at=LATER)
    records.observe(inventory_id=inventory, observations=seen, scanned=scanned, actor=CLERK,
                    at=LATER)
    return inventory, records.close_inventory(inventory_id=inventory, actor=CLERK, at=LATER)


def kinds_of(inventory: int) -> dict[str, records.FindingKind]:
    found = records.list_findings(inventory_id=inventory, with_found=True, limit=None)
    return {f.epc: f.kind for f in found}


def test_found_misfiled_missing_and_what_nobody_scanned(store: Places) -> None:
    shelve(store, "R1-1", "R1-1", "R1-2", "R1-3", "R2-1")
    inventory, counts = count(
        store, "R1", see(1, store["R1-1"]), see(3, store["R1-1"]), see(5, store["R1-2"]))
    assert counts == {KIND.FOUND: 1, KIND.MISFILED: 2, KIND.MISSING: 1, KIND.NOT_SCANNED: 1}
    kinds = kinds_of(inventory)
    assert kinds == {
        folder_epc(1): KIND.FOUND, folder_epc(2): KIND.MISSING, folder_epc(3): KIND.MISFILED,
        folder_epc(4): KIND.NOT_SCANNED, folder_epc(5): KIND.MISFILED}
    (stray,) = [f for f in records.list_findings(inventory_id=inventory) if f.epc == folder_epc(5)]
    assert (stray.expected_place, stray.found_place) == ("R2-1", "R1-2")
    told = records.get_inventory(inventory_id=inventory)
    assert (told.expected, told.seen, told.scanned_places, told.places) == (4, 3, 2, 3)


def test_a_rack_read_as_a_whole_finds_what_lies_on_its_shelves(store: Places) -> None:
    shelve(store, "R1-1", "R1-3", "R2-2")
    _, counts = count(store, "R1", see(1, store["R1"]), see(3, store["R1"]))
    assert counts == {KIND.FOUND: 1, KIND.MISSING: 1, KIND.MISFILED: 1}


def test_an_empty_shelf_that_was_read_misses_its_folders(store: Places) -> None:
    shelve(store, "R1-1", "R1-2")
    _, counts = count(store, "R1", scanned=(store["R1-2"],))
    assert counts == {KIND.MISSING: 1, KIND.NOT_SCANNED: 1}


def test_lent_retired_struck_out_and_unknown_are_told_apart(store: Places) -> None:
    ids = shelve(store, "R1-1", "R1-1", "R1-1", "R1-1")
    records.pass_folder(folder_id=ids[0], custody=records.Custody.LENT, holder="Officer",
                        actor=CLERK, at=AT)
    new = records.label_folder(folder_id=ids[1], reason="dead", epc=folder_epc(501), actor=CLERK,
                               at=AT)
    records.label_folder(folder_id=ids[2], reason="dead", epc=folder_epc(502), actor=CLERK, at=AT)
    records.remove_folder(folder_id=ids[3], reason="twice", actor=CLERK, at=AT)
    here = store["R1-1"]
    inventory, counts = count(
        store, "R1-1", *(see(n, here) for n in (1, 2, 3, 4, 999)),
        records.Observation(new, here))
    assert counts == {KIND.LENT_BUT_PRESENT: 1, KIND.FOUND: 2, KIND.RETIRED_TAG: 3,
                      KIND.UNKNOWN_TAG: 1}
    kinds = kinds_of(inventory)
    assert kinds[folder_epc(1)] is KIND.LENT_BUT_PRESENT
    assert kinds[folder_epc(999)] is KIND.UNKNOWN_TAG
    assert kinds[new] is KIND.FOUND


def test_the_stronger_signal_says_where_and_a_repeat_changes_no_finding(store: Places) -> None:
    shelve(store, "R1-1")
    inventory = records.open_inventory(place="R1", actor=CLERK, at=LATER)
    for place, rssi in (("R1-2", -60.0), ("R1-1", -40.0), ("R1-2", -60.0), ("R1-3", None)):
        records.observe(inventory_id=inventory, observations=[see(1, store[place], rssi)],
                        actor=CLERK, at=LATER)
    assert records.close_inventory(inventory_id=inventory, actor=CLERK, at=LATER) == {KIND.FOUND: 1}


def test_what_is_expected_is_frozen_at_the_opening(store: Places) -> None:
    ids = shelve(store, "R1-1", "R2-1")
    inventory = records.open_inventory(place="R1", actor=CLERK, at=LATER)
    records.pass_folder(folder_id=ids[0], custody=records.Custody.LENT, holder="Officer",
                        actor=CLERK, at=LATER + timedelta(minutes=1))
    records.observe(inventory_id=inventory, observations=[], scanned=[store["R1"]], actor=CLERK,
                    at=LATER)
    counts = records.close_inventory(inventory_id=inventory, actor=CLERK, at=LATER)
    assert counts == {KIND.MISSING: 1}
    # Lent meanwhile: the confirmation does not overwrite what was recorded later.
    assert records.confirm_inventory(inventory_id=inventory, report_missing=True, actor=SECOND,
                                     at=LATER + timedelta(hours=1)) == 0
    assert records.get_folder(folder_id=ids[0]).custody is records.Custody.LENT


def test_a_second_person_confirms_and_custody_follows_only_then(store: Places) -> None:
    ids = shelve(store, "R1-1", "R1-1", "R1-2")
    inventory, _ = count(store, "R1", see(1, store["R1-1"]), see(3, store["R1-1"]))
    assert records.get_folder(folder_id=ids[1]).custody is records.Custody.SHELVED
    with pytest.raises(records.SecondPersonNeeded):
        records.confirm_inventory(inventory_id=inventory, actor=CLERK, at=LATER)
    steps = records.confirm_inventory(
        inventory_id=inventory, report_missing=True, accept_places=True, actor=SECOND, at=LATER)
    assert steps == 2
    assert records.get_folder(folder_id=ids[1]).custody is records.Custody.MISSING
    assert records.get_folder(folder_id=ids[2]).place == "R1-1"
    with pytest.raises(records.InventoryNotClosed):
        records.confirm_inventory(inventory_id=inventory, actor=SECOND, at=LATER)


def test_counts_of_one_place_do_not_overlap(store: Places) -> None:
    first = records.open_inventory(place="R1-1", actor=CLERK, at=LATER)
    for scope in ("R1-1", "R1", "SZ"):
        with pytest.raises(records.InventoryOverlaps):
            records.open_inventory(place=scope, actor=CLERK, at=LATER)
    records.open_inventory(place="R2", actor=CLERK, at=LATER)
    records.abandon_inventory(inventory_id=first, note="reader died", actor=CLERK, at=LATER)
    again = records.open_inventory(place="R1", actor=CLERK, at=LATER)
    with pytest.raises(records.InventoryNotOpen):
        records.observe(inventory_id=first, observations=[], actor=CLERK, at=LATER)
    with pytest.raises(records.PlaceOutsideScope):
        records.observe(inventory_id=again, observations=[see(1, store["R2-1"])], actor=CLERK,
                        at=LATER)
    with pytest.raises(records.InventoryNotClosed):
        records.confirm_inventory(inventory_id=again, actor=SECOND, at=LATER)
    with pytest.raises(records.PlaceNotFound):
        records.open_inventory(place="X", actor=CLERK, at=LATER)
    with pytest.raises(records.InventoryNotFound):
        records.get_inventory(inventory_id=0)
    assert [i.state for i in records.list_inventories()] == ["open", "open", "abandoned"]


@pytest.mark.parametrize("seed", range(6))
def test_a_random_repository_counted_a_second_time_by_plain_loops(
    store: Places, seed: int
) -> None:
    rng = random.Random(seed)
    shelves = [f"R{r}-{n}" for r in "12" for n in "123"]
    homes = [rng.choice(shelves) for _ in range(60)]
    ids = shelve(store, *homes)
    away = set(rng.sample(range(60), 8))
    for n in away:
        records.pass_folder(folder_id=ids[n], custody=records.Custody.LENT, holder="O",
                            actor=CLERK, at=AT)
    scanned = set(rng.sample([s for s in shelves if s.startswith("R1")], 2))
    seen = {n: rng.choice(sorted(scanned)) for n in rng.sample(range(60), 25)}
    inventory, counts = count(store, "R1", *(see(n + 1, store[s]) for n, s in seen.items()),
                              scanned=tuple(store[s] for s in scanned))
    expected: dict[records.FindingKind, int] = {}
    for n, home in enumerate(homes):
        if n in seen:
            kind = (KIND.LENT_BUT_PRESENT if n in away
                    else KIND.FOUND if seen[n] == home else KIND.MISFILED)
        elif n in away or not home.startswith("R1"):
            continue
        else:
            kind = KIND.MISSING if home in scanned else KIND.NOT_SCANNED
        expected[kind] = expected.get(kind, 0) + 1
    assert counts == dict(sorted(expected.items()))
    listed = records.list_findings(inventory_id=inventory, with_found=True, limit=None)
    assert Counter(f.kind for f in listed) == counts
    assert dict(records.get_inventory(inventory_id=inventory).findings) == counts
    assert {f.epc for f in listed if f.kind is KIND.FOUND} == {
        folder_epc(n + 1) for n in seen if n not in away and seen[n] == homes[n]}


def read(epc: str, rssi: float | None = None, antenna: int | None = None) -> records.TagRead:
    return records.TagRead(bytes.fromhex(epc), antenna, rssi)


def test_a_reference_tag_says_where_the_reader_is() -> None:
    shelf_a, shelf_b = "34" + "0" * 21 + "1", "34" + "0" * 21 + "2"
    one, two, three = (folder_epc(n) for n in (1, 2, 3))
    found = records.locate_reads(
        [read(one), read(shelf_a), read(two, -50), read(shelf_b), read(two, -40), read(three),
         read("30" + "0" * 22)],
        references={shelf_a: 11, shelf_b: 12}, scope_id=1)
    assert {o.epc: o.place_id for o in found} == {one: None, two: 12, three: 12}
    assert {o.epc: o.reads for o in found}[two] == 2


def test_a_stream_without_reference_tags_was_read_in_the_whole_scope() -> None:
    found = records.locate_reads([read(folder_epc(1))], references={}, scope_id=7)
    assert [(o.place_id, o.reads) for o in found] == [(7, 1)]


def test_a_fixed_antenna_has_its_place() -> None:
    found = records.locate_reads(
        [read(folder_epc(1), -60, 1), read(folder_epc(1), -45, 2)], references={}, scope_id=7,
        antennas={("", 1): 21, ("", 2): 22})
    assert [o.place_id for o in found] == [22]


@given(st.lists(st.tuples(st.integers(1, 5), st.none() | st.integers(-80, -30)), max_size=30))
def test_every_read_is_counted_and_every_tag_once(
    seen: list[tuple[int, int | None]]
) -> None:
    found = records.locate_reads(
        [read(folder_epc(n), rssi) for n, rssi in seen], references={}, scope_id=1)
    assert sum(o.reads for o in found) == len(seen)
    assert len({o.epc for o in found}) == len(found) == len({n for n, _ in seen})


def test_rows_of_a_count_point_at_rows_that_are_there(store: Places) -> None:
    """The database checks no such key; a row of each kind of finding is looked at."""
    lent, _removed, _missing, _found = shelve(store, "R1-1", "R1-2", "R1-3", "R2-1")
    records.lend_folder(folder_id=lent, holder="Officer", actor=CLERK, at=AT)
    count(store, "R", see(1, store["R1-1"]), see(2, store["R2-2"]), see(4, store["R2-1"]),
          see(99, None), scanned=(store["R1-3"],))
    unchecked = [(model, field) for model in apps.get_app_config("records").get_models()
                 for field in model._meta.get_fields()
                 if isinstance(field, ForeignKey) and not field.db_constraint]
    assert {model._meta.model_name for model, _ in unchecked} == {
        "inventoryexpected", "inventoryobservation", "inventoryfinding", "tagseen"}
    for model, field in unchecked:
        pointing = model._default_manager.filter(**{f"{field.name}__isnull": False})
        assert pointing.exists(), (model, field)
        targets = field.related_model._default_manager.filter(pk=OuterRef(field.attname))
        assert not pointing.exclude(Exists(targets)).exists(), (model, field)


def test_a_count_that_the_planner_has_not_heard_of_is_not_compared_each_with_each(
        store: Places) -> None:
    folders = 6_000
    shelve(store, *["R1-1"] * folders)
    seen = [see(n + 1, store["R1-1"]) for n in range(folders)]
    count(store, "R1-1", *seen)
    transactions.refresh_statistics()
    transactions.execute("SET LOCAL statement_timeout = '3s'")
    _inventory, counts = count(store, "R1-1", *seen)
    assert counts == {KIND.FOUND: folders}
