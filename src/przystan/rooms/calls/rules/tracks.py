"""What became of each channel of one call: its part, its life, its stays in bridges.

Everything here starts from a *set* of events put in one canonical order, so that lines that the
engine wrote out of order, or twice, make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from przystan.rooms.calls.rules.profile import is_trunk, operator_of, unit_of
from przystan.rooms.calls.types import EngineEvent, EventKind, Profile


class Part(StrEnum):
    """The part that a channel plays in the office."""

    CALLER = "caller"
    OPERATOR_CALL = "operator_call"
    CONSULTATION = "consultation"
    OPERATOR = "operator"
    UNIT = "unit"
    TRUNK = "trunk"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Stay:
    """One stay of a channel in a bridge; `ended_at` None means that nobody said when it left."""

    bridge_id: str
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(slots=True)
class Track:
    """One channel's life."""

    channel_id: str
    channel: str = ""
    call_id: str = ""
    part: Part = Part.UNKNOWN
    station: str = ""
    number: str = ""
    extension: str = ""
    started_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    stays: list[Stay] = field(default_factory=list)
    events: list[EngineEvent] = field(default_factory=list)


Span = tuple[datetime, datetime | None]

_ORDER = {
    EventKind.CHANNEL_STARTED: 0,
    EventKind.ANSWERED: 1,
    EventKind.BRIDGE_LEFT: 2,
    EventKind.BRIDGE_ENTERED: 3,
    EventKind.BLIND_TRANSFER: 4,
    EventKind.ATTENDED_TRANSFER: 4,
    EventKind.APPLICATION_ENDED: 5,
    EventKind.APPLICATION_STARTED: 6,
    EventKind.HUNG_UP: 7,
    EventKind.CHANNEL_ENDED: 8,
    EventKind.CALL_ENDED: 9,
}


def put_in_order(events: Iterable[EngineEvent]) -> list[EngineEvent]:
    """Sort events by time, and those of one microsecond by what can follow what."""
    return sorted(
        events, key=lambda e: (e.at, _ORDER[e.kind], e.channel_id, e.call_id, e.bridge_id)
    )


def follow_channels(events: list[EngineEvent], profile: Profile) -> dict[str, Track]:
    """Follow each channel of one call through its events, which are in canonical order."""
    tracks: dict[str, Track] = {}
    for event in events:
        track = tracks.get(event.channel_id)
        if track is None:
            track = tracks[event.channel_id] = Track(event.channel_id, event.channel)
        track.events.append(event)
        _STEPS.get(event.kind, _ignore)(track, event)
    for track in tracks.values():
        _cast(track, profile)
        for stay in track.stays:
            stay.ended_at = stay.ended_at or track.ended_at
    return tracks


def _start(track: Track, event: EngineEvent) -> None:
    track.started_at = event.at
    track.call_id = event.call_id
    track.number = event.number
    track.extension = event.extension


def _answer(track: Track, event: EngineEvent) -> None:
    track.answered_at = track.answered_at or event.at


def _enter(track: Track, event: EngineEvent) -> None:
    _close(track, event.at)
    track.stays.append(Stay(event.bridge_id, event.at))


def _leave(track: Track, event: EngineEvent) -> None:
    for stay in reversed(track.stays):
        if stay.bridge_id == event.bridge_id and stay.ended_at is None:
            stay.ended_at = event.at
            return


def _end(track: Track, event: EngineEvent) -> None:
    track.ended_at = track.ended_at or event.at
    _close(track, event.at)


def _close(track: Track, at: datetime) -> None:
    if track.stays and track.stays[-1].ended_at is None:
        track.stays[-1].ended_at = at


def _ignore(track: Track, event: EngineEvent) -> None:
    del track, event


_STEPS = {
    EventKind.CHANNEL_STARTED: _start,
    EventKind.ANSWERED: _answer,
    EventKind.BRIDGE_ENTERED: _enter,
    EventKind.BRIDGE_LEFT: _leave,
    EventKind.HUNG_UP: _end,
    EventKind.CHANNEL_ENDED: _end,
}


