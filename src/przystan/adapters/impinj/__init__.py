"""Impinj's readers (R700) over their REST stream or a webhook: JSON events.

Source: Impinj IoT device interface, schema of events. Only `tagInventory` events tell of tags;
`epc` (base64) and `epcHex` are each optional, and so are the rest of the fields.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from przystan.adapters.json_stream import (
    Item,
    hexadecimal,
    microseconds,
    number,
    read_each,
    whole,
)
from przystan.rooms.records.types import RefusedBytes, TagRead


def read_events(content: bytes) -> Iterator[TagRead | RefusedBytes]:
    """Read a captured stream or a webhook's body. Events of other kinds are passed over."""
    return read_each(content, _event)


def _event(item: Item) -> Iterator[TagRead | RefusedBytes]:
    event = item.value
    inventory = event.get("tagInventoryEvent")
    if inventory is not None or event.get("eventType") == "tagInventory":
        yield _tag_read(event, inventory) or item.refused(
            "a tagInventoryEvent with epc (base64) or epcHex")


def _tag_read(event: dict[str, Any], tag: object) -> TagRead | None:
    if not isinstance(tag, dict):
        return None
    epc = hexadecimal(tag.get("epcHex")) or _base64(tag.get("epc"))
    if not epc:
        return None
    centi = number(tag.get("peakRssiCdbm"))
    return TagRead(
        epc=epc, antenna=whole(tag.get("antennaPort")),
        rssi_dbm=None if centi is None else centi / 100,
        first_seen_us=microseconds(tag.get("firstSeenTime")),
        last_seen_us=microseconds(tag.get("lastSeenTime")) or microseconds(
            event.get("timestamp")),
        reads=whole(tag.get("tagSeenCount")),
        tid=hexadecimal(tag.get("tidHex")) or _base64(tag.get("tid")) or b"",
        reader=str(event.get("hostname") or ""),
    )


def _base64(value: object) -> bytes | None:
    if not isinstance(value, str):
        return None
    try:
        # The reader's documents show both alphabets.
        return base64.b64decode(value.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        return None
