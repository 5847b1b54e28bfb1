"""Tag numbers of 96 bits: GS1's schemes that the office uses, and its closed numbering. Pure.

Source: GS1 EPC Tag Data Standard 1.13, chapter 14 (partition tables 14-4 to 14-10, headers table
14-1). A number of any other scheme is named and refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from przystan.rooms.records.types import TagNumber, TagScheme

# GS1's documentation prefix: it belongs to nobody, so a demo tag can never be a real one.
DOCUMENTATION_PREFIX = "0614141"
FOLDER_DOCUMENT_TYPE = "12345"
# What may stand on a folder; the other schemes mark places, or come with other people's goods.
FOLDER_SCHEMES = (TagScheme.GDTI, TagScheme.CLOSED)
BITS, DIGITS = 96, 24
HEXADECIMAL = re.compile("[0-9A-Fa-f]+")
PREFIX_BITS = {12: 40, 11: 37, 10: 34, 9: 30, 8: 27, 7: 24, 6: 20}
HEADER_BITS, FILTER_BITS, PARTITION_BITS = 8, 3, 3
URI, IDENTITY = "urn:epc:tag:", "urn:epc:id:"
# The office's own numbers do not begin with a header of GS1: the toggle bit of the tag's protocol
# control word is 1, and its application family identifier is this one, of the range 01 to 0F that
# ISO/IEC 15961 leaves to closed systems. The first byte repeats it, for programs that get only
# the 96 bits.
CLOSED_AFI = 0x0A
# The kind that stands in a closed number of a folder.
CLOSED_FOLDER = "1"
CLOSED_KIND_BITS, CLOSED_SERIAL_BITS = 8, 80


@dataclass(frozen=True)
class _Layout:
    """How a GS1 scheme divides what follows the partition.

    Prefix and reference have `digits` digits together; None says that the reference is a number
    of any length without leading zeros that takes all bits (GIAI).
    """

    header: int
    digits: int | None
    serial_bits: int

    def reference_bits(self, prefix_digits: int) -> int:
        return BITS - HEADER_BITS - FILTER_BITS - PARTITION_BITS - PREFIX_BITS[
            prefix_digits] - self.serial_bits


LAYOUTS = {
    TagScheme.GDTI: _Layout(0x2C, 12, 41),
    TagScheme.SGTIN: _Layout(0x30, 13, 38),
    TagScheme.SGLN: _Layout(0x32, 12, 41),
    TagScheme.GIAI: _Layout(0x34, None, 0),
}
SCHEMES = {layout.header: scheme for scheme, layout in LAYOUTS.items()}
# Other headers, so that a stranger's tag can be named.
STRANGERS = {
    0x00: "a tag without a number", 0x2D: "gsrn-96", 0x2E: "gsrnp-96", 0x2F: "usdod-96",
    0x31: "sscc-96", 0x33: "grai-96", 0x35: "gid-96", 0x36: "sgtin-198", 0x37: "grai-170",
    0x38: "giai-202", 0x39: "sgln-195", 0x3A: "gdti-113", 0x3B: "adi-var", 0x3C: "cpi-96",
    0x3D: "cpi-var", 0x3E: "gdti-174", 0x3F: "sgcn-96", 0x40: "itip-110", 0x41: "itip-212",
    0xE0: "a chip's serial number (ISO/IEC 7816-6), no tag number",
    0xE2: "a chip's serial number (GS1 TID), no tag number",
}
MAX_SERIAL = 2**LAYOUTS[TagScheme.GDTI].serial_bits - 1


class NotATag(ValueError):
    """A text that is no tag number which the office uses; says what is wrong with it."""

    def __init__(self, value: str, problem: str) -> None:
        super().__init__(f"{value!r}: {problem}")
        self.value, self.problem = value, problem


def encode_tag(tag: TagNumber) -> str:
    """Return the 24 upper-case hexadecimal digits of a tag number. Raises NotATag.

    >>> encode_tag(TagNumber(TagScheme.GDTI, "0614141", "12345", 400, 3))
    '2C74257BF460720000000190'
    """
    if tag.scheme is TagScheme.CLOSED:
        return _encode_closed(tag)
    layout = LAYOUTS[tag.scheme]
    length = len(tag.company_prefix)
    _check(tag, tag.company_prefix.isdecimal() and length in PREFIX_BITS,
           "the company prefix must have 6 to 12 digits")
    bits = layout.reference_bits(length)
    _check(tag, _fits(tag.reference, layout, length), _expected_reference(layout, length))
    reference = int(tag.reference or "0")
    _check(tag, reference < 1 << bits, f"the reference does not fit {bits} bits")
    _check(tag, 0 <= tag.serial < 1 << layout.serial_bits,
           f"the serial does not fit {layout.serial_bits} bits")
    _check(tag, 0 <= tag.filter < 8, "the filter must be 0 to 7")
    value = layout.header << FILTER_BITS | tag.filter
    value = value << PARTITION_BITS | 12 - length
    value = value << PREFIX_BITS[length] | int(tag.company_prefix)
    value = value << bits | reference
    return f"{value << layout.serial_bits | tag.serial:024X}"


def decode_tag(epc: str) -> TagNumber:
    """Read the 24 hexadecimal digits of a tag number; spaces do not count. Raises NotATag.

    >>> decode_tag("3474257BF40000000000162E").reference
    '5678'
    """
    text = "".join(epc.split())
    if not HEXADECIMAL.fullmatch(text):
        raise NotATag(epc, "not hexadecimal digits")
    value, header = int(text, 16), int(text[:2], 16)
    if header in STRANGERS and (len(text) == DIGITS or header > 0):
        raise NotATag(epc, f"{STRANGERS[header]}, which the office does not use")
    if len(text) != DIGITS:
        raise NotATag(epc, f"{len(text)} hexadecimal digits, expected {DIGITS}")
    if header == CLOSED_AFI:
        mask = (1 << CLOSED_SERIAL_BITS) - 1
        return TagNumber(TagScheme.CLOSED, "", str(value >> CLOSED_SERIAL_BITS & 0xFF),
                         value & mask)
    if header not in SCHEMES:
        raise NotATag(epc, f"header {header:02X} is none of a scheme that is known here")
    return _take_apart(epc, value, SCHEMES[header])


def _take_apart(epc: str, value: int, scheme: TagScheme) -> TagNumber:
    layout = LAYOUTS[scheme]
    partition = value >> (BITS - HEADER_BITS - FILTER_BITS - PARTITION_BITS) & 0b111
    length = 12 - partition
    if length not in PREFIX_BITS:
        raise NotATag(epc, f"partition {partition} is not defined for {scheme}")
    bits = layout.reference_bits(length)
    prefix = value >> (bits + layout.serial_bits) & (1 << PREFIX_BITS[length]) - 1
    reference = value >> layout.serial_bits & (1 << bits) - 1
    width = 0 if layout.digits is None else layout.digits - length
    if prefix >= 10**length:
        raise NotATag(epc, f"the company prefix has more than {length} digits")
    if layout.digits is not None and reference >= 10**width:
        raise NotATag(epc, f"the reference has more than {width} digits")
    return TagNumber(
        scheme, str(prefix).zfill(length),
        "" if layout.digits is not None and not width else str(reference).zfill(width),
        value & (1 << layout.serial_bits) - 1,
        value >> (BITS - HEADER_BITS - FILTER_BITS) & 0b111,
    )


def tag_uri(tag: TagNumber) -> str:
    """Return the tag URI: filter, prefix, reference and, but for a GIAI, serial."""
    if tag.scheme is TagScheme.CLOSED:
        return f"{tag.scheme}:{tag.reference}.{tag.serial}"
    parts = [str(tag.filter), tag.company_prefix, tag.reference]
    if LAYOUTS[tag.scheme].serial_bits:
        parts.append(str(tag.serial))
    return f"{URI}{tag.scheme}:{'.'.join(parts)}"


def read_tag_uri(text: str) -> TagNumber:
    """Read a tag URI (urn:epc:tag:…), or a pure identity (urn:epc:id:…) as filter 0.

    Raises NotATag: for a scheme that the office does not use, for missing or odd parts.
    """
    uri = text.strip()
    if uri.startswith(f"{TagScheme.CLOSED}:"):
        head, parts = TagScheme.CLOSED, uri.removeprefix(f"{TagScheme.CLOSED}:").split(".")
        parts = ["0", "", *parts]
    elif uri.startswith(URI):
        name, _, rest = uri.removeprefix(URI).partition(":")
        head, parts = _scheme_named(text, name), rest.split(".")
    elif uri.startswith(IDENTITY):
        name, _, rest = uri.removeprefix(IDENTITY).partition(":")
        head, parts = _scheme_named(text, f"{name}-96"), ["0", *rest.split(".")]
    else:
        raise NotATag(text, f"expected a tag URI that begins with {URI}")
    has_serial = head is TagScheme.CLOSED or LAYOUTS[head].serial_bits > 0
    if len(parts) != (4 if has_serial else 3):
        serial_part = ".serial" if has_serial else ""
        raise NotATag(text, f"expected filter.prefix.reference{serial_part}")
    serial = parts[3] if has_serial else "0"
    for part in (parts[0], serial):
        if not (part.isascii() and part.isdecimal()) or (part != "0" and part[0] == "0"):
            raise NotATag(text, f"{part!r} is no number without leading zeros")
    tag = TagNumber(head, parts[1], parts[2], int(serial), int(parts[0]))
    encode_tag(tag)
    return tag


def folder_epc(serial: int, company_prefix: str = DOCUMENTATION_PREFIX) -> str:
    """Return the tag number of the folder with this serial: a meaningless sequence.

    An office without a company prefix of GS1 (an empty one) gets a number of the closed profile.
    """
    if not company_prefix:
        return encode_tag(TagNumber(TagScheme.CLOSED, "", CLOSED_FOLDER, serial))
    kind = FOLDER_DOCUMENT_TYPE[: 12 - len(company_prefix)]
    return encode_tag(TagNumber(TagScheme.GDTI, company_prefix, kind, serial))


def _scheme_named(text: str, name: str) -> TagScheme:
    for scheme in LAYOUTS:
        if name == scheme:
            return scheme
    raise NotATag(text, f"{name} is a scheme that the office does not use")


def _fits(reference: str, layout: _Layout, prefix_digits: int) -> bool:
    if reference and not (reference.isascii() and reference.isdecimal()):
        return False
    if layout.digits is None:
        return reference == "0" or (reference != "" and reference[0] != "0")
    return len(reference) == layout.digits - prefix_digits


def _expected_reference(layout: _Layout, prefix_digits: int) -> str:
    if layout.digits is None:
        return "the asset reference must be a number without leading zeros"
    return f"the reference must have {layout.digits - prefix_digits} digits beside this prefix"


def _encode_closed(tag: TagNumber) -> str:
    _check(tag, tag.reference.isdecimal() and int(tag.reference) < 1 << CLOSED_KIND_BITS,
           "the kind must be a number below 256")
    _check(tag, 0 <= tag.serial < 1 << CLOSED_SERIAL_BITS, "the serial does not fit 80 bits")
    _check(tag, not tag.company_prefix and not tag.filter, "a closed number has no prefix")
    value = CLOSED_AFI << CLOSED_KIND_BITS | int(tag.reference)
    return f"{value << CLOSED_SERIAL_BITS | tag.serial:024X}"


def _check(tag: TagNumber, holds: bool, problem: str) -> None:
    if not holds:
        raise NotATag(tag_uri(tag), problem)