def _cast(track: Track, profile: Profile) -> None:
    """Give the channel its part. Only the first of its events tells: contexts move later.

    A call that the engine placed for an operator begins at "s": the first number dialled tells.
    """
    operator = operator_of(profile, track.channel)
    unit = unit_of(profile, track.channel)
    track.station = operator or unit or ""
    is_root = track.call_id == track.channel_id
    first = track.events[0]
    if is_root and operator is not None:
        if not is_dialled(first):
            first = next(filter(_is_dialling, track.events), first)
            track.extension = first.extension
        track.part = call_of_operator(profile, first)
    elif is_root and first.context in profile.incoming_contexts and is_dialled(first):
        track.part = Part.CALLER
    elif operator is not None:
        track.part = Part.OPERATOR
    elif unit is not None:
        track.part = Part.UNIT
    elif is_trunk(profile, track.channel):
        track.part = Part.TRUNK


def _is_dialling(event: EngineEvent) -> bool:
    return event.kind is EventKind.APPLICATION_STARTED and is_dialled(event)


def is_dialled(event: EngineEvent) -> bool:
    """Say whether somebody dialled a number here: the start extension "s" is nobody's number."""
    return event.extension not in ("", "s")


def is_offered(event: EngineEvent, profile: Profile) -> bool:
    """Say whether this event alone offers a call to the office: the ledger's independent count."""
    return (
        event.kind is EventKind.CHANNEL_STARTED
        and event.channel_id == event.call_id
        and event.context in profile.incoming_contexts
        and is_dialled(event)
        and operator_of(profile, event.channel) is None
    )


def is_queue_entry(event: EngineEvent, profile: Profile) -> bool:
    """Say whether a caller begins to wait here: the engine's queue, or ours in its context."""
    return (
        event.kind is EventKind.APPLICATION_STARTED
        and event.application in profile.queue_applications
        and event.context in profile.queue_contexts
    )


def is_sent_to_unit(event: EngineEvent, profile: Profile) -> bool:
    """Say whether the dialplan sends a caller to a unit here."""
    return (
        event.kind is EventKind.APPLICATION_STARTED
        and event.context in profile.unit_contexts
        and event.extension in profile.unit_extensions
        and event.application not in profile.queue_applications
    )


def call_of_operator(profile: Profile, event: EngineEvent) -> Part:
    """Say what an operator's own call is: a call out, or a question to a unit."""
    if event.context not in profile.operator_contexts:
        return Part.UNKNOWN
    if event.extension in profile.unit_extensions or event.extension in profile.return_extensions:
        return Part.CONSULTATION
    if profile.outgoing_number.match(event.extension):
        return Part.OPERATOR_CALL
    return Part.UNKNOWN


def together(one: Track, other: Track) -> list[Span]:
    """List when two channels were in one bridge, in order of time; an open end is None."""
    spans: list[Span] = []
    for mine in one.stays:
        for theirs in other.stays:
            if mine.bridge_id != theirs.bridge_id:
                continue
            start = max(mine.started_at, theirs.started_at)
            ends = [at for at in (mine.ended_at, theirs.ended_at) if at is not None]
            end = min(ends) if ends else None
            if end is None or end > start:
                spans.append((start, end))
    return sorted(spans, key=lambda span: span[0])


def without(spans: list[Span], holes: list[Span]) -> list[Span]:
    """Cut holes out of spans of time; an open end of a hole reaches to the span's end."""
    left = spans
    for hole_start, hole_end in holes:
        cut: list[Span] = []
        for start, end in left:
            if (end is not None and hole_start >= end) or (
                hole_end is not None and hole_end <= start
            ):
                cut.append((start, end))
                continue
            if hole_start > start:
                cut.append((start, hole_start))
            if hole_end is not None and (end is None or hole_end < end):
                cut.append((hole_end, end))
        left = cut
    return left


def seconds(spans: list[Span]) -> float | None:
    """Add up spans in seconds; None when one of them has no known end."""
    total = 0.0
    for start, end in spans:
        if end is None:
            return None
        total += (end - start).total_seconds()
    return round(total, 6)
