"""Translate Asterisk's queue log (fields parted by |) into queue events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from przystan.adapters.asterisk.lines import LineError, Refuse, read_lines
from przystan.rooms.calls.types import QueueEvent, QueueEventKind

_KINDS = {
    "QUEUESTART": QueueEventKind.ENGINE_STARTED,
    "ENTERQUEUE": QueueEventKind.ENTERED,
    "CONNECT": QueueEventKind.CONNECTED,
    "COMPLETEAGENT": QueueEventKind.COMPLETED,
    "COMPLETECALLER": QueueEventKind.COMPLETED,
    "BLINDTRANSFER": QueueEventKind.TRANSFERRED,
    "ATTENDEDTRANSFER": QueueEventKind.TRANSFERRED,
    "TRANSFER": QueueEventKind.TRANSFERRED,
    "ABANDON": QueueEventKind.ABANDONED,
    "EXITWITHKEY": QueueEventKind.LEFT_WITH_KEY,
    "EXITWITHTIMEOUT": QueueEventKind.TIMED_OUT,
    "RINGNOANSWER": QueueEventKind.RING_NOT_ANSWERED,
    "RINGCANCELED": QueueEventKind.RING_CANCELLED,
}
_HOLD_FIELD = {"CONNECT": 5, "ABANDON": 7}
_EXPECTED = "epoch|callid|queue|agent|event|data, fields parted by |"
_MOST_FIELDS = 20


def read_queue_log(path: Path, refuse: Refuse) -> Iterator[tuple[str, QueueEvent]]:
    """Yield each line of a queue log with the event it tells; refuse what is none."""
    for number, text in read_lines(path, refuse):
        try:
            yield text, parse_queue_line(text)
        except LineError as error:
            refuse(error.at(path.name, number, text))


def parse_queue_line(text: str) -> QueueEvent:
    """Translate one line. Raises LineError with the field, the value and what was expected."""
    fields = text.split("|")
    if not 5 <= len(fields) <= _MOST_FIELDS:
        raise LineError("1", text, _EXPECTED)
    name = fields[4]
    if not name.isascii() or not name.isupper() or not name.isalnum():
        raise LineError("5", name, "the name of a queue event, such as ENTERQUEUE")
    return QueueEvent(
        _KINDS.get(name, QueueEventKind.OTHER),
        _instant(fields[0]),
        "" if fields[1] == "NONE" else fields[1],
        "" if fields[3] == "NONE" else fields[3],
        _hold(name, fields),
        name,
        fields[5] if name.endswith("TRANSFER") and len(fields) > 5 else "",
    )


def _instant(value: str) -> datetime:
    whole = value.partition(".")[0]
    if not (whole.isascii() and whole.isdigit() and 9 <= len(whole) <= 11):
        raise LineError("1", value, "seconds since 1970, such as 1795457428")
    return datetime.fromtimestamp(int(whole), UTC)


def _hold(name: str, fields: list[str]) -> int | None:
    place = _HOLD_FIELD.get(name)
    if name == "RINGNOANSWER":
        place = 5
    if place is None:
        return None
    value = fields[place] if place < len(fields) else ""
    if not (value.isascii() and value.isdigit()):
        raise LineError(str(place + 1), value, "a whole number")
    return int(value)
