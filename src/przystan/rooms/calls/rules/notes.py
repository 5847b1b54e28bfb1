"""Fold what the switchboard noted of one call: for the wallboard and for the two logs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from przystan.rooms.calls.types.books import SeenCall
from przystan.rooms.calls.types.calls import Outcome
from przystan.rooms.calls.types.live import LiveKind, LiveNote

_CONVERSATION_ENDS = (LiveKind.TALKED, LiveKind.TRANSFERRED)


def fold_notes(notes: Sequence[LiveNote]) -> SeenCall:
    """Fold one call's notes, in the order in which they were taken, into what became of it.

    Answered: an operator spoke. Abandoned: waited, and nobody did. Closed: heard the closing
    message. Contained: none of these. No outcome while the last note is not the end. The language
    is the first that the call was in, as in the engine's log; `spoken` the last. Raises ValueError
    without notes.
    """
    if not notes:
        raise ValueError("a call without notes was not seen")
    kinds = [note.kind for note in notes]
    phones = _phones(notes)
    return SeenCall(
        key=notes[0].call_key,
        first_at=notes[0].at,
        last_at=notes[-1].at,
        outcome=_outcome(kinds, bool(phones)),
        language=next((note.language for note in notes if note.language), ""),
        spoken=next((note.language for note in reversed(notes) if note.language), ""),
        queued_at=_first(notes, LiveKind.QUEUED), connected_at=_first(notes, LiveKind.CONNECTED),
        phones=phones,
        is_closing_noted=LiveKind.CLOSED in kinds,
        is_only_offered=set(kinds) <= {LiveKind.OFFERED, LiveKind.ENDED},
    )


def _first(notes: Sequence[LiveNote], kind: LiveKind) -> datetime | None:
    return next((note.at for note in notes if note.kind is kind), None)


def _outcome(kinds: list[LiveKind], is_answered: bool) -> Outcome | None:
    # A call taken over after a restart of ours has further notes behind an end that the process
    # before us may have noted when it lost the engine: only an end that comes last counts. An
    # operator who was picked while the caller hung up is let go after it: no sign of life.
    told = [kind for kind in kinds if kind is not LiveKind.NOT_ANSWERED]
    if not told or told[-1] is not LiveKind.ENDED:
        return None
    if is_answered:
        return Outcome.ANSWERED
    if LiveKind.QUEUED in kinds:
        return Outcome.ABANDONED
    return Outcome.CLOSED if LiveKind.CLOSED in kinds else Outcome.CONTAINED


def _phones(notes: Sequence[LiveNote]) -> tuple[str, ...]:
    """Name the phones that spoke. After a restart only the end of a conversation is noted."""
    spoke: list[str] = []
    talking = ""
    for note in notes:
        if note.kind is LiveKind.CONNECTED:
            spoke.append(note.phone)
            talking = note.phone
        elif note.kind in _CONVERSATION_ENDS:
            if talking != note.phone:
                spoke.append(note.phone)
            talking = ""
    return tuple(spoke)
