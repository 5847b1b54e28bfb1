"""Write specimen events as Asterisk writes its channel event log."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from przystan.adapters.asterisk.cel import _KINDS
from przystan.rooms.calls.types import EngineEvent, EventKind

_NAMES = {kind: name for name, kind in _KINDS.items()}


def cel_line(event: EngineEvent) -> str:
    """Write one event as one JSON object."""
    return json.dumps(
        {
            "eventtype": _NAMES[event.kind],
            "eventtime": event.at.strftime("%Y-%m-%dT%H:%M:%S.%f+0000"),
            "uniqueid": event.channel_id,
            "linkedid": event.call_id,
            "channame": event.channel,
            "num": event.number,
            "exten": event.extension,
            "context": event.context,
            "appname": event.application,
            "appdata": "",
            "peer": event.peer,
            "eventextra": _extra(event),
        },
        separators=(",", ":"),
    )


def _extra(event: EngineEvent) -> str:
    content: dict[str, object] = {}
    if event.kind in (EventKind.BRIDGE_ENTERED, EventKind.BRIDGE_LEFT):
        content = {"bridge_id": event.bridge_id, "bridge_technology": "simple_bridge"}
    elif event.kind is EventKind.BLIND_TRANSFER:
        content = {"extension": event.target_extension, "context": "units",
                   "bridge_id": event.bridge_id,
                   "transferee_channel_uniqueid": event.transferee_channel_id}
    elif event.kind is EventKind.ATTENDED_TRANSFER:
        content = {"bridge1_id": event.bridge_id, "channel2_uniqueid": event.other_channel_id,
                   "transferee_channel_uniqueid": event.transferee_channel_id,
                   "transfer_target_channel_name": event.target_channel,
                   "transfer_target_channel_uniqueid": event.target_channel_id}
    elif event.kind is EventKind.HUNG_UP:
        content = {"hangupcause": 16, "hangupsource": "", "dialstatus": ""}
    return json.dumps(content) if content else ""


def write_cel(path: Path, events: Iterable[EngineEvent], end: str = "\n") -> Path:
    """Write a whole log."""
    path.write_bytes("".join(cel_line(event) + end for event in events).encode())
    return path
