"""Workstations: which devices a counter has, and what was bought for the project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DeviceKind(StrEnum):
    """What stands at a counter."""

    DOCUMENT_READER = "document_reader"
    CHIP_READER = "chip_reader"
    AUTHENTICITY_DEVICE = "authenticity_device"
    SCANNER = "scanner"
    BARCODE_PRINTER = "barcode_printer"
    PAD = "pad"
    FINGERPRINT_READER = "fingerprint_reader"


class DeviceState(StrEnum):
    """How a device is."""

    WORKS = "works"
    FAULTY = "faulty"
    IN_REPAIR = "in_repair"
    WITHDRAWN = "withdrawn"


class DeviceAct(StrEnum):
    """What was done with a device."""

    SET_STATE = "set_state"
    TEST_PRINT = "test_print"
    TEST_SCAN = "test_scan"


class AssetKind(StrEnum):
    """Equipment is kept; consumables are used up."""

    EQUIPMENT = "equipment"
    CONSUMABLE = "consumable"


class AssetAct(StrEnum):
    """What happened to an asset."""

    BOUGHT = "bought"
    ISSUED = "issued"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class NewDevice:
    """A device at a counter. `address` is host:port of a printer on the network."""

    branch: str
    counter: str
    kind: DeviceKind
    model: str
    serial: str
    asset_number: str = ""
    address: str = ""


@dataclass(frozen=True)
class DeviceLine:
    """One device with how it is and when it was last tried."""

    id: int
    branch: str
    counter: str
    kind: DeviceKind
    model: str
    serial: str
    asset_number: str
    address: str
    state: DeviceState
    state_note: str
    state_at: datetime | None
    tested_at: datetime | None
    test_passed: bool | None


@dataclass(frozen=True)
class NewAsset:
    """Something bought for a project: its number on the sticker, its price with its currency."""

    number: str
    name: str
    kind: AssetKind
    project_code: str
    bought_on: date
    price: str
    quantity: int = 1
    place: str = ""


@dataclass(frozen=True)
class AssetLine:
    """One asset with where it is, what is left of it, and until when it must be kept."""

    id: int
    number: str
    name: str
    kind: AssetKind
    project_code: str
    bought_on: date
    price: str
    quantity: int
    place: str
    keep_until: date | None
    rule: str
    is_withdrawn: bool


@dataclass(frozen=True)
class Durability:
    """How many years a fund's assets must be kept, from when on, and by which rule."""

    id: int
    fund: str
    years: int
    valid_from: date
    source: str
    is_confirmed: bool
