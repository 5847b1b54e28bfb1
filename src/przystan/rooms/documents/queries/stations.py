"""Reads of workstations and of the project's assets."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from przystan.rooms.documents import models
from przystan.rooms.documents.rules.assets import keep_until
from przystan.rooms.documents.types import (
    AssetAct,
    AssetKind,
    AssetLine,
    DeviceAct,
    DeviceKind,
    DeviceLine,
    DeviceState,
    Durability,
)

DEVICES = {
    DeviceKind.DOCUMENT_READER: _("document reader"), DeviceKind.CHIP_READER: _("chip reader"),
    DeviceKind.AUTHENTICITY_DEVICE: _("authenticity device"), DeviceKind.SCANNER: _("scanner"),
    DeviceKind.BARCODE_PRINTER: _("barcode printer"), DeviceKind.PAD: _("customer's pad"),
    DeviceKind.FINGERPRINT_READER: _("fingerprint reader"),
}
DEVICE_STATES = {
    DeviceState.WORKS: _("works"), DeviceState.FAULTY: _("out of order"),
    DeviceState.IN_REPAIR: _("in repair"), DeviceState.WITHDRAWN: _("withdrawn"),
}
ASSETS = {AssetKind.EQUIPMENT: _("equipment"), AssetKind.CONSUMABLE: _("consumable")}


def device_kind_label(kind: DeviceKind) -> str:
    """Return a kind of device in the reader's language."""
    return str(DEVICES[kind])


def device_state_label(state: DeviceState) -> str:
    """Return how a device is, in the reader's language."""
    return str(DEVICE_STATES[state])


def asset_kind_label(kind: AssetKind) -> str:
    """Return a kind of asset in the reader's language."""
    return str(ASSETS[kind])


def list_devices(*, branch: str = "", counter: str = "") -> tuple[DeviceLine, ...]:
    """Return the devices by branch and counter, each with its latest state and test."""
    rows = models.Device.objects.prefetch_related("events")
    if branch:
        rows = rows.filter(branch=branch)
    if counter:
        rows = rows.filter(counter=counter)
    return tuple(_device(r) for r in rows.order_by("branch", "counter", "pk"))


def _device(row: models.Device) -> DeviceLine:
    events = list(row.events.all())
    states = [e for e in events if e.act == DeviceAct.SET_STATE.value]
    tests = [e for e in events if e.act != DeviceAct.SET_STATE.value and e.passed is not None]
    state, test = (states[-1] if states else None), (tests[-1] if tests else None)
    return DeviceLine(
        row.pk, row.branch, row.counter, DeviceKind(row.kind), row.model, row.serial,
        row.asset_number, row.address,
        DeviceState(state.state) if state else DeviceState.WORKS, state.note if state else "",
        state.at if state else None, test.at if test else None, test.passed if test else None)


def list_durability() -> tuple[Durability, ...]:
    """Return how long the assets of each fund are kept, with the source of each rule."""
    return tuple(
        Durability(r.pk, r.fund, r.years, r.valid_from, r.source, r.is_confirmed)
        for r in models.DurabilityRule.objects.order_by("fund", "valid_from", "pk"))


def list_assets(*, kind: AssetKind | None = None, number: str = "") -> tuple[AssetLine, ...]:
    """Return the project's assets by number: where they are, what is left, until when kept.

    `keep_until` is None where no rule is in force; the rule's text says whether it is confirmed.
    """
    rules = list_durability()
    rows = models.Asset.objects.prefetch_related("events")
    if kind:
        rows = rows.filter(kind=kind.value)
    if number:
        rows = rows.filter(number__startswith=number)
    return tuple(_asset(r, rules) for r in rows.order_by("number", "pk"))


def _asset(row: models.Asset, rules: tuple[Durability, ...]) -> AssetLine:
    events = list(row.events.all())
    used = sum(e.quantity for e in events if e.act in (
        AssetAct.ISSUED.value, AssetAct.WITHDRAWN.value))
    places = [e.place for e in events if e.place]
    last: date | None = None
    source = ""
    if row.kind == AssetKind.EQUIPMENT.value:
        last, source = keep_until(row.bought_on, rules)
    return AssetLine(
        row.pk, row.number, row.name, AssetKind(row.kind), row.project_code, row.bought_on,
        f"{row.price} PLN", max(0, row.quantity - used), places[-1] if places else "", last,
        source, any(e.act == AssetAct.WITHDRAWN.value for e in events))
