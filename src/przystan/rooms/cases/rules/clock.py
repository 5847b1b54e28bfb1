"""The clock of a case: dated events and dated law in, the last day and its explanation out.

The term runs from the day after the last of three events (Act on Foreigners, art. 112a, 210, 223):
the person appeared; the application is formally complete, fingerprints among it; the documents
came or their term lapsed. Days on which the law or an order stops the clock are not counted, those
before the first counted day included: "terms do not start and, if started, are suspended".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from przystan.rooms.cases.rules.calendar import DAY, add_months, is_free
from przystan.rooms.cases.rules.side_terms import rule_of, side_lines
from przystan.rooms.cases.types import (
    CaseClock,
    ClockEvent,
    ClockLine,
    ClockState,
    EventKind,
    LawRule,
    RuleKind,
    Sentence,
    TermKind,
    Unit,
)

ORDER = {kind: place for place, kind in enumerate(EventKind)}


@dataclass(frozen=True)
class Stop:
    """Days on which a clock stands still; `until` None is open."""

    since: date
    until: date | None
    article: str
    is_law: bool
    is_confirmed: bool
    note: str = ""

    def holds(self, day: date) -> bool:
        """Whether the clock stands still on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class _Trigger:
    start: date | None
    lines: tuple[ClockLine, ...]


@dataclass(frozen=True)
class _Reckoned:
    trigger: _Trigger
    pauses: Sequence[Stop]
    stops: Sequence[Stop]
    has_term: bool
    ended: ClockEvent | None
    last: date | None
    counted: Sequence[ClockLine]


@dataclass(frozen=True)
class Law:
    """The rules that hold, put in order once for many clocks."""

    rules: tuple[LawRule, ...]
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class CountedTerm:
    """The days of one clock: its start, last day, latest pause and end; None where there is none.
    """

    started_on: date | None
    last_date: date | None
    paused_from: date | None
    paused_until: date | None
    ended_on: date | None


def law_of(rules: Iterable[LawRule]) -> Law:
    """Return the newest of each rule and the stops among them; older versions may be given."""
    newest = current_rules(rules)
    return Law(newest, tuple(_stops_of_law(newest)))


def current_rules(rules: Iterable[LawRule]) -> tuple[LawRule, ...]:
    """Return the highest version of each rule, by the day from which it holds."""
    newest: dict[str, LawRule] = {}
    for rule in rules:
        if rule.code not in newest or newest[rule.code].version < rule.version:
            newest[rule.code] = rule
    return tuple(sorted(newest.values(), key=lambda r: (r.valid_from, r.code)))


def read_clock(
    *, term: TermKind | None, events: Iterable[ClockEvent], rules: Sequence[LawRule], on: date
) -> CaseClock:
    """Return the clock of a case as of a day, explained line by line.

    The order of events does not matter. `rules` may hold old versions: the newest of each counts.
    """
    law = law_of(rules)
    known = _in_order(events)
    told = _reckon(term, known, law)
    ended_on = told.ended.on if told.ended else None
    side = side_lines(known, law.rules)
    if not told.has_term:
        lines = (*told.trigger.lines, ClockLine(Sentence.NO_TERM), *side)
        state = ClockState.ENDED if told.ended else ClockState.NO_TERM
        return CaseClock(state, on, None, None, 0, None, None, ended_on, lines)
    if told.trigger.start is None:
        state = ClockState.ENDED if told.ended else ClockState.NOT_STARTED
        return CaseClock(state, on, None, None, 0, None, None, ended_on,
                         (*told.trigger.lines, *side))
    lines = (*told.trigger.lines, *told.counted, *_ending(told.last, told.ended), *side)
    return _as_of(on, told.trigger.start, told.last, told.stops, told.ended, lines)


def count_term(
    *, term: TermKind | None, events: Iterable[ClockEvent], law: Law
) -> CountedTerm:
    """Return the days of a clock alone, as `read_clock` would tell them, without its explanation.

    For many cases at once: the law is put in order before, and nothing beside the term is counted.
    """
    told = _reckon(term, _in_order(events), law)
    pause = told.pauses[-1] if told.pauses else None
    return CountedTerm(
        told.trigger.start if told.has_term else None, told.last,
        pause.since if pause else None, pause.until if pause else None,
        told.ended.on if told.ended else None)


def _in_order(events: Iterable[ClockEvent]) -> list[ClockEvent]:
    return sorted(events, key=lambda e: (e.on, ORDER[e.kind], e.due_on or e.on))


def _reckon(term: TermKind | None, known: Sequence[ClockEvent], law: Law) -> _Reckoned:
    trigger, pauses = _trigger(known), pauses_of(known)
    received = _first(known, EventKind.RECEIVED)
    rule = rule_of(law.rules, term, received.on) if term and received else None
    ended = _last(known, EventKind.DECIDED)
    stops = (*law.stops, *pauses)
    if rule is None or trigger.start is None:
        return _Reckoned(trigger, pauses, stops, rule is not None, ended, None, ())
    last, counted = _count(trigger.start, rule, stops, known, law.rules)
    return _Reckoned(trigger, pauses, stops, True, ended, last, counted)


