"""Hold the switchboard's notes against the contacts of the engine's own log.

Both logs are written independently: the notes by our process as it acts, the engine's log by the
engine whether we are there or not. What only one of them has, or what they tell differently, is
listed with its reason; a reason that does not account for it is an error to be looked into.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Set
from datetime import datetime, timedelta

from przystan.rooms.calls.types.books import (
    BookDifference,
    BookedCall,
    BookReason,
    SeenCall,
)
from przystan.rooms.calls.types.calls import Outcome
from przystan.rooms.calls.types.live import LiveKind

LONGEST_CALL = timedelta(hours=6)
"""A call without an end is up for at most this long; later its missing end is an error."""

WRITING = timedelta(seconds=5)
"""The engine's log and the notes are written within this time of what they tell."""


class Presence:
    """When the switchboard was there, as far as its notes of whichever call tell."""

    def __init__(
        self, notes: Iterable[tuple[datetime, LiveKind]], breaks: Iterable[datetime] = ()
    ) -> None:
        self._notes = sorted(notes)
        self._starts = [at for at, kind in self._notes if kind is LiveKind.SERVING]
        self._breaks = sorted(breaks)

    def lost_engine(self, first: datetime, last: datetime) -> bool:
        """Say whether the engine's stream broke between two moments."""
        return bisect_left(self._breaks, first) < bisect_right(self._breaks, last)

    def was_away(self, at: datetime, *, until: datetime) -> bool:
        """Say whether nothing was noted from a moment on, until another or until a new start.

        In a crash the switchboard cannot note that it goes; the first note after it is its start.
        When the engine's stream breaks it notes ends of calls, and sees none until it serves again.
        """
        broken = bisect_right(self._breaks, at)
        if broken:
            again = bisect_left(self._starts, self._breaks[broken - 1])
            if again == len(self._starts) or self._starts[again] > at:
                return True
        if self._died_with_notes(at, until):
            return True
        place = bisect_left(self._notes, at, key=lambda note: note[0])
        if place == len(self._notes):
            return True
        noted_at, kind = self._notes[place]
        return kind is LiveKind.SERVING or noted_at > until


    def _died_with_notes(self, at: datetime, until: datetime) -> bool:
        """Say whether a process that saw something had no time to write it, and it ended so."""
        again = bisect_left(self._starts, at)
        if again == len(self._starts) or self._starts[again] < until:
            return False
        written = bisect_left(self._notes, at + WRITING, key=lambda note: note[0])
        return written == len(self._notes) or self._notes[written][0] >= self._starts[again]


def reconcile_books(
    *,
    seen: Mapping[str, SeenCall],
    booked: Iterable[BookedCall],
    presence: Presence,
    in_log: Set[str],
    read_until: datetime | None,
    at: datetime,
) -> tuple[int, tuple[BookDifference, ...]]:
    """Hold two logs of a day against each other; return how many calls are equal, and the rest.

    `in_log` are calls of which the engine's log has lines but no end yet; `read_until` is the
    moment up to which that log has been read (None: never); `at` is now. Shape: at most one
    difference for each way in which a call differs, in the order of calls.
    """
    contacts = list(booked)
    served = {contact.engine for contact in contacts if contact.key in seen}
    found: list[BookDifference] = []
    equal = 0
    for contact in contacts:
        call = seen.get(contact.key)
        differences = (
            [_not_seen(contact, served, presence)] if call is None
            else list(_compare(call, contact, presence, at)))
        equal += not differences
        found += differences
    known = {contact.key for contact in contacts}
    found += [
        _not_booked(call, key in in_log, presence, read_until, at)
        for key, call in seen.items() if key not in known
    ]
    return equal, tuple(sorted(found, key=lambda d: (d.at, d.key, d.reason)))


def _not_seen(contact: BookedCall, served: set[str], presence: Presence) -> BookDifference:
    """Explain a contact without notes: our process was away, or does not serve that engine."""
    last = contact.ended_at or contact.started_at
    if contact.outcome is Outcome.CUT_BY_RESTART:
        reason = BookReason.ENGINE_RESTARTED
    elif presence.was_away(contact.started_at, until=last):
        reason = BookReason.SWITCHBOARD_AWAY
    elif contact.engine not in served:
        reason = BookReason.ENGINE_NOT_SERVED
    else:
        reason = BookReason.ONLY_IN_ENGINE_LOG
    return _difference(contact, reason, "", contact.outcome)


def _not_booked(
    call: SeenCall, is_in_log: bool, presence: Presence, read_until: datetime | None, at: datetime
) -> BookDifference:
    """Explain notes without a contact: the call is up, or the engine's log was not read so far.

    A caller who was passed on to a unit has left the switchboard while the call goes on. An engine
    that dies may not have written the first line of a call that it offered a moment before.
    """
    is_up = call.outcome is None or is_in_log
    if is_up and at - call.last_at <= LONGEST_CALL:
        reason = BookReason.STILL_UP
    elif read_until is None or read_until < call.last_at + WRITING:
        reason = BookReason.LOG_NOT_READ
    elif not is_in_log and presence.lost_engine(call.first_at, call.first_at + WRITING):
        reason = BookReason.ENGINE_RESTARTED
    else:
        reason = BookReason.ONLY_SEEN_LIVE
    return BookDifference(call.key, reason, call.first_at, live=call.outcome or "up")


def _compare(
    call: SeenCall, contact: BookedCall, presence: Presence, at: datetime
) -> Iterable[BookDifference]:
    if call.outcome is None:
        yield _difference(contact, _why_no_end(contact, presence, at), "up", contact.outcome)
        return
    if contact.outcome is Outcome.CUT_BY_RESTART:
        # Its last lines died with the engine: nothing more can be compared.
        yield _difference(contact, BookReason.ENGINE_RESTARTED, call.outcome, contact.outcome)
        return
    if call.outcome is not contact.outcome:
        yield _difference(contact, _why_outcome(call, contact), call.outcome, contact.outcome)
    if call.language != contact.language:
        is_left = call.is_only_offered and not call.language
        reason = BookReason.LEFT_AT_ONCE if is_left else BookReason.LANGUAGE_DIFFERS
        yield _difference(contact, reason, call.language, contact.language)
    if call.phones != contact.operators and call.outcome is contact.outcome:
        yield _difference(contact, BookReason.OPERATORS_DIFFER, " ".join(call.phones),
                          " ".join(contact.operators))


def _why_no_end(contact: BookedCall, presence: Presence, at: datetime) -> BookReason:
    """A switchboard that is there at the end of a call notes it; one that is not cannot."""
    ended_at = contact.ended_at or contact.started_at
    if contact.outcome is Outcome.CUT_BY_RESTART:
        return BookReason.ENGINE_RESTARTED
    if at - ended_at <= WRITING:
        return BookReason.STILL_UP
    is_away = presence.was_away(ended_at, until=ended_at + WRITING)
    return BookReason.SWITCHBOARD_STOPPED if is_away else BookReason.END_NOT_SEEN


def _why_outcome(call: SeenCall, contact: BookedCall) -> BookReason:
    is_closed = contact.outcome is Outcome.CLOSED and call.outcome is Outcome.CONTAINED
    if is_closed and not call.is_closing_noted:
        return BookReason.CLOSING_NOT_NOTED
    return BookReason.OUTCOME_DIFFERS


def _difference(
    contact: BookedCall, reason: BookReason, live: str, engine: str
) -> BookDifference:
    return BookDifference(
        contact.key, reason, contact.started_at, live, engine, contact.contact_id)
