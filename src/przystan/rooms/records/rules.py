"""Tag numbers, custody, how full places are, the pace of labelling: pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from przystan.rooms.records.types import Custody, Place, TaggingSession

# GS1's documentation prefix: it belongs to nobody, so a demo tag can never be a real one.
DOCUMENTATION_PREFIX = "0614141"
FOLDER_DOCUMENT_TYPE = "12345"
GDTI96_HEADER = 0x2C
# Partition → bits and digits of the company prefix, bits and digits of the document type.
# Source: GS1 EPC Tag Data Standard 1.13, table 14-10 (GDTI partition).
GDTI_PARTITIONS = {
    0: (40, 12, 1, 0), 1: (37, 11, 4, 1), 2: (34, 10, 7, 2), 3: (30, 9, 11, 3),
    4: (27, 8, 14, 4), 5: (24, 7, 17, 5), 6: (20, 6, 21, 6),
}
SERIAL_BITS = 41
MAX_SERIAL = 2**SERIAL_BITS - 1


class NotAFolderTag(Exception):
    """The number is not a GDTI-96, or its fields are out of range."""


@dataclass(frozen=True)
class Gdti96:
    """A global document type identifier with its serial, as on a 96-bit tag."""

    company_prefix: str
    document_type: str
    serial: int
    filter: int = 0


def encode_gdti96(tag: Gdti96) -> str:
    """Return the 24 hexadecimal digits of a tag.

    Raises NotAFolderTag when the prefix and type do not have twelve digits together, or the
    serial does not fit 41 bits.

    >>> encode_gdti96(Gdti96("0614141", "12345", 5678, 0))
    '2C14257BF46072000000162E'
    """
    partition = 12 - len(tag.company_prefix)
    if partition not in GDTI_PARTITIONS or len(tag.company_prefix + tag.document_type) != 12:
        raise NotAFolderTag("prefix and type must have twelve digits together")
    if not 0 <= tag.serial <= MAX_SERIAL or not 0 <= tag.filter < 8:
        raise NotAFolderTag("serial or filter out of range")
    prefix_bits, _, type_bits, _ = GDTI_PARTITIONS[partition]
    value = GDTI96_HEADER
    value = value << 3 | tag.filter
    value = value << 3 | partition
    value = value << prefix_bits | int(tag.company_prefix)
    value = value << type_bits | int(tag.document_type or "0")
    value = value << SERIAL_BITS | tag.serial
    return f"{value:024X}"


def decode_gdti96(epc: str) -> Gdti96:
    """Read the 24 hexadecimal digits of a tag. Raises NotAFolderTag."""
    try:
        value = int(epc, 16)
    except ValueError as wrong:
        raise NotAFolderTag(epc) from wrong
    if len(epc) != 24 or value >> 88 != GDTI96_HEADER:
        raise NotAFolderTag(epc)
    partition = value >> 82 & 0b111
    if partition not in GDTI_PARTITIONS:
        raise NotAFolderTag(epc)
    prefix_bits, prefix_digits, type_bits, type_digits = GDTI_PARTITIONS[partition]
    prefix = value >> (SERIAL_BITS + type_bits) & ((1 << prefix_bits) - 1)
    kind = value >> SERIAL_BITS & ((1 << type_bits) - 1)
    if prefix >= 10**prefix_digits or kind >= 10**type_digits:
        raise NotAFolderTag(epc)
    return Gdti96(
        str(prefix).zfill(prefix_digits), str(kind).zfill(type_digits) if type_digits else "",
        value & MAX_SERIAL, value >> 85 & 0b111,
    )


def folder_epc(serial: int, company_prefix: str = DOCUMENTATION_PREFIX) -> str:
    """Return the tag number of the folder with this serial: a meaningless sequence."""
    kind = FOLDER_DOCUMENT_TYPE[: 12 - len(company_prefix)]
    return encode_gdti96(Gdti96(company_prefix, kind, serial))


CUSTODY_MOVES: dict[Custody, frozenset[Custody]] = {
    Custody.REGISTERED: frozenset(Custody) - {Custody.REGISTERED},
    Custody.SHELVED: frozenset(Custody) - {Custody.REGISTERED},
    Custody.LENT: frozenset({Custody.SHELVED, Custody.LENT, Custody.IN_TRANSIT, Custody.MISSING}),
    Custody.IN_TRANSIT: frozenset({Custody.SHELVED, Custody.LENT, Custody.MISSING}),
    Custody.AT_SECOND_INSTANCE: frozenset({Custody.SHELVED, Custody.LENT, Custody.AT_COURT}),
    Custody.AT_COURT: frozenset({Custody.SHELVED, Custody.LENT, Custody.AT_SECOND_INSTANCE}),
    Custody.MISSING: frozenset({Custody.SHELVED, Custody.LENT}),
}


def can_pass(before: Custody, after: Custody) -> bool:
    """Whether a folder may pass from one custody to another."""
    return after in CUSTODY_MOVES[before]


# A rack is drawn in a box of this size; its shelves share the height.
RACK_WIDTH, RACK_HEIGHT = 60, 50
PACKED = 0.95


@dataclass(frozen=True)
class ShelfPicture:
    """One shelf in the picture of its rack: where it stands, and how far it is filled."""

    top: float
    bottom: float
    height: float
    width: float
    is_packed: bool


@dataclass(frozen=True)
class RackPicture:
    """One rack as the map draws it. `percent` is None when no shelf says what it has room for."""

    id: int
    code: str
    name: str
    folders: int
    capacity: int
    percent: int | None
    shelves: tuple[ShelfPicture, ...]


def beneath_of(places: Sequence[Place]) -> dict[int, tuple[int, int]]:
    """Return, for every place, the folders in it and all that it holds, and the room for them."""
    folders, capacity = (dict.fromkeys((p.id for p in places), 0) for _ in range(2))
    parents = {p.id: p.parent_id for p in places}
    for place in places:
        here: int | None = place.id
        while here is not None:
            folders[here] += place.folders
            capacity[here] += place.capacity or 0
            here = parents[here]
    return {key: (folders[key], capacity[key]) for key in folders}


def rack_of(rack: Place, places: Iterable[Place]) -> RackPicture:
    """Return the picture of a rack: its shelves in the order of their codes, the first on top."""
    shelves = [p for p in places if p.parent_id == rack.id]
    folders = rack.folders + sum(p.folders for p in shelves)
    capacity = (rack.capacity or 0) + sum(p.capacity or 0 for p in shelves)
    step = RACK_HEIGHT / max(len(shelves), 1)
    drawn = []
    for number, shelf in enumerate(shelves):
        share = min(1.0, shelf.folders / shelf.capacity) if shelf.capacity else 0.0
        drawn.append(ShelfPicture(
            round(number * step + step * 0.15, 2), round((number + 1) * step, 2),
            round(step * 0.75, 2), round(share * RACK_WIDTH, 1), share >= PACKED,
        ))
    percent = round(100 * folders / capacity) if capacity else None
    return RackPicture(rack.id, rack.code, rack.name, folders, capacity, percent, tuple(drawn))


def pace_by_week(sessions: Iterable[TaggingSession]) -> list[tuple[date, float]]:
    """Return the folders that one hour of work labelled, week by week from the first; by Monday."""
    folders: dict[date, int] = {}
    hours: dict[date, float] = {}
    for session in sessions:
        monday = session.work_date - timedelta(days=session.work_date.weekday())
        folders[monday] = folders.get(monday, 0) + session.folders
        hours[monday] = hours.get(monday, 0.0) + float(session.hours)
    return [(week, round(folders[week] / hours[week], 1)) for week in sorted(hours) if hours[week]]