def _first(events: Sequence[ClockEvent], kind: EventKind) -> ClockEvent | None:
    return next((e for e in events if e.kind is kind), None)


def _last(events: Sequence[ClockEvent], kind: EventKind) -> ClockEvent | None:
    return next((e for e in reversed(events) if e.kind is kind), None)


def _trigger(events: Sequence[ClockEvent]) -> _Trigger:
    """The last of the three events, or what is still missing."""
    received = _first(events, EventKind.RECEIVED)
    if received is None:
        return _Trigger(None, (ClockLine(Sentence.MISSING_RECEIPT),))
    lines = [ClockLine(Sentence.RECEIVED, from_date=received.on)]
    steps = (_appearance(events), _formal(events, received), _fingerprints(events),
             _documents(events))
    lines += steps
    days = [line.from_date for line in steps if line.from_date]
    if len(days) < len(steps):
        return _Trigger(None, tuple(lines))
    start = max(received.on, *days)
    lines.append(ClockLine(Sentence.STARTS, from_date=start, article="art. 112a, 210"))
    return _Trigger(start, tuple(lines))


def _appearance(events: Sequence[ClockEvent]) -> ClockLine:
    met = _first(events, EventKind.APPEARED)
    if met is None:
        return ClockLine(Sentence.MISSING_APPEARANCE, article="art. 105")
    return ClockLine(Sentence.APPEARED, from_date=met.on, article="art. 105")


def _fingerprints(events: Sequence[ClockEvent]) -> ClockLine:
    taken = _first(events, EventKind.FINGERPRINTS)
    if taken is None:
        return ClockLine(Sentence.MISSING_FINGERPRINTS, article="art. 106")
    return ClockLine(Sentence.FINGERPRINTS, from_date=taken.on, article="art. 106")


def _formal(events: Sequence[ClockEvent], received: ClockEvent) -> ClockLine:
    summoned = _last(events, EventKind.DEFECTS_SUMMONED)
    remedied = _last(events, EventKind.DEFECTS_REMEDIED)
    article = "KPA art. 64 § 2"
    if summoned and (remedied is None or remedied.on < summoned.on):
        sentence = Sentence.MISSING_FORMALLY if summoned.due_on else Sentence.MISSING_DELIVERY
        return ClockLine(sentence, article=article, to_date=summoned.due_on)
    day = remedied.on if remedied else received.on
    return ClockLine(Sentence.FORMALLY_COMPLETE, from_date=day, article=article)


def _documents(events: Sequence[ClockEvent]) -> ClockLine:
    """Documents filed, or their term lapsed: the earlier of the two ends the waiting."""
    article = "art. 106(2a)"
    summoned = _last(events, EventKind.DOCUMENTS_SUMMONED)
    filed = _last(events, EventKind.DOCUMENTS_COMPLETE)
    lapse = summoned.due_on if summoned else None
    if filed and (lapse is None or filed.on <= lapse):
        return ClockLine(Sentence.DOCUMENTS_COMPLETE, from_date=filed.on, article=article)
    if lapse:
        return ClockLine(Sentence.DOCUMENTS_LAPSED, from_date=lapse, article=article)
    return ClockLine(Sentence.MISSING_DOCUMENTS, article=article)


def _stops_of_law(rules: Sequence[LawRule]) -> list[Stop]:
    return [Stop(r.valid_from, r.valid_until, r.article, True, r.is_confirmed)
            for r in rules if r.kind is RuleKind.STOP]


def pauses_of(events: Sequence[ClockEvent]) -> list[Stop]:
    """Each pause runs from its day to the day before the clock is resumed."""
    stops: list[Stop] = []
    since: ClockEvent | None = None
    paused = {e.on: e for e in events if e.kind is EventKind.PAUSED}
    resumed = {e.on for e in events if e.kind is EventKind.RESUMED}
    # A day with both changes nothing: a pause of no day, or a pause that goes on.
    for day in sorted(paused.keys() ^ resumed):
        if day in paused and since is None:
            since = paused[day]
        elif day in resumed and since is not None:
            stops.append(_pause(since, day - DAY))
            since = None
    if since is not None:
        stops.append(_pause(since, None))
    return stops


def _pause(since: ClockEvent, until: date | None) -> Stop:
    return Stop(since.on, until, "KPA art. 97–98", False, True, since.note)


def _stop_on(stops: Sequence[Stop], day: date) -> Stop | None:
    """The stop that is told for a day: the law first, then the one that lasts longest."""
    holding = [s for s in stops if s.holds(day)]
    return max(holding, key=lambda s: (s.is_law, s.until or date.max), default=None)


def _skip(stops: Sequence[Stop], day: date) -> tuple[date | None, list[ClockLine]]:
    """Go over stopped days; return the first day that counts (None: never) and the lines."""
    lines: list[ClockLine] = []
    while (stop := _stop_on(stops, day)) is not None:
        if stop.until is None:
            lines.append(_stop_line(stop, day, None))
            return None, lines
        lines.append(_stop_line(stop, day, stop.until))
        day = stop.until + DAY
    return day, lines


