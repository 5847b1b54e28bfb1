"""Devices of the counters and the project's assets."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from przystan.platform.accounts.public import system_actor
from przystan.platform.outbox import public as outbox
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.public import AssetKind, DeviceKind, DeviceState

pytestmark = pytest.mark.django_db
AT = datetime(2023, 12, 7, 9, tzinfo=UTC)
ACTOR = system_actor("test")


def asset(number: str, **more) -> documents.NewAsset:
    given = {"name": "Reader", "kind": AssetKind.EQUIPMENT, "project_code": "P",
             "bought_on": date(2020, 2, 29), "price": "1200.00"} | more
    return documents.NewAsset(number=number, **given)


def test_a_device_is_tried_by_what_it_prints_and_reads() -> None:
    device = documents.NewDevice(
        "SZ", "3", DeviceKind.BARCODE_PRINTER, "ZD421", "SN-1", "SPP/1", "127.0.0.1:9100")
    made = documents.add_device(actor=ACTOR, at=AT, device=device)
    with pytest.raises(documents.DeviceKnown):
        documents.add_device(actor=ACTOR, at=AT, device=device)
    code = documents.print_test(actor=ACTOR, at=AT, device_id=made)
    assert [m.channel for m in outbox.list_messages()] == ["print"]
    assert not documents.record_scan(
        actor=ACTOR, at=AT, device_id=made, scanned="OTHER", expected=code)
    assert documents.record_scan(
        actor=ACTOR, at=AT, device_id=made, scanned=f" {code.lower()} ", expected=code)
    documents.set_device_state(
        actor=ACTOR, at=AT, device_id=made, state=DeviceState.FAULTY, note="no paper")
    (line,) = documents.list_devices(branch="SZ")
    assert (line.state, line.state_note, line.test_passed) == (
        DeviceState.FAULTY, "no paper", True)


def test_an_asset_is_kept_as_long_as_the_fund_says() -> None:
    assert documents.add_assets(actor=ACTOR, at=AT, assets=[asset("A-0")]) == 1
    assert documents.list_assets()[0].keep_until is None
    documents.add_durability(actor=ACTOR, at=AT, fund="AMIF", years=5, source="agreement",
                             valid_from=date(2014, 1, 1))
    (line,) = documents.list_assets()
    assert (line.keep_until, line.rule) == (date(2025, 2, 28), "agreement")
    with pytest.raises(documents.AssetRefused, match="kept"):
        documents.withdraw_asset(actor=ACTOR, at=AT, asset_id=line.id, reason="broken")
    later = datetime(2025, 3, 1, 9, tzinfo=UTC)
    with pytest.raises(documents.AssetRefused, match="no_reason"):
        documents.withdraw_asset(actor=ACTOR, at=later, asset_id=line.id, reason=" ")
    documents.withdraw_asset(actor=ACTOR, at=later, asset_id=line.id, reason="broken")
    assert documents.list_assets()[0].is_withdrawn
    with pytest.raises(documents.AssetRefused, match="number_taken"):
        documents.add_assets(actor=ACTOR, at=AT, assets=[asset("A-0")])


def test_consumables_are_used_up() -> None:
    documents.add_assets(actor=ACTOR, at=AT, assets=[
        asset("C-1", name="Labels", kind=AssetKind.CONSUMABLE, quantity=10)])
    (line,) = documents.list_assets(kind=AssetKind.CONSUMABLE)
    documents.issue_asset(actor=ACTOR, at=AT, asset_id=line.id, quantity=7, place="counter 3")
    for quantity in (0, 4):
        with pytest.raises(documents.AssetRefused, match="quantity"):
            documents.issue_asset(
                actor=ACTOR, at=AT, asset_id=line.id, quantity=quantity, place="counter 4")
    (line,) = documents.list_assets()
    assert (line.quantity, line.place, line.keep_until) == (3, "counter 3", None)
