"""Turn the events of one call into its contact. Pure, and blind to the order of the lines.

The dilemma this answers: an operator asks a unit (a call of its own in the log), passes the
caller on while the unit rings, the unit does not answer, the caller waits again, and another
operator takes the call. The log shows two calls, three answers and two queue entries; the office
had *one* caller, answered, redirected to a unit that did not answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from przystan.rooms.calls.rules.legs import legs_of_incoming, legs_of_outgoing
from przystan.rooms.calls.rules.tracks import (
    Part,
    Span,
    Track,
    follow_channels,
    is_queue_entry,
    is_sent_to_unit,
    put_in_order,
    seconds,
    together,
    without,
)
from przystan.rooms.calls.types import (
    Contact,
    Direction,
    Disagreement,
    EngineEvent,
    EventKind,
    Outcome,
    Profile,
    Reason,
)

_TRANSFERS = (EventKind.BLIND_TRANSFER, EventKind.ATTENDED_TRANSFER)


@dataclass(frozen=True, slots=True)
class Derived:
    """What one group of events came to: contacts, and what nobody can say."""

    contacts: tuple[Contact, ...] = ()
    unexplained: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scene:
    """One call with everything that hangs on it."""

    profile: Profile
    tracks: dict[str, Track]
    events: list[EngineEvent]
    is_over: bool
    is_cut: bool

    def of(self, *parts: Part) -> list[Track]:
        """List the channels that play these parts, in order of their start."""
        found = [track for track in self.tracks.values() if track.part in parts]
        return sorted(found, key=lambda t: (t.started_at or t.events[0].at, t.channel_id))


def derive_contacts(
    events: set[EngineEvent], profile: Profile, *, is_over: bool, is_cut: bool = False
) -> Derived:
    """Derive the contacts of one group of events that belong together.

    `is_over`: the log shows the end of everything. `is_cut`: the engine was killed while this
    was up; what had ended by then keeps its outcome, the rest is cut, never guessed.
    """
    ordered = put_in_order(events)
    scene = _Scene(profile, follow_channels(ordered, profile), ordered, is_over, is_cut)
    roots = scene.of(Part.CALLER, Part.OPERATOR_CALL)
    contacts: list[Contact] = []
    unexplained: list[Disagreement] = []
    for root in roots:
        party = root if root.part is Part.CALLER else _party_of(scene, root)
        if not (is_over or is_cut or _has_ended(root, party)):
            unexplained.append(_difference(root, Reason.OPEN_AT_END, _sketch(root)))
            continue
        build = _incoming if root.part is Part.CALLER else _outgoing
        contacts.append(build(scene, root, party))
    if not roots:
        unexplained.extend(_without_contact(scene))
    return Derived(tuple(contacts), tuple(unexplained))


def _has_ended(root: Track, party: Track | None) -> bool:
    return root.ended_at is not None and (party is None or party.ended_at is not None)


def _sketch(root: Track) -> str:
    return f"{root.number or root.channel} to {root.extension}"


def _difference(track: Track, reason: Reason, says: str) -> Disagreement:
    at = track.started_at or track.events[0].at
    return Disagreement(track.call_id or track.events[0].call_id, reason, "cel", says, at=at)


def _without_contact(scene: _Scene) -> list[Disagreement]:
    """Say what a group without any caller is: a question to a unit, a torn start, or unknown."""
    first = min(scene.tracks.values(), key=lambda t: (t.events[0].at, t.channel_id))
    consultations = scene.of(Part.CONSULTATION)
    if consultations:
        root = consultations[0]
        if scene.is_cut:
            return []
        says = f"{root.station} asked {root.extension}"
        return [_difference(root, Reason.CONSULTATION_WITHOUT_CONTACT, says)]
    starts = {t.channel_id for t in scene.tracks.values() if t.started_at is not None}
    if first.events[0].call_id not in starts:
        return [_difference(first, Reason.BEGAN_BEFORE_LOG, first.channel)]
    return [_difference(first, Reason.UNKNOWN_CALL, _sketch(first))]


# --- incoming


def _incoming(scene: _Scene, caller: Track, party: Track | None) -> Contact:
    del party
    started_at = caller.started_at or caller.events[0].at
    talks = [(t, spans) for t in scene.of(Part.OPERATOR) if (spans := together(caller, t))]
    talks.sort(key=lambda talk: (talk[1][0][0], talk[0].channel_id))
    entries = _queue_entries(scene.profile, caller)
    redirected_to, redirect_answered = _redirect(scene, caller)
    outcome = _outcome_of_incoming(scene, caller, bool(talks), bool(entries))
    line = caller.extension
    return Contact(
        id=caller.call_id,
        engine=caller.events[0].engine,
        started_at=started_at,
        ended_at=caller.ended_at,
        direction=Direction.INCOMING,
        number=caller.number,
        line=line,
        language=scene.profile.lines.get(line) or _chosen_language(scene.profile, caller),
        outcome=outcome,
        redirected_to=redirected_to,
        redirect_answered=redirect_answered,
        operators=tuple(track.station for track, _ in talks),
        wait_seconds=_wait(entries, talks[0][1][0][0] if talks else caller.ended_at),
        talk_seconds=_talk(scene, talks),
        legs=legs_of_incoming(scene.profile, caller, scene.tracks),
    )


def _outcome_of_incoming(
    scene: _Scene, caller: Track, is_answered: bool, is_queued: bool
) -> Outcome:
    if caller.ended_at is None and scene.is_cut:
        return Outcome.CUT_BY_RESTART
    if is_answered:
        return Outcome.ANSWERED
    if is_queued:
        return Outcome.ABANDONED
    if any(event.context in scene.profile.closed_contexts for event in caller.events):
        return Outcome.CLOSED
    return Outcome.CONTAINED


def _queue_entries(profile: Profile, caller: Track) -> list[datetime]:
    return [event.at for event in caller.events if is_queue_entry(event, profile)]


def _chosen_language(profile: Profile, caller: Track) -> str | None:
    """Find the first language that the caller's way through the dialplan shows, not the last."""
    for event in caller.events:
        language = profile.helpline_contexts.get(event.context)
        language = language or profile.queue_contexts.get(event.context)
        if language:
            return language
    return None


