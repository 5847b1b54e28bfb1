"""Every term of a case as of a day: the decision's own and those beside it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from przystan.rooms.cases.rules.clock import read_clock
from przystan.rooms.cases.types import (
    CaseClock,
    ClockEvent,
    ClockLine,
    ClockState,
    EventKind,
    HistoryTerm,
    LawRule,
    Sentence,
    Suspension,
    TermKind,
    TermName,
)

S, K, N = Sentence, EventKind, TermName
STOPS = frozenset({S.STOPPED_BY_LAW, S.STOPPED_BY_LAW_OPEN, S.PAUSED, S.PAUSED_OPEN})
MISSING = (S.MISSING_RECEIPT, S.MISSING_APPEARANCE, S.MISSING_FORMALLY, S.MISSING_DELIVERY,
           S.MISSING_FINGERPRINTS, S.MISSING_DOCUMENTS, S.NO_TERM)
# Each line beside the decision's term: which term it tells, what ends it, and whether days that
# pass without an answer end it too instead of breaching it.
BESIDE: dict[Sentence, tuple[TermName, EventKind | None, bool]] = {
    S.DEFECTS_UNTIL: (N.FORMAL_DEFECTS, K.DEFECTS_REMEDIED, False),
    S.DOCUMENTS_UNTIL: (N.DOCUMENTS, K.DOCUMENTS_COMPLETE, False),
    S.OPINION_DUE: (N.OPINION, None, True), S.OPINION_SILENT: (N.OPINION, None, True),
    S.OPINION_RECEIVED: (N.OPINION, None, True),
    S.APPEAL_UNTIL: (N.APPEAL, K.APPEALED, True),
    S.FORWARD_UNTIL: (N.FILE_FORWARD, K.FILE_SENT, False),
    S.APPEAL_STAGE: (N.APPEAL_STAGE, K.APPEAL_ENDED, False),
    S.URGENCY_UNTIL: (N.URGENCY, None, True),
    S.COURT_UNTIL: (N.COURT, K.DECIDED, False),
}


def list_history_terms(
    *, term: TermKind | None, events: Iterable[ClockEvent], rules: Sequence[LawRule], on: date
) -> tuple[HistoryTerm, ...]:
    """Return every term of a case as of a day; what happened after that day is not known on it."""
    known = [e for e in events if e.on <= on]
    clock = read_clock(term=term, events=known, rules=rules, on=on)
    beside = [_beside(line, known, on) for line in clock.lines if line.sentence in BESIDE]
    return (_decision(clock), *beside)


def _decision(clock: CaseClock) -> HistoryTerm:
    stops = tuple(Suspension(x.from_date, x.to_date, x.article) for x in clock.lines
                  if x.sentence in STOPS and x.from_date)
    return HistoryTerm(N.DECISION, clock.state, clock.started_on, clock.last_date, stops,
                       _telling(clock))


def _telling(clock: CaseClock) -> ClockLine:
    """The one line that says most: the term counted, what stops it, or what it waits for."""
    by_sentence = {x.sentence: x for x in reversed(clock.lines)}
    for sentence in (S.TERM_DAYS, S.TERM_MONTHS, *MISSING, *sorted(STOPS)):
        if sentence in by_sentence:
            return by_sentence[sentence]
    return clock.lines[-1]


def _beside(line: ClockLine, events: Sequence[ClockEvent], on: date) -> HistoryTerm:
    name, closing, silence_ends = BESIDE[line.sentence]
    start, end = line.from_date, line.to_date
    closed = line.sentence is S.OPINION_RECEIVED or any(
        e.kind is closing and start is not None and e.on >= start for e in events)
    lapsed = end is not None and end < on
    state = ClockState.RUNNING
    if closed or (lapsed and silence_ends):
        state = ClockState.ENDED
    elif lapsed:
        state = ClockState.OVERDUE
    return HistoryTerm(name, state, start, end, (), line, line.note)