def _stop_line(stop: Stop, since: date, until: date | None) -> ClockLine:
    law, own = ((Sentence.STOPPED_BY_LAW, Sentence.PAUSED) if until
                else (Sentence.STOPPED_BY_LAW_OPEN, Sentence.PAUSED_OPEN))
    days = (until - since).days + 1 if until else 0
    return ClockLine(law if stop.is_law else own, days, stop.article, since, until,
                     stop.is_confirmed, note=stop.note)


def _next_stop(stops: Sequence[Stop], day: date) -> date | None:
    return min((s.since for s in stops if s.since > day), default=None)


def _count(
    start: date, rule: LawRule, stops: Sequence[Stop], events: Sequence[ClockEvent],
    rules: Sequence[LawRule],
) -> tuple[date | None, list[ClockLine]]:
    """Count the term off; return its last day, None where it never ends, and the lines."""
    day, lines = _skip(stops, start + DAY)
    months = rule.unit is Unit.MONTHS
    if day is None:
        return None, lines
    # A term in months has as many days as these months have, counted from its true beginning.
    before = day - DAY
    total = (add_months(before, rule.length) - before).days if months else rule.length
    lines.append(ClockLine(
        Sentence.TERM_MONTHS if months else Sentence.TERM_DAYS, total, rule.article, day,
        is_confirmed=rule.is_confirmed, length=rule.length))
    left = total
    while True:
        change = _next_stop(stops, day)
        free = (change - day).days if change else left
        if left <= free:
            return _settle(day + timedelta(days=left - 1), stops, events, rules, lines)
        left -= free
        following, more = _skip(stops, day + timedelta(days=free))
        lines += more
        if following is None:
            return None, lines
        day = following


def _settle(
    last: date, stops: Sequence[Stop], events: Sequence[ClockEvent], rules: Sequence[LawRule],
    lines: list[ClockLine],
) -> tuple[date | None, list[ClockLine]]:
    """Move the last day to a later one that was set, then off stopped and free days."""
    extension = max((e for e in events if e.kind is EventKind.EXTENDED and e.due_on),
                    key=lambda e: e.due_on or e.on, default=None)
    if extension and extension.due_on and extension.due_on > last:
        lines.append(ClockLine(
            Sentence.EXTENDED, (extension.due_on - last).days, "KPA art. 36", extension.on,
            extension.due_on, note=extension.note))
        last = extension.due_on
    while True:
        following, more = _skip(stops, last)
        lines += more
        if following is None:
            return None, lines
        shift = next((r for r in rules if r.kind is RuleKind.SHIFT
                      and r.valid_from <= following
                      and (r.valid_until is None or following <= r.valid_until)), None)
        moved = following
        while shift and is_free(moved) and _stop_on(stops, moved) is None:
            moved += DAY
        if shift and moved != following:
            lines.append(ClockLine(Sentence.SHIFTED, (moved - following).days, shift.article,
                                   following, moved, shift.is_confirmed))
        last = moved
        if _stop_on(stops, last) is None:
            return last, lines


def _ending(last: date | None, ended: ClockEvent | None) -> tuple[ClockLine, ...]:
    line = (ClockLine(Sentence.LAST_DAY, from_date=last) if last
            else ClockLine(Sentence.NO_LAST_DAY))
    return (line, ClockLine(Sentence.DECIDED, from_date=ended.on)) if ended else (line,)


def _running(since: date, until: date, stops: Sequence[Stop]) -> int:
    """Count the days after `since` up to `until` on which the term runs."""
    count, day = 0, since + DAY
    while day <= until:
        stop = _stop_on(stops, day)
        if stop is None:
            change = _next_stop(stops, day)
            end = min(until, change - DAY) if change else until
            count += (end - day).days + 1
            day = end + DAY
        elif stop.until is None:
            return count
        else:
            day = stop.until + DAY
    return count


def _as_of(
    on: date, start: date, last: date | None, stops: Sequence[Stop], ended: ClockEvent | None,
    lines: tuple[ClockLine, ...],
) -> CaseClock:
    until = min(on, ended.on) if ended else on
    used = _running(start, min(until, last) if last else until, stops)
    left = None
    if last and not (ended and ended.on <= on):
        left = _running(max(on, start), last, stops) if on <= last else -(on - last).days
    reached, _ = _skip(stops, on)
    suspended = _stop_on(stops, on) is not None
    state = ClockState.RUNNING
    if ended and ended.on <= on:
        state, suspended = ClockState.ENDED, False
    elif last and last < on:
        state, suspended = ClockState.OVERDUE, False
    elif suspended:
        state = ClockState.SUSPENDED
    return CaseClock(state, on, start, last, used, left,
                     reached - DAY if suspended and reached else None,
                     ended.on if ended else None, lines)