def _wait(entries: list[datetime], until: datetime | None) -> float | None:
    if not entries or until is None:
        return None
    return seconds([(entries[0], max(until, entries[0]))])


def _talk(scene: _Scene, talks: list[tuple[Track, list[Span]]]) -> float | None:
    """Add up what was said with operators; the caller is on hold while one of them asks a unit."""
    total = 0.0
    for track, spans in talks:
        holds = [
            (root.started_at, root.ended_at)
            for root in scene.of(Part.CONSULTATION)
            if root.station == track.station and root.started_at is not None
        ]
        length = seconds(without(spans, holes=list(holds)))
        if length is None:
            return None
        total += length
    return round(total, 6) if talks else None


# --- redirects


def _redirect(scene: _Scene, party: Track) -> tuple[str | None, bool | None]:
    """Find the last unit to which an operator passed the party, and whether it was heard.

    An extension that leads back to the queue is not a unit. The unit's channel may be in the
    bridge a moment before the transfer is reported.
    """
    sent = [
        (event.at, unit)
        for event in scene.events
        if (unit := _unit_passed_to(scene, party, event))
    ]
    if not sent:
        return None, None
    at, unit = sent[-1]
    heard = [
        span
        for track in scene.of(Part.UNIT)
        if track.station == unit
        for span in together(party, track)
    ]
    return unit, any(end is None or end > at for _, end in heard)


def _unit_passed_to(scene: _Scene, party: Track, event: EngineEvent) -> str | None:
    if is_sent_to_unit(event, scene.profile):
        return event.extension if event.channel_id == party.channel_id else None
    if event.kind not in _TRANSFERS:
        return None
    if party.channel_id not in (event.transferee_channel_id, event.target_channel_id):
        return None
    by = scene.tracks.get(event.channel_id)
    if by is None or by.part not in (Part.OPERATOR, Part.OPERATOR_CALL, Part.CONSULTATION):
        return None
    units = scene.profile.unit_extensions
    if event.kind is EventKind.BLIND_TRANSFER:
        return event.target_extension if event.target_extension in units else None
    for channel_id in (event.other_channel_id, event.channel_id):
        asked = scene.tracks.get(channel_id)
        if asked is not None and asked.part is Part.CONSULTATION:
            return asked.extension if asked.extension in units else None
    target = scene.tracks.get(event.target_channel_id)
    return target.station if target is not None and target.part is Part.UNIT else None


# --- outgoing


def _party_of(scene: _Scene, root: Track) -> Track | None:
    """Find the trunk channel that an operator's call opened."""
    for track in scene.of(Part.TRUNK):
        if track.call_id == root.call_id:
            return track
    return None


def _outgoing(scene: _Scene, root: Track, party: Track | None) -> Contact:
    started_at = root.started_at or root.events[0].at
    spans = together(root, party) if party is not None else []
    answered_at = spans[0][0] if spans else None
    is_cut = scene.is_cut and not _has_ended(root, party)
    if is_cut:
        outcome = Outcome.CUT_BY_RESTART
    else:
        outcome = Outcome.OUTGOING_ANSWERED if spans else Outcome.OUTGOING_UNANSWERED
    redirected_to, redirect_answered = _redirect(scene, party) if party else (None, None)
    until = answered_at or root.ended_at
    return Contact(
        id=root.call_id,
        engine=root.events[0].engine,
        started_at=started_at,
        ended_at=None if is_cut else _last_end(root, party),
        direction=Direction.OUTGOING,
        number=root.extension,
        line=None,
        language=None,
        outcome=outcome,
        redirected_to=redirected_to,
        redirect_answered=redirect_answered,
        operators=(root.station,),
        wait_seconds=None if until is None else seconds([(started_at, until)]),
        talk_seconds=_talk(scene, [(root, spans)]) if spans else None,
        legs=legs_of_outgoing(root, party, scene.tracks),
    )


def _last_end(root: Track, party: Track | None) -> datetime | None:
    ends = [t.ended_at for t in (root, party) if t is not None and t.ended_at is not None]
    return max(ends) if ends else None
