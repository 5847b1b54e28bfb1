"""Devices: added, tried, found out of order; assets: bought, issued, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import IntegrityError

from przystan.platform.accounts.public import Actor, Permission, must_act_in
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.transactions import public as transactions
from przystan.rooms.documents import models
from przystan.rooms.documents.queries.stations import list_assets
from przystan.rooms.documents.rules.labels import test_code, test_label
from przystan.rooms.documents.types import (
    AssetAct,
    AssetKind,
    AssetLine,
    DeviceAct,
    DeviceState,
    NewAsset,
    NewDevice,
)


class DeviceKnown(Exception):
    """A device with this serial number is in the register."""


class AssetRefused(ValueError):
    """An asset that cannot be added, issued or withdrawn; `problem` says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def add_device(*, actor: Actor, at: datetime, device: NewDevice) -> int:
    """Add a device to a counter. Raises DeviceKnown, OutsideBranch."""
    must_act_in(actor, Permission.DOCUMENTS_MANAGE, [device.branch])
    try:
        with transactions.transaction():
            made = models.Device.objects.create(
                branch=device.branch, counter=device.counter[:40], kind=device.kind.value,
                model=device.model[:100], serial=device.serial[:60],
                asset_number=device.asset_number[:40], address=device.address[:100],
                added_at=at, added_by=actor.name)
    except IntegrityError as twice:
        raise DeviceKnown(device.serial) from twice
    audit.record(actor=actor, at=at, action="documents.add_device",
                 subject=f"documents.device:{made.pk}")
    return made.pk


def set_device_state(
    *, actor: Actor, at: datetime, device_id: int, state: DeviceState, note: str = ""
) -> None:
    """Say how a device is. Raises OutsideBranch."""
    _event(actor, at, device_id, DeviceAct.SET_STATE, state=state.value, note=note)


def print_test(*, actor: Actor, at: datetime, device_id: int) -> str:
    """Print a test label on a device's printer through the outbox; return the code on it.

    The label is delivered, or refused, as every message is: the outbox's list shows it. The test
    has passed when its code is scanned. Raises OutsideBranch.
    """
    device = models.Device.objects.get(pk=device_id)
    event = _event(actor, at, device_id, DeviceAct.TEST_PRINT)
    code = test_code(event)
    outbox.write_message(
        key=f"documents.test:{event}", channel="print", recipient=device.address or device.branch,
        subject=f"{device.model} {device.serial}", body=test_label(code, device.counter),
        language="en", at=at)
    return code


def record_scan(*, actor: Actor, at: datetime, device_id: int, scanned: str, expected: str) -> bool:
    """Record whether a device read the code that it was shown. Raises OutsideBranch."""
    passed = scanned.strip().upper() == expected.strip().upper()
    _event(actor, at, device_id, DeviceAct.TEST_SCAN, passed=passed,
           note="" if passed else f"{scanned.strip()[:40]} / {expected[:40]}")
    return passed


def _event(
    actor: Actor, at: datetime, device_id: int, act: DeviceAct, *, state: str = "",
    passed: bool | None = None, note: str = "",
) -> int:
    branch = models.Device.objects.values_list("branch", flat=True).get(pk=device_id)
    must_act_in(actor, Permission.DOCUMENTS_READ, [branch])
    made = models.DeviceEvent.objects.create(
        device_id=device_id, act=act.value, state=state, passed=passed, note=note[:200], at=at,
        by=actor.name)
    audit.record(actor=actor, at=at, action=f"documents.{act.value}",
                 subject=f"documents.device:{device_id}")
    return made.pk


def add_durability(
    *, actor: Actor, at: datetime, fund: str, years: int, valid_from: date, source: str,
    is_confirmed: bool = False,
) -> None:
    """Say how many years a fund's assets are kept, from a day on, and by which rule."""
    models.DurabilityRule.objects.create(
        fund=fund[:60], years=years, valid_from=valid_from, source=source[:300],
        is_confirmed=is_confirmed, recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="documents.add_durability",
                 subject="documents.durability", details={"years": years})


def add_assets(*, actor: Actor, at: datetime, assets: Sequence[NewAsset]) -> int:
    """Add assets bought for a project, and return how many. Raises AssetRefused."""
    for asset in assets:
        try:
            with transactions.transaction():
                made = models.Asset.objects.create(
                    number=asset.number[:40], name=asset.name[:160], kind=asset.kind.value,
                    project_code=asset.project_code[:60], bought_on=asset.bought_on,
                    price=Decimal(asset.price), quantity=asset.quantity, added_at=at,
                    added_by=actor.name)
        except IntegrityError as twice:
            raise AssetRefused("number_taken") from twice
        except InvalidOperation as error:
            raise AssetRefused("price") from error
        models.AssetEvent.objects.create(
            asset=made, act=AssetAct.BOUGHT.value, place=asset.place[:80], at=at, by=actor.name)
    audit.record(actor=actor, at=at, action="documents.add_assets", subject="documents.assets",
                 details={"assets": len(assets)})
    return len(assets)


def issue_asset(
    *, actor: Actor, at: datetime, asset_id: int, quantity: int, place: str
) -> None:
    """Issue consumables to a place. Raises AssetRefused where there are not so many."""
    found = _asset(asset_id)
    if found.kind is not AssetKind.CONSUMABLE or not 0 < quantity <= found.quantity:
        raise AssetRefused("quantity")
    _asset_event(actor, at, asset_id, AssetAct.ISSUED, quantity=quantity, place=place)


def move_asset(*, actor: Actor, at: datetime, asset_id: int, place: str) -> None:
    """Say where an asset is now."""
    _asset_event(actor, at, asset_id, AssetAct.MOVED, place=place)


def withdraw_asset(*, actor: Actor, at: datetime, asset_id: int, reason: str) -> None:
    """Withdraw an asset. Raises AssetRefused before the last day on which it must be kept."""
    found = _asset(asset_id)
    if found.is_withdrawn or not reason.strip():
        raise AssetRefused("no_reason")
    if found.keep_until and clock.local_date(at) <= found.keep_until:
        raise AssetRefused("kept")
    _asset_event(actor, at, asset_id, AssetAct.WITHDRAWN, reason=reason)


def _asset(asset_id: int) -> AssetLine:
    number = models.Asset.objects.select_for_update().get(pk=asset_id).number
    return next(a for a in list_assets(number=number) if a.id == asset_id)


def _asset_event(
    actor: Actor, at: datetime, asset_id: int, act: AssetAct, *, quantity: int = 0,
    place: str = "", reason: str = "",
) -> None:
    models.AssetEvent.objects.create(
        asset_id=asset_id, act=act.value, quantity=quantity, place=place[:80],
        reason=reason.strip()[:200], at=at, by=actor.name)
    audit.record(actor=actor, at=at, action=f"documents.asset_{act.value}",
                 subject=f"documents.asset:{asset_id}")
