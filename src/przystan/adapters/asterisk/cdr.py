"""Translate Asterisk's call detail records (CSV without a heading) into call records."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from przystan.adapters.asterisk.lines import LineError, Refuse, read_lines
from przystan.rooms.calls.types import CallRecord

COLUMNS = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp",
    "lastdata", "start", "answer", "end", "duration", "billsec", "disposition", "amaflags",
    "uniqueid", "userfield", "peeraccount", "linkedid", "sequence",
)
_AT = {name: place for place, name in enumerate(COLUMNS)}
_DISPOSITIONS = frozenset({"ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION"})


def read_cdr(path: Path, timezone: str, refuse: Refuse) -> Iterator[tuple[str, CallRecord]]:
    """Yield each row with the record it tells; times without offset are in `timezone`."""
    zone = ZoneInfo(timezone)
    for number, text in read_lines(path, refuse):
        try:
            yield text, parse_cdr_row(text, zone)
        except LineError as error:
            refuse(error.at(path.name, number, text))


def parse_cdr_row(text: str, zone: ZoneInfo) -> CallRecord:
    """Translate one row. Raises LineError with the column, the value and what was expected."""
    try:
        row = next(csv.reader([text], strict=True))
    except (csv.Error, StopIteration) as error:
        raise LineError("1", text, "values in quotes, parted by commas") from error
    if len(row) != len(COLUMNS):
        raise LineError("1", text, f"{len(COLUMNS)} values parted by commas, not {len(row)}")
    disposition = row[_AT["disposition"]]
    if disposition not in _DISPOSITIONS:
        raise LineError("disposition", disposition, f"one of {', '.join(sorted(_DISPOSITIONS))}")
    started_at, answered_at, ended_at = (_time(row, n, zone) for n in ("start", "answer", "end"))
    if started_at is None or ended_at is None:
        raise LineError("start" if started_at is None else "end", "", "a time")
    return CallRecord(
        call_id=_needed(row, "linkedid"),
        channel_id=_needed(row, "uniqueid"),
        channel=_needed(row, "channel"),
        source=row[_AT["src"]],
        destination=row[_AT["dst"]],
        context=row[_AT["dcontext"]],
        other_channel=row[_AT["dstchannel"]],
        application=row[_AT["lastapp"]],
        started_at=started_at,
        answered_at=answered_at,
        ended_at=ended_at,
        duration_seconds=_count(row, "duration"),
        billed_seconds=_count(row, "billsec"),
        disposition=disposition,
    )


def _needed(row: list[str], name: str) -> str:
    value = row[_AT[name]]
    if not value:
        raise LineError(name, value, "a text")
    return value


def _count(row: list[str], name: str) -> int:
    value = row[_AT[name]]
    if not (value.isascii() and value.isdigit()):
        raise LineError(name, value, "a whole number of seconds")
    return int(value)


def _time(row: list[str], name: str, zone: ZoneInfo) -> datetime | None:
    value = row[_AT[name]]
    if not value:
        return None
    try:
        at = datetime.strptime(value, "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
    except ValueError as error:
        raise LineError(name, value, "a time such as 2026-11-23 18:10:27") from error
    return at.replace(tzinfo=zone)
