"""Translate Asterisk's channel event log (JSON, one object a line) into engine events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from przystan.adapters.asterisk.lines import LineError, Refuse, read_lines
from przystan.rooms.calls.types import EngineEvent, EventKind

_KINDS = {
    "CHAN_START": EventKind.CHANNEL_STARTED,
    "ANSWER": EventKind.ANSWERED,
    "APP_START": EventKind.APPLICATION_STARTED,
    "APP_END": EventKind.APPLICATION_ENDED,
    "BRIDGE_ENTER": EventKind.BRIDGE_ENTERED,
    "BRIDGE_EXIT": EventKind.BRIDGE_LEFT,
    "BLINDTRANSFER": EventKind.BLIND_TRANSFER,
    "ATTENDEDTRANSFER": EventKind.ATTENDED_TRANSFER,
    "HANGUP": EventKind.HUNG_UP,
    "CHAN_END": EventKind.CHANNEL_ENDED,
    "LINKEDID_END": EventKind.CALL_ENDED,
}
_NOT_OURS = frozenset(
    {"PARK_START", "PARK_END", "USER_DEFINED", "PICKUP", "FORWARD", "LOCAL_OPTIMIZE",
     "LOCAL_OPTIMIZE_BEGIN", "HOLD", "UNHOLD", "DTMF", "STREAM_BEGIN", "STREAM_END"}
)
_ID = re.compile(r"(?:(.+)-)?(\d{9,11})\.(\d+)\Z")
_KEYS = (
    "eventtype", "eventtime", "uniqueid", "linkedid", "channame", "num", "exten", "context",
    "appname", "peer", "eventextra",
)
_values_of = itemgetter(*_KEYS)
_decode = json.JSONDecoder().raw_decode
_BRIDGE = re.compile(r'^{"bridge_id":\s*"([^"\\]{1,64})"')
_TRANSFERS = frozenset({EventKind.BLIND_TRANSFER, EventKind.ATTENDED_TRANSFER})
_WITH_DETAILS = _TRANSFERS | {EventKind.BRIDGE_ENTERED, EventKind.BRIDGE_LEFT}
_TRANSFER_KEYS = (
    "extension", "channel2_uniqueid", "transferee_channel_uniqueid",
    "transfer_target_channel_uniqueid", "transfer_target_channel_name",
)


def read_cel(path: Path, refuse: Refuse) -> Iterator[tuple[str, EngineEvent]]:
    """Yield each line of a channel event log with the event it tells; refuse what is none."""
    for number, text in read_lines(path, refuse):
        try:
            event = parse_cel_line(text)
        except LineError as error:
            refuse(error.at(path.name, number, text))
            text, event = after_tear(text)
        if event is not None:
            yield text, event


def after_tear(text: str) -> tuple[str, EngineEvent | None]:
    """Save the whole event that an engine, started anew, wrote behind a torn one."""
    start = text.rfind('{"', 1)
    while start > 0:
        try:
            return text[start:], parse_cel_line(text[start:])
        except LineError:
            start = text.rfind('{"', 1, start)
    return text, None


def parse_cel_line(text: str) -> EngineEvent | None:
    """Translate one line; None for an event that says nothing about a call's course.

    Raises LineError with the key, the value and what was expected.
    """
    row = _json(text, "the line")
    try:
        values = _values_of(row)
    except KeyError:
        values = tuple(row.get(key, "") for key in _KEYS)
    if {*map(type, values)} != _TEXT or "\\u" in text:
        _check_texts(row)
    name, time, channel_id, call_id, channel, *rest, extra = values
    kind = _KINDS.get(name)
    if kind is None:
        _check_other_kind(name)
        return None
    if not (channel_id and call_id and channel):
        raise LineError(next(k for k in _KEYS[2:5] if not row.get(k)), "", "a text")
    engine, _, counter = _identity("uniqueid", channel_id)
    _, epoch, call_counter = _identity("linkedid", call_id)
    return EngineEvent(  # positional: a million of these are made from a large log
        kind, _instant(time), engine, channel_id, call_id, channel, counter, call_counter, epoch,
        *rest, *(_details(kind, extra) if extra and kind in _WITH_DETAILS else ()),
    )


_TEXT = {str}


def _check_texts(row: dict[str, Any]) -> None:
    """Every value of an event is a text that can be printed and stored."""
    for key, value in row.items():
        if not isinstance(value, str):
            raise LineError(key, value, "a text")
        if any(c < " " or "\ud800" <= c <= "\udfff" for c in value):
            raise LineError(key, ascii(value), "a text without control characters")


def _details(kind: EventKind, text: str) -> tuple[str, ...]:
    """Read what the event's extra text adds: the bridge, or whom a transfer moves where to."""
    if kind not in _TRANSFERS and (found := _BRIDGE.search(text)) is not None:
        return (found[1],)
    extra = _json(text, "eventextra")
    bridge_id = extra.get("bridge_id") or extra.get("bridge1_id", "")
    values = (bridge_id, *(extra.get(key, "") for key in _TRANSFER_KEYS))
    if not all(isinstance(value, str) for value in values):
        raise LineError("eventextra", text, "a JSON object of texts")
    return values


def _json(text: str, where: str) -> dict[str, Any]:
    try:
        row, end = _decode(text)
        if end != len(text):
            row = json.loads(text)
    except json.JSONDecodeError as error:
        column = str(error.colno) if where == "the line" else where
        raise LineError(column, text[max(0, error.pos - 20):], "a JSON object") from error
    except RecursionError as error:
        raise LineError(where, text, "a JSON object") from error
    if not isinstance(row, dict):
        raise LineError(where, text, "a JSON object")
    return row


def _check_other_kind(kind: str) -> None:
    if kind not in _NOT_OURS:
        raise LineError("eventtype", kind, f"one of {', '.join(_KINDS)}")


@lru_cache(maxsize=8192)
def _identity(key: str, value: str) -> tuple[str, int, int]:
    found = _ID.match(value)
    if found is None:
        raise LineError(key, value, "[system-]seconds.counter, for example cc1-1795457427.0")
    return found[1] or "", int(found[2]), int(found[3])


def engine_of(call_id: str) -> str:
    """Name the engine that gave an id; "" when it has no name of its own or this is no id."""
    found = _ID.match(call_id)
    return (found[1] or "") if found else ""


def _instant(value: str) -> datetime:
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise LineError("eventtime", value, "a time such as 2026-11-23T18:10:27.640353+0000") \
            from error
    if at.tzinfo is None:
        raise LineError("eventtime", value, "a time with its offset from UTC")
    return at
