"""Zebra's fixed readers (FX series, JSON over HTTP) and handhelds (JSON over MQTT).

Objects may arrive run together. Messages that tell of no tag (heartbeats, errors of the reader)
are passed over.
"""

from __future__ import annotations

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

EPC_BYTES = 12


def read_events(content: bytes) -> Iterator[TagRead | RefusedBytes]:
    """Read captured messages of fixed readers and handhelds."""
    return read_each(content, _event)


def _event(item: Item) -> Iterator[TagRead | RefusedBytes]:
    data = item.value.get("data")
    if not isinstance(data, dict):
        return
    tags = data.get("tagData", [data] if "idHex" in data else [])
    for tag in tags if isinstance(tags, list) else [None]:
        yield _tag_read(item.value, tag) or item.refused(
            "a tag with idHex or EPC in hexadecimal digits")


def _tag_read(event: dict[str, Any], tag: object) -> TagRead | None:
    if not isinstance(tag, dict):
        return None
    epc = hexadecimal(tag.get("idHex", tag.get("EPC")))
    if not epc:
        return None
    return TagRead(
        epc=_once(epc), antenna=whole(tag.get("antenna", tag.get("antennaId"))),
        rssi_dbm=number(tag.get("peakRssi")),
        last_seen_us=microseconds(tag.get("timestamp", event.get("timestamp"))),
        reads=whole(tag.get("reads", tag.get("seenCount"))),
        tid=hexadecimal(tag.get("TID", tag.get("tid"))) or b"",
        reader=str(tag.get("hostName", event.get("hostname", event.get("deviceId", ""))) or ""),
    )


def _once(epc: bytes) -> bytes:
    """Undo the double encoding of some FX9600: hexadecimal digits of hexadecimal digits."""
    if len(epc) != 2 * EPC_BYTES:
        return epc
    return hexadecimal(epc.decode("latin-1")) or epc
