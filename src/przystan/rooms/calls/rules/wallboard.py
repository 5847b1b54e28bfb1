"""Count a day's calls from what the switchboard saw, with the service level's rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from przystan.rooms.calls.types.live import DayCount, LiveKind, LiveNote, WaitingCaller
from przystan.rooms.calls.types.planning import SHORT_ABANDON_SECONDS, WITHIN_SECONDS

QUICK = timedelta(seconds=WITHIN_SECONDS)
SHORT = timedelta(seconds=SHORT_ABANDON_SECONDS)


@dataclass(slots=True)
class _Seen:
    language: str = ""
    queued: datetime | None = None
    connected: datetime | None = None
    ended: datetime | None = None


def count_day(notes: Iterable[LiveNote], *, at: datetime) -> DayCount:
    """Count the calls that were offered among these notes, given in order, as they stand at `at`.

    `quick` ÷ `counted` is the service level: answered within 20 s of joining the queue, over all
    who joined it but those who gave up within 5 s and those who wait and still have their 20 s.
    """
    seen: dict[str, _Seen] = {}
    for note in notes:
        if note.kind is LiveKind.OFFERED:
            seen.setdefault(note.call_key, _Seen())
        call = seen.get(note.call_key)
        if call is not None:
            _take(call, note)
    found = list(seen.values())
    queued = [c for c in found if c.queued]
    waiting = [c for c in queued if not c.connected and not c.ended]
    return DayCount(
        offered=len(found), queued=len(queued), answered=sum(1 for c in found if c.connected),
        abandoned=sum(1 for c in queued if c.ended and not c.connected),
        contained=sum(1 for c in found if c.ended and not c.queued and not c.connected),
        up=sum(1 for c in found if not c.ended and not c.connected),
        quick=sum(1 for c in queued if _wait(c, at) <= QUICK and c.connected),
        counted=sum(1 for c in queued if _counts(c, at)),
        waiting=tuple(WaitingCaller(c.language, c.queued) for c in sorted(
            waiting, key=lambda c: c.queued or at) if c.queued))


def _take(call: _Seen, note: LiveNote) -> None:
    call.language = note.language or call.language
    match note.kind:
        case LiveKind.QUEUED:
            call.queued = call.queued or note.at
        case LiveKind.CONNECTED:
            call.connected = call.connected or note.at
        case LiveKind.ENDED:
            call.ended = note.at


def _wait(call: _Seen, at: datetime) -> timedelta:
    return (call.connected or call.ended or at) - (call.queued or at)


def _counts(call: _Seen, at: datetime) -> bool:
    if call.connected:
        return True
    return _wait(call, at) >= (SHORT if call.ended else QUICK)
