"""Write specimen events as Asterisk writes its channel event log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from przystan.adapters.asterisk.cel import _KINDS
from przystan.rooms.calls.testing import Specimen, write_log
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


def busy_minutes(minutes: int) -> Iterator[str]:
    """Write the log of three calls a minute, as one engine that never stops would."""
    events = write_log([
        Specimen("a").dial("801").choose("pl").queue().ring("op1").pass_after_asking("702").hang_up(),
        Specimen("b").dial("800").choose("uk").queue().press_key().hang_up(),
        Specimen("c").call_out("op2", "+48000000401").hang_up(),
    ])
    step = 1 + max(event.counter for event in events)
    for minute in range(minutes):
        shift = timedelta(minutes=minute)

        def moved(key: str, shift: timedelta = shift, base: int = minute * step) -> str:
            head, _, counter = key.rpartition(".")
            if not head:
                return key
            return f"sp1-{int(head[4:]) + int(shift.total_seconds())}.{int(counter) + base}"

        for event in events:
            yield cel_line(event._replace(
                at=event.at + shift, channel_id=moved(event.channel_id),
                call_id=moved(event.call_id), other_channel_id=moved(event.other_channel_id),
                transferee_channel_id=moved(event.transferee_channel_id),
                target_channel_id=moved(event.target_channel_id),
            ))
