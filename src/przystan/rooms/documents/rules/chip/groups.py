"""Data group 1 of a chip: the machine-readable zone that was signed (ICAO 9303-10, 4.7.1)."""

from __future__ import annotations

GROUP_TAG, ZONE_TAG = 0x61, b"\x5f\x1f"
SHAPES = {90: 30, 72: 36, 88: 44}


def zone_of(group: bytes) -> str:
    """Return the lines of the zone in data group 1. Raises ValueError."""
    body = _value(group, GROUP_TAG.to_bytes(1, "big"))
    text = _value(body, ZONE_TAG).decode("ascii")
    if len(text) not in SHAPES:
        raise ValueError("not a zone")
    size = SHAPES[len(text)]
    return "\n".join(text[n:n + size] for n in range(0, len(text), size))


def issuing_state_of(group: bytes) -> str:
    """Return the issuing state as the zone writes it; nothing where there is no zone."""
    try:
        return zone_of(group)[2:5].rstrip("<")
    except ValueError:
        return ""


def group_of(zone: str) -> bytes:
    """Return data group 1 of a zone: for specimens and tests."""
    text = "".join(zone.split()).encode("ascii")
    inner = ZONE_TAG + _length(len(text)) + text
    return bytes([GROUP_TAG]) + _length(len(inner)) + inner


def _length(size: int) -> bytes:
    return bytes([size]) if size < 0x80 else bytes([0x81, size])


def _value(content: bytes, tag: bytes) -> bytes:
    if not content.startswith(tag):
        raise ValueError("another tag")
    at = len(tag)
    if at >= len(content):
        raise ValueError("cut short")
    size = content[at]
    at += 1
    if size & 0x80:
        octets = size & 0x7F
        size = int.from_bytes(content[at:at + octets], "big")
        at += octets
    if len(content) != at + size:
        raise ValueError("cut short" if len(content) < at + size else "bytes left over")
    return content[at:]
