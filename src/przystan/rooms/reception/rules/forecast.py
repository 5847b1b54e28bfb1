"""How long somebody waits, as a range that holds 8 waits in 10: pure.

The rule does what somebody in the hall would do who could see everything: it adds up the work
before oneself (how long visits of those services usually take, less what those at the counters
have behind them), makes it longer or shorter as today's visits were, and divides it by the
counters at work. How far such guesses were off on past days makes the range.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from przystan.rooms.reception.types.forecast import BackTest, Moment, Past, Range, Waited

SHARE = 0.8
SHARES = (0.74, 0.77, 0.8, 0.82, 0.84, 0.86)
LATELY_SECONDS, RECENT_VISITS = 45 * 60, 10
LEAST_IN_BIN = 60
WEIGHTS = (0.0, 0.3, 0.5, 0.7, 1.0)
RETURNING = (0.0, 0.3, 0.6, 0.9)
TRIED_ON = 800
# A visit that has lasted its usual time is as likely as not to last some of it again.
LEAST_LEFT = 0.45
AT_ONCE = Range(0, 1)
FALLBACK = Range(5, 60)
FALLBACK_VISIT = 600.0
Interval = tuple[float, float]
Key = tuple[str, str, int]


def is_at_once(moment: Moment) -> bool:
    """Whether nobody waits and a counter that was at work lately is free: no range is stated."""
    return not moment.ahead and moment.counters > len(moment.at_counters)


def moments_of(day: Iterable[Past]) -> list[Waited]:
    """Return what every ticket of one branch's day found, and how long it then waited.

    Tickets that were never called teach nothing and are left out, but they were ahead of others.
    """
    groups: dict[str, list[Past]] = defaultdict(list)
    for past in day:
        groups[past.group].append(past)
    found = []
    for tickets in groups.values():
        tickets.sort(key=lambda t: t.taken_at)
        open_before: list[Past] = []
        for n, ticket in enumerate(tickets):
            at = ticket.taken_at
            open_before = [t for t in open_before if t.ended_at is None or t.ended_at > at]
            if ticket.called_at is not None:
                visit = ((ticket.ended_at - ticket.called_at).total_seconds()
                         if ticket.ended_at else None)
                found.append(Waited(
                    ticket.day, _moment(ticket, open_before, tickets[max(0, n - 60):n]),
                    (ticket.called_at - at).total_seconds(), ticket.service_code, visit))
            open_before.append(ticket)
    return found


def moment_now(tickets: Sequence[Past], new: Past) -> Moment:
    """Return the line as a new ticket finds it; `tickets` are those of its group, by taking."""
    at = new.taken_at
    return _moment(new, [t for t in tickets if t.ended_at is None or t.ended_at > at], tickets)


def _moment(new: Past, open_before: Sequence[Past], earlier: Sequence[Past]) -> Moment:
    at = new.taken_at
    ended = [t for t in earlier if t.called_at and t.ended_at and t.ended_at <= at]
    ended.sort(key=lambda t: t.ended_at or at)
    lately = {t.counter for t in earlier
              if t.called_at and 0 <= (at - t.called_at).total_seconds() < LATELY_SECONDS}
    return Moment(
        new.branch, new.group,
        tuple(t.service_code for t in open_before if t.called_at is None or t.called_at > at),
        tuple((t.service_code, (at - t.called_at).total_seconds())
              for t in open_before if t.called_at is not None and t.called_at <= at),
        tuple((t.service_code, (t.ended_at - t.called_at).total_seconds())
              for t in ended[-RECENT_VISITS:] if t.called_at and t.ended_at),
        len(lately) or 1)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The rule with what it has learnt.

    How long visits usually take; how far today's visits are believed (`weight`) and how many of
    the counters that pause come back in time (`returning`); ranges by the size of the guess.
    """

    visits: Mapping[str, float]
    average: float
    weight: float
    returning: float
    ranges: dict[Key, Interval]


