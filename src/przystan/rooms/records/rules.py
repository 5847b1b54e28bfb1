"""Tag numbers and custody: pure."""

from __future__ import annotations

from dataclasses import dataclass

from przystan.rooms.records.types import Custody

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
