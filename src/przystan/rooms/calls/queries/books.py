"""The switchboard's notes and the contacts of one day, read for the comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from datetime import date, datetime, timedelta

from przystan.platform.clock import public as clock
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.calls.queries.ledger import daily_balance
from przystan.rooms.calls.rules.books import Presence, reconcile_books
from przystan.rooms.calls.rules.notes import fold_notes
from przystan.rooms.calls.types import DayBalance, LogKind, Outcome
from przystan.rooms.calls.types.books import BookedCall, DayBooks, SeenCall
from przystan.rooms.calls.types.live import LiveKind, LiveNote

_MARGIN = timedelta(hours=6)
"""Notes are read this far beyond a day: a call of the late evening ends on the next one."""

_BOOKED = """
SELECT c.id, c.engine, c.key, c.started_at, c.ended_at, c.outcome, c.language, c.operators,
       r.source
FROM calls_contact c JOIN calls_importrun r ON r.id = c.run_id
WHERE c.local_date = %s AND c.direction = 'incoming' ORDER BY c.started_at, c.id
"""
_NOTES = """
SELECT call_key, kind, at, language, phone FROM calls_liveevent
WHERE call_key <> ''
AND call_key IN (SELECT call_key FROM calls_liveevent WHERE at >= %(first)s AND at < %(end)s)
ORDER BY call_key, id
"""
_PRESENCE = """
SELECT at, kind FROM calls_liveevent
WHERE call_key = '' AND at >= %(first)s AND at < %(end)s ORDER BY at, id
"""
_OTHERS = """
SELECT key FROM calls_contact WHERE key = ANY(%(keys)s)
AND (local_date <> %(day)s OR direction = 'outgoing')
"""
_LINES = """
SELECT DISTINCT call_key FROM calls_engineevent
WHERE engine IN (SELECT DISTINCT engine FROM calls_importrun) AND call_key = ANY(%(keys)s)
"""


def reconcile_day(*, local_date: date, at: datetime) -> DayBooks:
    """Hold one day's two logs against each other, beside its balance. `at` is now.

    Shape: one row for each way in which a call differs. Left out: outgoing calls, which the
    switchboard does not see, and contacts that were handed over already counted.
    Source: docs/ways/call-metrics.md.
    """
    rows = fetch_rows(_BOOKED, [local_date])
    booked = [
        BookedCall(i, engine, key, started_at, ended_at, Outcome(outcome), language,
                   tuple(operators))
        for i, engine, key, started_at, ended_at, outcome, language, operators, source in rows
        if source != LogKind.HANDED_OVER
    ]
    seen, presence = _seen(local_date)
    known = {contact.key for contact in booked}
    elsewhere = _elsewhere(local_date, [key for key in seen if key not in known])
    mine = {
        key: call for key, call in seen.items()
        if key in known or (clock.local_date(call.first_at) == local_date and key not in elsewhere)
    }
    equal, differences = reconcile_books(
        seen=mine, booked=booked, presence=presence, in_log=_in_log(mine.keys() - known),
        read_until=_read_until(), at=at)
    return DayBooks(
        balance=_balance(local_date), booked=len(booked), seen=len(mine), equal=equal,
        handed_over=len(rows) - len(booked), differences=differences)


def _seen(day: date) -> tuple[dict[str, SeenCall], Presence]:
    span = {"first": clock.day_start(day) - _MARGIN, "end": clock.day_end(day) + _MARGIN}
    notes: dict[str, list[LiveNote]] = defaultdict(list)
    for key, kind, at, language, phone in fetch_rows(_NOTES, span):
        notes[key].append(LiveNote(key, LiveKind(kind), at, language, phone))
    moments = [(note.at, note.kind) for of_call in notes.values() for note in of_call]
    own = [(at, LiveKind(kind)) for at, kind in fetch_rows(_PRESENCE, span)]
    breaks = [at for at, kind in own if kind is LiveKind.ENDED]
    moments += [(at, kind) for at, kind in own if kind is LiveKind.SERVING]
    return {key: fold_notes(of_call) for key, of_call in notes.items()}, Presence(moments, breaks)


def _elsewhere(day: date, keys: list[str]) -> set[str]:
    """Name the calls whose contact belongs to another day (begun around midnight)."""
    if not keys:
        return set()
    return {row[0] for row in fetch_rows(_OTHERS, {"keys": keys, "day": day})}


def _in_log(keys: Set[str]) -> set[str]:
    """Name those of some calls of which the engine's log has lines."""
    if not keys:
        return set()
    return {row[0] for row in fetch_rows(_LINES, {"keys": sorted(keys)})}


def _read_until() -> datetime | None:
    (row,) = fetch_rows(
        "SELECT max(last_at) FROM calls_importrun WHERE source = %s", [LogKind.EVENTS.value])
    found: datetime | None = row[0]
    return found


def _balance(day: date) -> DayBalance:
    found = daily_balance(first_date=day, last_date=day)
    return found[0] if found else DayBalance(local_date=day, offered=0)