def guess(fitted: Fitted, moment: Moment) -> float:
    """Return the first guess in seconds, none where nobody waits.

    With c counters at work the line moves on when one of them is free: the first after the c-th
    part of what is left of a visit, then after the c-th part of each visit that is ahead.
    """
    if not moment.ahead:
        return 0.0
    now = max(1, len(moment.at_counters))
    counters = now + fitted.returning * max(0, moment.counters - now)
    ahead = sum(fitted.visits.get(s, fitted.average) for s in moment.ahead)
    left = 0.0
    for service, lasted in moment.at_counters:
        visit = fitted.visits.get(service, fitted.average)
        left += max(LEAST_LEFT * visit, visit - lasted)
    return (ahead + left / now) / counters * _speed(fitted, moment)


def _speed(fitted: Fitted, moment: Moment) -> float:
    """Return by what factor today's visits were longer than usual, as far as it is believed."""
    expected = sum(fitted.visits.get(s, fitted.average) for s, _t in moment.recent)
    if not expected:
        return 1.0
    today: float = (sum(t for _s, t in moment.recent) / expected) ** fitted.weight
    return today


def fit(history: Sequence[Waited]) -> Fitted | None:
    """Learn from past waits; None when there are too few.

    Ranges are stated in whole minutes, which makes them hold more than they should. So the share
    that they are cut for is found by trial: fitted on the earlier days, the ranges must hold 8
    waits in 10 of the last fifth of the days.
    """
    history = [w for w in history if not is_at_once(w.moment)]
    if len(history) < 4 * LEAST_IN_BIN:
        return None
    days = sorted({w.day for w in history})
    cut = days[len(days) * 4 // 5]
    early, late = [w for w in history if w.day < cut], [w for w in history if w.day >= cut]
    share = SHARE
    base = _base(history)
    if len(early) >= 4 * LEAST_IN_BIN and late:
        guesses = [(w, guess(base, w.moment)) for w in early]
        held = [(w, guess(base, w.moment)) for w in late]
        share = min(SHARES, key=lambda x: abs(
            _coverage(_with_ranges(base, guesses, x), held) - SHARE))
    return _with_ranges(base, [(w, guess(base, w.moment)) for w in history], share)


def _coverage(fitted: Fitted, test: Sequence[tuple[Waited, float]]) -> float:
    return fmean(is_inside(_range_of(fitted, w.moment, value), w.seconds) for w, value in test)


def _base(history: Sequence[Waited]) -> Fitted:
    """Learn how long visits take, and how much today's visits say of the next."""
    found: dict[str, list[float]] = defaultdict(list)
    for w in history:
        if w.visit_seconds:
            found[w.service_code].append(w.visit_seconds)
    every = [seconds for visits in found.values() for seconds in visits]
    average = fmean(every) if every else FALLBACK_VISIT
    visits = {service: fmean(seconds) for service, seconds in found.items()
              if len(seconds) >= LEAST_IN_BIN}
    queued = [w for w in history if w.moment.ahead] or list(history)
    queued = queued[:: max(1, len(queued) // TRIED_ON)]
    tried = (Fitted(visits, average, weight, returning, {})
             for weight in WEIGHTS for returning in RETURNING)
    return min(tried, key=lambda f: fmean(
        abs(w.seconds - guess(f, w.moment)) for w in queued))


def _bin(value: float) -> int:
    """Return the size class of a guess: doubling every two classes, one class below a minute."""
    return 0 if value < 60 else 1 + int(2 * math.log2(value / 60))


def _keys(moment: Moment, value: float) -> tuple[Key, ...]:
    """Return where the range of a guess is looked up, the closest first.

    Where nobody waits, what counts is how many are at the counters.
    """
    size = _bin(value) if moment.ahead else -1 - min(8, len(moment.at_counters))
    return ((moment.branch, moment.group, size), (moment.branch, "", size), ("", "", size))


def _with_ranges(
    base: Fitted, guesses: Iterable[tuple[Waited, float]], share: float
) -> Fitted:
    found: dict[Key, list[float]] = defaultdict(list)
    for w, value in guesses:
        for key in _keys(w.moment, value):
            found[key].append(w.seconds - value)
    return Fitted(base.visits, base.average, base.weight, base.returning, {
        key: shortest_interval(values, share) for key, values in found.items()
        if len(values) >= LEAST_IN_BIN})


def shortest_interval(values: list[float], share: float) -> Interval:
    """Return the shortest interval that holds a share of the values."""
    ordered = sorted(values)
    held = min(len(ordered), math.ceil(share * (len(ordered) + 1)))
    begin = min(range(len(ordered) - held + 1),
                key=lambda i: ordered[i + held - 1] - ordered[i])
    return ordered[begin], ordered[begin + held - 1]


def state_range(fitted: Fitted | None, moment: Moment) -> Range:
    """Return the range in whole minutes that a ticket states."""
    if is_at_once(moment):
        return AT_ONCE
    if fitted is None:
        return FALLBACK
    return _range_of(fitted, moment, guess(fitted, moment))


def _range_of(fitted: Fitted, moment: Moment, value: float) -> Range:
    for key in _keys(moment, value):
        if key in fitted.ranges:
            low, high = fitted.ranges[key]
            return _whole(value + low, value + high)
    return _whole(value * 0.5, value * 1.6)


def _whole(low: float, high: float) -> Range:
    # To the nearest minute, never shorter than one: nobody is told "0 to 0".
    first = max(0, round(low / 60))
    return Range(first, max(first + 1, round(high / 60)))


def is_inside(found: Range, seconds: float) -> bool:
    """Whether a wait ended within a stated range: 14 to 31 minutes holds 13:30 to 31:29."""
    return found.low * 60 - 30 <= seconds < found.high * 60 + 30


def naive_guess(moment: Moment, visit_seconds: float) -> float:
    """Return the usual reckoning: average visit, times the position, by the counters."""
    return visit_seconds * (len(moment.ahead) + 1) / max(1, moment.counters)


def back_test(train: Sequence[Waited], test: Sequence[Waited]) -> BackTest | None:
    """Fit on one part of the days and hold the ranges against the other; None: too little.

    Counted are the tickets to which a range was stated, not those told "at once".
    """
    fitted = fit(train)
    test = [w for w in test if not is_at_once(w.moment)]
    if fitted is None or not test:
        return None
    stated = [(state_range(fitted, w.moment), w.seconds) for w in test]
    coverage = fmean(is_inside(r, seconds) for r, seconds in stated)
    naive = [(naive_guess(w.moment, fitted.average), w.seconds) for w in test]
    naive_coverage, naive_width = _naive_range(naive, coverage)
    return BackTest(
        min(w.day for w in test), max(w.day for w in test), len(test), coverage,
        fmean(r.high - r.low + 1 for r, _s in stated), naive_coverage, naive_width,
        median(abs(guess(fitted, w.moment) - w.seconds) for w in test) / 60,
        median(abs(value - seconds) for value, seconds in naive) / 60)


def recent_share(history: Sequence[Waited], days: int) -> float | None:
    """Return how often ranges were right on the last days, fitted on those before; None: unknown.

    What is published beside a range: it is no older than the range and saw none of these days.
    """
    known = sorted({w.day for w in history})
    if len(known) <= days:
        return None
    cut = known[-days]
    fitted = fit([w for w in history if w.day < cut])
    test = [w for w in history if w.day >= cut and not is_at_once(w.moment)]
    if fitted is None or not test:
        return None
    return _coverage(fitted, [(w, guess(fitted, w.moment)) for w in test])


def _naive_range(naive: list[tuple[float, float]], share: float) -> tuple[float, float]:
    """Return coverage and mean width in minutes of the best range around the naive guess.

    It is fitted on the very days of the test, and of two ways, adding and multiplying, the
    narrower is taken: the rule has to beat the naive range at its best.
    """
    low, high = shortest_interval([s - v for v, s in naive], share)
    added = fmean(max(0.0, v + high) - max(0.0, v + low) for v, _s in naive)
    low, high = shortest_interval([s / v for v, s in naive], share)
    multiplied = fmean(v * (high - low) for v, _s in naive)
    return share, min(added, multiplied) / 60
