"""What cannot be true of a case: pure, and the same for a screen, an import and a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from przystan.rooms.cases.rules.clock import pauses_of
from przystan.rooms.cases.types import ClockEvent, EventKind, Refusal

K, R = EventKind, Refusal
NEED_DUE = frozenset({K.DEFECTS_SUMMONED, K.DOCUMENTS_SUMMONED, K.EXTENDED, K.COURT_SET,
                      K.HEARING_SUMMONED})
# What must have happened on the day or before it.
NEEDS_BEFORE = {
    K.DEFECTS_REMEDIED: (K.DEFECTS_SUMMONED, R.ANSWERED_BEFORE_SUMMONED),
    K.RESUMED: (K.PAUSED, R.RESUMED_UNPAUSED), K.DELIVERED: (K.DECIDED, R.UNDECIDED),
    K.APPEALED: (K.DECIDED, R.UNDECIDED), K.FILE_SENT: (K.APPEALED, R.UNAPPEALED),
    K.APPEAL_ENDED: (K.APPEALED, R.UNAPPEALED),
}


def refusal_of(
    event: ClockEvent, known: Sequence[ClockEvent], *, birth_date: date | None = None
) -> Refusal | None:
    """Return why an event cannot be true beside the events that are known, None where it can."""
    for check in (_term, _birth, _receipt, _before, _opinion, _hearing, _pauses, _decision):
        found = check(event, known, birth_date)
        if found is not None:
            return found
    return None


def refusals_of(
    events: Sequence[ClockEvent], *, birth_date: date | None = None
) -> Iterator[tuple[int, Refusal]]:
    """Give the place of each event that cannot be true beside all the others, and why."""
    for place, event in enumerate(events):
        others = [*events[:place], *events[place + 1:]]
        found = refusal_of(event, others, birth_date=birth_date)
        # Of two of the same, the later one is told.
        if found and not (found in PAIRED and _comes_first(event, place, events)):
            yield place, found


def _comes_first(event: ClockEvent, place: int, events: Sequence[ClockEvent]) -> bool:
    same = [(e.on, n) for n, e in enumerate(events) if e.kind is event.kind]
    return min(same) == (event.on, place)


def _term(event: ClockEvent, _known: Sequence[ClockEvent], _birth: date | None) -> Refusal | None:
    if event.kind in NEED_DUE and event.due_on is None:
        return R.NO_LAST_DAY
    return R.NO_TERM_AT_ALL if event.due_on and event.due_on <= event.on else None


def _birth(event: ClockEvent, _known: Sequence[ClockEvent], birth: date | None) -> Refusal | None:
    return R.BEFORE_BIRTH if birth and event.on < birth else None


def _receipt(event: ClockEvent, known: Sequence[ClockEvent], _birth: date | None) -> Refusal | None:
    received = next((e for e in known if e.kind is K.RECEIVED), None)
    if received is None:
        return None
    if event.kind is K.RECEIVED:
        return R.RECEIVED_TWICE
    return R.BEFORE_RECEIPT if event.on < received.on else None


def _before(event: ClockEvent, known: Sequence[ClockEvent], _birth: date | None) -> Refusal | None:
    needed, refusal = NEEDS_BEFORE.get(event.kind, (None, None))
    if needed and not any(e.kind is needed and e.on <= event.on for e in known):
        return refusal
    return None


def _opinion(event: ClockEvent, known: Sequence[ClockEvent], _b: date | None) -> Refusal | None:
    if event.kind not in (K.OPINION_PROLONGED, K.OPINION_RECEIVED):
        return None
    # The note names the authority: an answer belongs to a question to the same one.
    asked = any(e.kind is K.OPINION_ASKED and e.note == event.note and e.on <= event.on
                for e in known)
    return None if asked else R.UNASKED


def _hearing(event: ClockEvent, known: Sequence[ClockEvent], _b: date | None) -> Refusal | None:
    if event.kind not in (K.HEARING_HELD, K.HEARING_MISSED):
        return None
    called = any(e.kind is K.HEARING_SUMMONED and e.due_on == event.on for e in known)
    return None if called else R.NO_HEARING


def _pauses(event: ClockEvent, known: Sequence[ClockEvent], _birth: date | None) -> Refusal | None:
    if event.kind is not K.PAUSED:
        return None
    if any(p.holds(event.on) for p in pauses_of(known)):
        return R.PAUSES_OVERLAP
    # A pause before another one must have ended by then.
    later = min((e for e in known if e.kind in (K.PAUSED, K.RESUMED) and e.on > event.on),
                key=lambda e: (e.on, e.kind is K.PAUSED), default=None)
    return R.PAUSES_OVERLAP if later and later.kind is K.PAUSED else None


def _decision(event: ClockEvent, known: Sequence[ClockEvent], _b: date | None) -> Refusal | None:
    if event.kind is not K.DECIDED:
        return None
    others = [e for e in known if e.kind is K.DECIDED]
    for other in others:
        first, second = sorted((other.on, event.on))
        if not any(e.kind is K.APPEALED and first <= e.on <= second for e in known):
            return R.DECIDED_TWICE
    return None


PAIRED: frozenset[Refusal] = frozenset({R.RECEIVED_TWICE, R.PAUSES_OVERLAP, R.DECIDED_TWICE})
Check = Callable[[ClockEvent, Sequence[ClockEvent], date | None], Refusal | None]
