"""What the clocks of the synthetic cases go by, told from their stages. All of it is invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zlib import crc32

from przystan.demo.year import REPORT_DAY
from przystan.rooms.cases import public as cases

K, S = cases.EventKind, cases.Stage
AUTHORITIES = (cases.OpinionBody.BORDER_GUARD, cases.OpinionBody.POLICE,
               cases.OpinionBody.SECURITY_AGENCY)


def events_of(
    received: date, channel: cases.Channel, stages: Sequence[cases.NewStage]
) -> tuple[cases.ClockEvent, ...]:
    """Return the events of one case until the report day; what varies follows from its days."""
    told = _told(received, channel, {s.stage: s.on for s in stages})
    return tuple(e for e in told if e.on <= REPORT_DAY)


def _told(
    received: date, channel: cases.Channel, days: dict[cases.Stage, date]
) -> Iterator[cases.ClockEvent]:
    lot = crc32(f"{received} {channel} {sorted(days.values())}".encode())
    yield cases.ClockEvent(K.RECEIVED, received)
    complete = days.get(S.COMPLETE)
    came = received if channel is cases.Channel.IN_PERSON else complete
    if came:
        yield cases.ClockEvent(K.APPEARED, came)
        yield cases.ClockEvent(K.FINGERPRINTS, came)
    yield from _summons(lot, days.get(S.SUMMONED), complete)
    if complete:
        yield cases.ClockEvent(K.DOCUMENTS_COMPLETE, complete)
    yield from _opinions(lot, days.get(S.EVIDENCE))
    if decided := days.get(S.DECIDED):
        yield cases.ClockEvent(K.DECIDED, decided)
        yield cases.ClockEvent(K.DELIVERED, decided + timedelta(days=10))
    if appealed := days.get(S.APPEALED):
        yield cases.ClockEvent(K.APPEALED, appealed)


def _summons(
    lot: int, summoned: date | None, complete: date | None
) -> Iterator[cases.ClockEvent]:
    if summoned:
        yield cases.ClockEvent(K.DOCUMENTS_SUMMONED, summoned, summoned + timedelta(days=21))
        if lot % 3 == 0:
            yield cases.ClockEvent(K.DEFECTS_SUMMONED, summoned, summoned + timedelta(days=7))
            yield from (cases.ClockEvent(K.DEFECTS_REMEDIED, d) for d in (complete,) if d)


def _opinions(lot: int, evidence: date | None) -> Iterator[cases.ClockEvent]:
    if evidence:
        for name in AUTHORITIES:
            yield cases.ClockEvent(K.OPINION_ASKED, evidence, None, name)
        yield cases.ClockEvent(
            K.OPINION_RECEIVED, evidence + timedelta(days=12 + lot % 15), None, AUTHORITIES[0])
        if lot % 25 == 0:
            yield cases.ClockEvent(K.PAUSED, evidence + timedelta(days=5), None,
                                   "a civil court decides first")
            yield cases.ClockEvent(K.RESUMED, evidence + timedelta(days=5 + lot % 90 + 1))
