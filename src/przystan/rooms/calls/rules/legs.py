"""Cut one contact into its legs: what the party went through, in order of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from przystan.rooms.calls.rules.tracks import Part, Track, is_queue_entry, together
from przystan.rooms.calls.types import EngineEvent, EventKind, Leg, LegKind, Profile

TOGETHER = timedelta(milliseconds=100)
"""Two phones of one call that are hung up within this time were hung up together."""


def legs_of_incoming(
    profile: Profile, caller: Track, tracks: dict[str, Track]
) -> tuple[Leg, ...]:
    """List the legs of a call from outside: helpline, queue, operators, consultations, units."""
    legs = [*_in_dialplan(profile, caller, tracks), *_stations(caller, tracks)]
    return _in_order(legs)


def legs_of_outgoing(
    root: Track, party: Track | None, tracks: dict[str, Track]
) -> tuple[Leg, ...]:
    """List the legs of a call that an operator placed."""
    spans = together(root, party) if party is not None else []
    first = Leg(
        LegKind.OUTGOING,
        root.started_at or root.events[0].at,
        spans[0][0] if spans else None,
        root.ended_at,
        who=root.station,
        target=root.extension,
        call_id=root.call_id,
    )
    others = {key: track for key, track in tracks.items() if track is not root}
    return _in_order([first, *_stations(party or root, others)])


def _in_order(legs: list[Leg]) -> tuple[Leg, ...]:
    return tuple(sorted(legs, key=lambda leg: (leg.started_at, leg.kind, leg.who)))


def _stations(party: Track, tracks: dict[str, Track]) -> list[Leg]:
    """List the phones that rang or talked, and the questions asked meanwhile."""
    legs = []
    for track in tracks.values():
        if track is party or track.started_at is None:
            continue
        if track.part is Part.CONSULTATION:
            legs.append(_consultation(track, tracks))
        elif track.part is Part.OPERATOR:
            legs.append(_station(LegKind.OPERATOR, party, track))
        elif track.part is Part.UNIT:
            legs += _of_unit(party, track, tracks)
    return legs


def _of_unit(party: Track, unit: Track, tracks: dict[str, Track]) -> list[Leg]:
    """List what a unit's phone was for: a question, the party, or first one and then the other."""
    by = _asker(unit, tracks)
    if by is None:
        leg = _unit(party, unit, tracks)
        return [leg] if leg is not None else []
    told = together(by, unit)
    started_at = unit.started_at or unit.events[0].at
    asked = Leg(LegKind.CONSULTATION, started_at, told[0][0] if told else None,
                told[-1][1] if told else unit.ended_at, who=by.station, target=unit.station,
                call_id=unit.call_id)
    spans = together(party, unit)
    if not spans:
        return [asked]
    return [asked, replace(_station(LegKind.UNIT, party, unit), started_at=spans[0][0])]


def _asker(unit: Track, tracks: dict[str, Track]) -> Track | None:
    """Name the operator who asked a unit within the party's own call, while the party waited.

    They spoke; or nobody picked up, and the operator stayed when the unit's phone fell silent.
    """
    for track in tracks.values():
        if track.part is not Part.OPERATOR or track.call_id != unit.call_id:
            continue
        has_answered = track.answered_at is not None and unit.started_at is not None and (
            track.answered_at <= unit.started_at)
        stayed = not unit.stays and unit.ended_at is not None and (
            track.ended_at is None or unit.ended_at + TOGETHER < track.ended_at)
        if has_answered and (together(track, unit) or stayed):
            return track
    return None


def _unit(party: Track, unit: Track, tracks: dict[str, Track]) -> Leg | None:
    """Make the leg of a unit that was called for the party; None for one that was only asked.

    A unit that rings on after the operator passed the party on is called for the party from then.
    """
    asked = tracks.get(unit.call_id)
    if asked is None or asked is party or asked.part is not Part.CONSULTATION:
        return _station(LegKind.UNIT, party, unit)
    leg = _station(LegKind.UNIT, party, unit)
    if leg.answered_at is not None:
        return replace(leg, started_at=min(leg.answered_at, asked.ended_at or leg.answered_at))
    if asked.ended_at is None or (unit.ended_at and unit.ended_at < asked.ended_at + TOGETHER):
        return None
    return replace(leg, started_at=asked.ended_at)


def _station(kind: LegKind, party: Track, track: Track) -> Leg:
    spans = together(party, track)
    started_at = track.started_at or track.events[0].at
    joined_at = spans[0][0] if spans else None
    ended_at = spans[-1][1] if spans else track.ended_at
    return Leg(kind, started_at, joined_at, ended_at, who=track.station, call_id=track.call_id)


def _consultation(root: Track, tracks: dict[str, Track]) -> Leg:
    answers = [
        spans[0][0]
        for track in tracks.values()
        if track.part is Part.UNIT and (spans := together(root, track))
    ]
    return Leg(
        LegKind.CONSULTATION,
        root.started_at or root.events[0].at,
        min(answers, default=None),
        root.ended_at,
        who=root.station,
        target=root.extension,
        call_id=root.call_id,
    )


def _in_dialplan(profile: Profile, caller: Track, tracks: dict[str, Track]) -> list[Leg]:
    """List the helpline (or the closed message) and every stretch of waiting."""
    legs: list[Leg] = []
    at: datetime | None = caller.started_at
    answers = _answers(caller, tracks)
    for event in caller.events:
        if event.application not in profile.queue_applications:
            continue
        if is_queue_entry(event, profile):
            if at is not None:
                legs.append(_plain(LegKind.HELPLINE, caller, at, event.at))
                at = None
            legs.append(_wait(profile, caller, event.at, answers))
        elif _has_left(event, profile):
            at = event.at
    if at is not None:
        is_closed = any(event.context in profile.closed_contexts for event in caller.events)
        kind = LegKind.CLOSED if is_closed and not legs else LegKind.HELPLINE
        legs.append(_plain(kind, caller, at, caller.ended_at))
    return legs


def _has_left(event: EngineEvent, profile: Profile) -> bool:
    return (event.kind is EventKind.APPLICATION_ENDED
            and event.context in profile.queue_exit_contexts)


def _answers(caller: Track, tracks: dict[str, Track]) -> list[datetime]:
    return sorted(
        span[0]
        for track in tracks.values()
        if track.part is Part.OPERATOR
        for span in together(caller, track)
    )


def _wait(
    profile: Profile, caller: Track, entered_at: datetime, answers: list[datetime]
) -> Leg:
    left = [
        event.at
        for event in caller.events
        if event.kind is EventKind.APPLICATION_ENDED
        and event.application in profile.queue_applications
        and event.at >= entered_at
    ]
    left_at = min(left, default=caller.ended_at)
    taken = [at for at in answers if at >= entered_at and (left_at is None or at <= left_at)]
    ended_at = min(taken, default=left_at)
    return Leg(
        LegKind.QUEUE, entered_at, min(taken, default=None), ended_at, call_id=caller.call_id
    )


def _plain(kind: LegKind, caller: Track, start: datetime, end: datetime | None) -> Leg:
    return Leg(kind, start, start, end, call_id=caller.call_id)
