"""A stack on the desk: identified, sorted in walking order, put back in one step, undone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from przystan.platform.accounts.public import Actor
from przystan.platform.sites import public as sites
from przystan.rooms.records import models
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.tags import folder_epc
from tests.records.test_inventory_screens import clerk, shelves, text

__all__ = ["shelves"]  # a fixture
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
CLERK, OFFICER = Actor(1, "Clerk"), Actor(2, "Officer")
G, C = records.StackGroup, records.Custody


def folder(number: int) -> records.FolderSummary:
    found = records.find_folder(text=f"SOC.6151.{number}.2020")
    assert found is not None
    return found


def lend(number: int) -> None:
    records.lend_folder(folder_id=folder(number).id, holder="Officer", actor=CLERK, at=AT)


def groups(*texts: str, branch: str = "SZ") -> dict[str, records.StackGroup]:
    return {i.text: i.group for i in records.identify_stack(texts=texts, branch=branch)}


def test_everything_of_a_stack_is_told_apart(shelves: dict[str, int]) -> None:
    sites.add_sites(branches=[sites.Branch("KO", "Delegatura", "Koszalin")])
    never = records.register_folder(
        case_sign="SOC.6151.9.2020", kind=records.FolderKind.PERMANENT, branch="SZ", is_open=True,
        actor=CLERK, at=AT)
    records.register_folder(
        case_sign="SOC.6151.8.2020", kind=records.FolderKind.PERMANENT, branch="KO", is_open=True,
        actor=CLERK, at=AT)
    lend(1)
    records.request_folder(folder_id=folder(2).id, purpose="", is_urgent=True, actor=OFFICER,
                           at=AT)
    old = folder(3).epc
    records.label_folder(folder_id=folder(3).id, reason="dead", actor=CLERK, at=AT)
    told = groups(folder(1).epc, folder(2).epc.lower(), old, "SOC.6151.9.2020",
                  "SOC.6151.8.2020", folder_epc(777), "", folder(1).epc)
    assert told == {
        folder(1).epc: G.RESHELVE, folder(2).epc: G.WANTED, old: G.RETIRED,
        "SOC.6151.9.2020": G.NO_PLACE, "SOC.6151.8.2020": G.OTHER_BRANCH,
        folder_epc(777): G.UNKNOWN}
    assert groups(folder(1).epc, branch="KO") == {folder(1).epc: G.OTHER_BRANCH}
    # Reading has changed nothing.
    assert (folder(1).custody, records.get_folder(folder_id=never).custody) == (
        C.LENT, C.REGISTERED)


def test_one_number_from_two_chips_and_two_tags_on_one_folder_are_duplicates(
    shelves: dict[str, int]
) -> None:
    epc = folder(1).epc
    assert groups(f"{epc} E280AA", f"{epc} E280AA") == {epc: G.RESHELVE}
    assert groups(f"{epc} E280AA", f"{epc} E280BB") == {epc: G.DUPLICATE}
    # A sign and a tag of one folder are one folder twice, not two tags.
    assert set(groups(epc, "SOC.6151.1.2020").values()) == {G.RESHELVE}
    new = records.label_folder(folder_id=folder(1).id, reason="dead", actor=CLERK, at=AT)
    assert groups(epc, new) == {epc: G.DUPLICATE, new: G.DUPLICATE}


def test_the_stack_is_sorted_as_one_walks(shelves: dict[str, int]) -> None:
    kinds = records.PlaceKind
    for code, kind, parent in (
        ("A-ROOM", kinds.ROOM, "SZ"), ("Z-RACK", kinds.RACK, "A-ROOM"),
        ("B-RACK", kinds.RACK, "A-ROOM"),
    ):
        records.add_place(place=records.NewPlace(code, code, kind, "SZ", parent), actor=CLERK,
                          at=AT)
    records.move_place(place_id=shelves["SZ-1"], into="Z-RACK", actor=CLERK, at=AT)
    records.move_place(place_id=shelves["SZ-2"], into="B-RACK", actor=CLERK, at=AT)
    records.reshelve_folders(folder_ids=[folder(3).id], place_id=shelves["SZ-2"], actor=CLERK,
                             at=AT)
    items = records.identify_stack(
        texts=[folder(n).epc for n in (1, 2, 3)], branch="SZ")
    # Shelf 2 stands in rack B now, so it comes before shelf 1 in rack Z.
    assert [(i.case_sign, i.place) for i in items] == [
        ("SOC.6151.3.2020", "SZ-2"), ("SOC.6151.1.2020", "SZ-1"), ("SOC.6151.2.2020", "SZ-1")]
    assert items[0].path == ("SZ", "A-ROOM", "B-RACK", "SZ-2")


def test_a_stack_goes_back_in_one_step_or_not_at_all(shelves: dict[str, int]) -> None:
    lend(1)
    lend(2)
    never = records.register_folder(
        case_sign="SOC.6151.9.2020", kind=records.FolderKind.PERMANENT, branch="SZ", is_open=True,
        actor=CLERK, at=AT)
    with pytest.raises(records.NoPlaceYet):
        records.reshelve_folders(folder_ids=[folder(1).id, never], actor=CLERK, at=AT)
    assert folder(1).custody is C.LENT
    ids = [folder(1).id, folder(2).id, folder(1).id]
    assert records.reshelve_folders(folder_ids=ids, actor=CLERK, at=AT) == 2
    assert {(folder(n).custody, folder(n).place) for n in (1, 2)} == {(C.SHELVED, "SZ-1")}


def test_a_step_is_undone_and_the_chain_shows_both(shelves: dict[str, int]) -> None:
    records.lend_folder(folder_id=folder(1).id, holder="Officer", due_date=date(2023, 3, 20),
                        actor=CLERK, at=AT)
    records.reshelve_folders(folder_ids=[folder(1).id], actor=CLERK, at=AT)
    assert records.undo_custody(folder_id=folder(1).id, actor=CLERK, at=AT) is C.LENT
    (loan,) = records.list_loans(today=date(2023, 3, 21))
    assert (loan.holder, loan.due_date, loan.days_late) == ("Officer", date(2023, 3, 20), 1)
    chain = records.list_custody(folder_id=folder(1).id)
    assert [s.custody for s in chain] == [
        C.REGISTERED, C.SHELVED, C.LENT, C.SHELVED, C.LENT]
    assert records.gaps_of(chain) == ()
    with pytest.raises(records.NothingToUndo):
        records.undo_custody(folder_id=folder(2).id, actor=CLERK, at=AT)
    records.pass_folder(folder_id=folder(2).id, custody=C.IN_TRANSIT, actor=CLERK, at=AT)
    with pytest.raises(records.NothingToUndo):
        records.undo_custody(folder_id=folder(2).id, actor=CLERK, at=AT)
    with pytest.raises(records.FolderNotFound):
        records.undo_custody(folder_id=0, actor=CLERK, at=AT)


def test_the_desk_sorts_a_stack_and_puts_it_back(shelves: dict[str, int]) -> None:
    keeper = clerk("keeper")
    lend(1)
    start = reverse("records:stack")
    read = text(keeper.post(start, {"branch": "SZ", "tags": f"{folder(1).epc}\nzzz"}))
    assert "To reshelve, in walking order" in read
    assert f'name="folder" value="{folder(1).id}"' in read
    assert "no folder" in read
    assert folder(1).custody is C.LENT
    done = keeper.post(reverse("records:stack-reshelve"), {"folder": [folder(1).id]}, follow=True)
    assert "1 folder is recorded on its place." in text(done)
    assert folder(1).custody is C.SHELVED
    undone = keeper.post(reverse("records:undo", args=[folder(1).id]), follow=True)
    assert "The last step is undone" in text(undone)
    assert folder(1).custody is C.LENT
    assert "Nothing was read." in text(keeper.post(start, {"branch": "SZ", "tags": ""}))
    assert keeper.post(reverse("records:undo", args=[0])).status_code == 404


def test_what_a_fixed_reader_saw_just_now_is_a_stack_too(shelves: dict[str, int]) -> None:
    keeper = clerk("keeper")
    models.Antenna.objects.create(reader="desk", number=1, place_id=shelves["SZ-1"])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_tagseen (epc, place_id, reader, seen_at)"
            " VALUES (%s, %s, 'desk', now()), (%s, %s, 'desk', now() - interval '1 hour')",
            [folder(1).epc, shelves["SZ-1"], folder(2).epc, shelves["SZ-1"]])
    read = text(keeper.post(reverse("records:stack"), {"branch": "SZ", "tags": "",
                                                       "reader": "desk"}))
    assert "SOC.6151.1.2020" in read
    assert "SOC.6151.2.2020" not in read
    assert records.seen_at_desk(reader="other", since=AT - timedelta(days=1)) == ()
