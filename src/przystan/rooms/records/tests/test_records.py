"""Folders, tags, places and custody, through the door."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from przystan.platform.accounts.public import system_actor
from przystan.platform.sites import public as sites
from przystan.rooms.records import models
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.custody import can_pass

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ACTOR = system_actor("test")


@pytest.fixture
def shelf(db: None) -> int:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    ids = records.add_places(actor=ACTOR, at=AT, places=[
        records.NewPlace("SZ", "Szczecin", records.PlaceKind.BUILDING, "SZ"),
        records.NewPlace("SZ-1", "Półka", records.PlaceKind.SHELF, "SZ", "SZ", 60)])
    return ids["SZ-1"]


def register(sign: str = "SOC.6151.1.2020") -> int:
    return records.register_folder(
        case_sign=sign, kind=records.FolderKind.TEMPORARY, branch="SZ", is_open=True,
        actor=ACTOR, at=AT)


def go(folder_id: int, custody: records.Custody, **more: object) -> None:
    records.pass_folder(folder_id=folder_id, custody=custody, actor=ACTOR,
                        at=AT + timedelta(hours=1), **more)  # type: ignore[arg-type]


def test_a_folder_goes_out_and_comes_back(shelf: int) -> None:
    folder = register()
    go(folder, records.Custody.SHELVED, place_id=shelf)
    go(folder, records.Custody.LENT, holder="inspektor 1")
    with pytest.raises(records.CustodyNotAllowed):
        go(folder, records.Custody.AT_COURT)
    go(folder, records.Custody.SHELVED, place_id=shelf)
    assert [e.custody for e in records.list_custody(folder_id=folder)] == [
        records.Custody.REGISTERED, records.Custody.SHELVED, records.Custody.LENT,
        records.Custody.SHELVED]
    assert records.get_folder(folder_id=folder).place == "SZ-1"
    assert {p.code: p.folders for p in records.list_places()}["SZ-1"] == 1


def test_a_shelf_needs_its_place_and_a_loan_its_holder(shelf: int) -> None:
    folder = register()
    with pytest.raises(records.PlaceNeeded):
        go(folder, records.Custody.SHELVED)
    with pytest.raises(records.PlaceNeeded):
        go(folder, records.Custody.LENT, holder=" ")
    with pytest.raises(IntegrityError, match="records_lent_has_holder"), transaction.atomic():
        models.CustodyEvent.objects.create(
            folder_id=folder, custody="lent", at=AT, recorded_by="x")


def test_a_registered_folder_may_go_anywhere_but_back() -> None:
    assert not can_pass(records.Custody.SHELVED, records.Custody.REGISTERED)


def test_a_new_tag_retires_the_old_one_for_good(shelf: int) -> None:
    folder = register()
    first = records.label_folder(folder_id=folder, actor=ACTOR, at=AT)
    with pytest.raises(records.ReasonNeeded):
        records.label_folder(folder_id=folder, actor=ACTOR, at=AT)
    second = records.label_folder(folder_id=folder, actor=ACTOR, at=AT, reason="dead")
    assert [(t.epc, t.reason) for t in records.list_tags(folder_id=folder)] == [
        (first, "dead"), (second, "")]
    assert records.find_folder(text=first) is None
    found = records.find_folder(text=second.lower())
    assert found is not None
    assert found.id == folder
    with pytest.raises(records.TagInUse):
        records.label_folder(folder_id=register("SOC.6151.2.2020"), actor=ACTOR, at=AT, epc=first)


def test_a_sign_is_registered_once(shelf: int) -> None:
    register()
    with pytest.raises(records.FolderRegisteredBefore):
        register(" soc.6151.1.2020 ")
    new = records.NewFolder("SOC.6151.1.2020", records.FolderKind.PERMANENT, "SZ", AT, True)
    with pytest.raises(records.FolderRegisteredBefore):
        records.register_folders_in_bulk(folders=[new], actor=ACTOR, at=AT)
    assert len(records.list_folders()) == 1


def test_a_folder_struck_out_leaves_the_lists_and_keeps_its_rows(shelf: int) -> None:
    folder = register()
    with pytest.raises(records.ReasonNeeded):
        records.remove_folder(folder_id=folder, reason="", actor=ACTOR, at=AT)
    records.remove_folder(folder_id=folder, reason="twice", actor=ACTOR, at=AT)
    assert records.list_folders() == ()
    with pytest.raises(records.FolderNotFound):
        records.get_folder(folder_id=folder)
    assert len(records.list_custody(folder_id=folder)) == 1
