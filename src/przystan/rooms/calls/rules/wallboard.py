"""Count a day's calls from what the switchboard saw, with the service level's rule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from przystan.rooms.calls.rules.notes import fold_notes
from przystan.rooms.calls.types.books import SeenCall
from przystan.rooms.calls.types.live import DayCount, LiveKind, LiveNote, WaitingCaller
from przystan.rooms.calls.types.planning import SHORT_ABANDON_SECONDS, WITHIN_SECONDS

QUICK = timedelta(seconds=WITHIN_SECONDS)
SHORT = timedelta(seconds=SHORT_ABANDON_SECONDS)


def count_day(notes: Iterable[LiveNote], *, at: datetime) -> DayCount:
    """Count the calls that were offered among these notes, given in order, as they stand at `at`.

    `quick` ÷ `counted` is the service level: answered within 20 s of joining the queue, over all
    who joined it but those who gave up within 5 s and those who wait and still have their 20 s.
    """
    by_call: dict[str, list[LiveNote]] = {}
    for note in notes:
        if note.kind is LiveKind.OFFERED or note.call_key in by_call:
            by_call.setdefault(note.call_key, []).append(note)
    found = [fold_notes(of_call) for of_call in by_call.values()]
    queued = [c for c in found if c.queued_at]
    waiting = sorted(
        (WaitingCaller(c.spoken, c.queued_at, c.key) for c in queued
         if c.queued_at and c.outcome is None and not c.phones), key=lambda c: c.since)
    return DayCount(
        offered=len(found), queued=len(queued), answered=sum(1 for c in found if c.phones),
        abandoned=sum(1 for c in queued if c.outcome and not c.phones),
        contained=sum(1 for c in found if c.outcome and not c.queued_at and not c.phones),
        up=sum(1 for c in found if not c.outcome and not c.phones),
        quick=sum(1 for c in queued if c.phones and _wait(c, at) <= QUICK),
        counted=sum(1 for c in queued if _counts(c, at)), waiting=tuple(waiting))


def _wait(call: SeenCall, at: datetime) -> timedelta:
    until = call.connected_at or (call.last_at if call.outcome else at)
    return until - (call.queued_at or at)


def _counts(call: SeenCall, at: datetime) -> bool:
    if call.phones:
        return True
    return _wait(call, at) >= (SHORT if call.outcome else QUICK)
