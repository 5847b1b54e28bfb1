"""Hunts and shelf truth: hot, cold, found; which racks to scan first."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import Actor
from przystan.rooms.records import models
from przystan.rooms.records import public as records
from przystan.rooms.records.rules import hunting, truth
from przystan.rooms.records.types import Place, PlaceKind, ReadBatch
from tests.records.test_inventory_screens import clerk, shelves, text

__all__ = ["shelves"]  # a fixture
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
CLERK = Actor(1, "Clerk")
H = records.Heat


@given(st.floats(0, 5000), st.floats(0, 5000), st.integers(0, 20))
def test_confidence_falls_with_time_and_with_every_step(
    age: float, more: float, moves: int
) -> None:
    now = truth.confidence(age_days=age, moves=moves)
    assert 0 < truth.confidence(age_days=age + more, moves=moves) <= now <= truth.FRESH
    assert truth.confidence(age_days=age, moves=moves + 1) < now
    assert truth.confidence(age_days=age, moves=moves, elsewhere=True) <= truth.ELSEWHERE


def test_a_year_without_a_read_takes_what_the_constant_says() -> None:
    year = truth.confidence(age_days=truth.DAYS_PER_YEAR)
    assert year == pytest.approx(truth.FRESH * (1 - truth.LOST_PER_YEAR))


def place(number: int, code: str, kind: PlaceKind, parent: int | None) -> Place:
    return Place(number, code, code, kind, "SZ", parent, None, 0)


ROOM = [place(1, "R", PlaceKind.ROOM, None), place(2, "R-1", PlaceKind.RACK, 1),
        place(3, "R-2", PlaceKind.RACK, 1), place(4, "R-1-1", PlaceKind.SHELF, 2),
        place(5, "R-2-1", PlaceKind.SHELF, 3), place(6, "R-9", PlaceKind.SHELF, 1)]
BATCHES = st.lists(st.builds(
    ReadBatch, st.sampled_from([4, 5, 6]), st.integers(0, 2000), st.integers(0, 3),
    st.booleans(), st.integers(1, 500)), max_size=12)


@given(BATCHES)
def test_the_racks_share_out_all_folders_and_all_doubt(batches: list[ReadBatch]) -> None:
    racks = truth.racks_in_doubt(batches, ROOM)
    assert sum(r.folders for r in racks) == sum(b.folders for b in batches)
    doubt = math.fsum(
        b.folders * (1 - truth.confidence(age_days=b.age_days, moves=b.moves,
                                          elsewhere=b.elsewhere)) for b in batches)
    assert sum(r.doubtful for r in racks) == pytest.approx(doubt, abs=0.03)
    found = [r.yield_per_minute for r in racks]
    assert found == sorted(found, reverse=True)
    assert {r.code for r in racks} <= {"R-1", "R-2", "R-9"}
    assert 0 <= truth.share_of_first(racks, 1) <= truth.share_of_first(racks, 3) <= 1.0000001


def test_the_rack_that_gives_most_for_a_minute_comes_first() -> None:
    old, new = ReadBatch(4, 900, 0, False, 300), ReadBatch(5, 1, 0, False, 300)
    assert [r.code for r in truth.racks_in_doubt([new, old], ROOM)] == ["R-1", "R-2"]
    # A little rack with one stray may be worth more of a minute than a large one unread for long.
    stray = ReadBatch(5, 1, 0, True, 30)
    assert truth.racks_in_doubt([old, stray], ROOM)[0].code == "R-2"


@pytest.mark.parametrize(("said", "told"), [
    ("abc", ("ABC", None)), ("2C74 -47.5", ("2C74", -47.5)), ("2C74;-60", ("2C74", -60.0)),
    ("2C74\t-55,5", ("2C74", -55.5)), ("SZ-R1-01", ("SZ-R1-01", None)),
])
def test_what_a_handheld_types_is_taken_apart(said: str, told: tuple[str, float | None]) -> None:
    assert hunting.split_read(said) == told


@pytest.mark.parametrize(("read", "heat"), [
    ("SZ R1 01 03", H.HOT), ("SZ R1 01 03 BOX", H.HOT), ("SZ R1 01 04", H.WARM),
    ("SZ R1 01", H.WARM), ("SZ R1 02 03", H.COLD), ("KO R1 01 03", H.COLD), ("", H.UNKNOWN),
])
def test_places_are_a_compass(read: str, heat: records.Heat) -> None:
    assert hunting.heat_of_places(read.split(), ["SZ", "R1", "01", "03"]) is heat


def test_a_stronger_signal_is_never_colder() -> None:
    order = [H.COLD, H.WARM, H.HOT]
    heats = [order.index(hunting.heat_of_signal(dbm)) for dbm in range(-90, -20)]
    assert heats == sorted(heats)
    assert set(heats) == {0, 1, 2}


def folder(number: int) -> records.FolderSummary:
    found = records.find_folder(text=f"SOC.6151.{number}.2020")
    assert found is not None
    return found


def test_a_hunt_says_hot_cold_and_found(shelves: dict[str, int]) -> None:
    records.reshelve_folders(folder_ids=[folder(2).id], place_id=shelves["SZ-2"], actor=CLERK,
                             at=AT)
    with pytest.raises(records.HuntEmpty):
        records.open_hunt(branch="SZ", texts=["zzz"], actor=CLERK, at=AT)
    hunt, unknown = records.open_hunt(
        branch="SZ", texts=["SOC.6151.1.2020", "zzz"], actor=CLERK, at=AT)
    assert unknown == ("zzz",)

    def read(said: str) -> records.HuntAnswer:
        return records.read_in_hunt(hunt_id=hunt, text=said, actor=CLERK, at=AT)

    assert read("SZ-1").heat is H.HOT
    assert read(folder(3).epc).heat is H.HOT
    assert read("SZ-2").heat is H.WARM
    assert read(folder(2).epc).case_sign == "SOC.6151.1.2020"
    assert read("something else").heat is H.UNKNOWN
    assert read(f"{folder(1).epc} -70").heat is H.COLD
    assert read(f"{folder(1).epc} -40").heat is H.HOT
    assert records.get_hunt(hunt_id=hunt).found == 0
    answer = read(folder(1).epc.lower())
    assert (answer.heat, answer.case_sign) == (H.FOUND, "SOC.6151.1.2020")
    assert records.get_hunt(hunt_id=hunt).found == 1
    assert records.last_answers(hunt_id=hunt)[0].heat is H.FOUND
    # Finding is not custody.
    assert len(records.list_custody(folder_id=folder(1).id)) == 2
    (line,) = records.list_hunt_lines(hunt_id=hunt)
    records.look_again(line_id=line.id, actor=CLERK, at=AT)
    records.add_to_hunt(hunt_id=hunt, folder_id=folder(3).id, actor=CLERK, at=AT)
    records.add_to_hunt(hunt_id=hunt, folder_id=folder(3).id, actor=CLERK, at=AT)
    records.say_found(line_id=line.id, place="sz-2", actor=CLERK, at=AT)
    found = next(x for x in records.list_hunt_lines(hunt_id=hunt) if x.id == line.id)
    assert found.found_place == "SZ-2"
    assert records.close_hunt(hunt_id=hunt, actor=CLERK, at=AT) == 1
    for deed in (lambda: read("SZ-1"), lambda: records.say_found(
            line_id=line.id, actor=CLERK, at=AT)):
        with pytest.raises(records.HuntClosed):
            deed()
    with pytest.raises(records.HuntNotFound):
        records.look_again(line_id=0, actor=CLERK, at=AT)


def test_the_handhelds_page(shelves: dict[str, int]) -> None:
    keeper = clerk("keeper")
    start = reverse("records:hunts")
    assert "SOC.6151.1.2020" in text(keeper.get(start, {"sign": "SOC.6151.1.2020"}))
    assert "No folder has such a sign" in text(keeper.post(start, {"branch": "SZ", "tags": "z"}))
    opened = keeper.post(start, {"branch": "SZ", "tags": "SOC.6151.1.2020 zz"}, follow=True)
    here = opened.redirect_chain[-1][0]
    assert "No folder: zz" in text(opened)
    assert "p-heat--hot" in text(keeper.post(here, {"scan": "SZ-1"}))
    assert "FOUND" in text(keeper.post(here, {"scan": folder(1).epc}))
    assert "Everything is found." in text(keeper.get(f"{here}lines/"))
    (line,) = records.list_hunt_lines(hunt_id=records.list_hunts()[0].id)
    assert "I have it" in text(
        keeper.post(f"{here}act/", {"act": "again", "line": line.id}, follow=True))
    keeper.post(f"{here}act/", {"act": "found", "line": line.id})
    over = keeper.post(f"{here}act/", {"act": "close"}, follow=True)
    assert "The hunt is over. Not found: 0." in text(over)
    assert "This hunt is over." in text(keeper.post(here, {"scan": "SZ-1"}, follow=True))
    assert keeper.get(reverse("records:hunt", args=[0])).status_code == 404


def test_the_age_of_a_folder_is_the_days_since_its_tag_answered(shelves: dict[str, int]) -> None:
    today = date(2023, 3, 11)
    ((shelf),) = records.list_rack_doubts(today=today)
    moved = 1 - truth.confidence(age_days=10, moves=1)
    assert (shelf.code, shelf.folders) == ("SZ-1", 3)
    assert shelf.doubtful == pytest.approx(3 * moved, abs=0.01)
    seen = AT + timedelta(days=9)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO records_tagseen (epc, place_id, reader, seen_at)"
            " VALUES (%s, %s, 'r', %s)",
            [(folder(1).epc, shelves["SZ-1"], seen), (folder(2).epc, shelves["SZ-2"], seen)])
    ((shelf),) = records.list_rack_doubts(today=today, branch="SZ")
    read, stray = 1 - truth.confidence(age_days=1), 1 - truth.ELSEWHERE
    assert shelf.doubtful == pytest.approx(read + stray + moved, abs=0.01)
    assert records.list_rack_doubts(today=today, branch="KO") == ()

    def believed(number: int) -> float | None:
        return records.confidence_of(folder_id=folder(number).id, today=today)

    assert believed(1) == pytest.approx(truth.confidence(age_days=1))
    assert believed(2) == pytest.approx(truth.ELSEWHERE)
    records.lend_folder(folder_id=folder(3).id, holder="Officer", actor=CLERK, at=AT)
    assert believed(3) is None
    # Seen from an antenna that looks at the whole building, it is where it should be.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_tagseen SET place_id = %s WHERE epc = %s",
                       [shelves["SZ"], folder(2).epc])
    assert believed(2) == believed(1)


def test_the_page_says_which_racks_to_scan_and_what_counts_found(shelves: dict[str, int]) -> None:
    keeper = clerk("keeper")
    said = text(keeper.get(reverse("records:truth")))
    assert "These three racks" in said
    assert "SZ-1" in said
    assert "No count was confirmed yet" in said
    count = records.open_inventory(place="SZ-1", actor=CLERK, at=AT)
    records.observe_texts(inventory_id=count, texts=["SOC.6151.1.2020", "SOC.6151.2.2020"],
                          place="", actor=CLERK, at=AT)
    records.close_inventory(inventory_id=count, actor=CLERK, at=AT)
    records.confirm_inventory(inventory_id=count, actor=Actor(2, "Second"), at=AT)
    assert records.share_out_of_place() == (1, 3)
    assert "33.33 % of 3" in text(keeper.get(reverse("records:truth")))


def test_the_signal_of_a_tag_over_time(shelves: dict[str, int]) -> None:
    agent = models.EdgeAgent.objects.create(
        uuid="0c7c7f0e-0000-4000-8000-000000000001", name="a", branch_id="SZ",
        public_key=b"0" * 32, enrolled_at=AT, enrolled_by="x")
    models.Antenna.objects.create(reader="r", number=1, place_id=shelves["SZ-2"])
    for n, dbm in enumerate((-70.0, -52.0)):
        models.Sighting.objects.create(
            agent=agent, seq=n + 1, epc=folder(1).epc, reader="r", antenna=1, rssi_dbm=dbm,
            first_at=AT, last_at=AT + timedelta(minutes=n), reads=1)
    points = records.signal_of(folder_id=folder(1).id)
    assert [(p.place, p.rssi_dbm) for p in points] == [("SZ-2", -70.0), ("SZ-2", -52.0)]
    page = text(clerk("keeper").get(reverse("records:folder", args=[folder(1).id])))
    assert "Strongest at SZ-2" in page
