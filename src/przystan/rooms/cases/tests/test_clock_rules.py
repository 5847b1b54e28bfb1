"""The clock by worked examples, by properties, and against a count day by day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from random import Random

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.rooms.cases.rules.clock import read_clock
from przystan.rooms.cases.types import (
    CaseClock,
    ClockEvent,
    ClockState,
    EventKind,
    LawRule,
    RuleKind,
    Sentence,
    TermKind,
    Unit,
)

K = EventKind
FREE = holidays.country_holidays("PL")
LAW_FROM = date(2022, 1, 29)


def law(code: str, kind: str, since: date, until: date | None = None, *, length: int = 0,
        unit: str = "days", article: str = "art.", version: int = 1,
        subject: str | None = None) -> LawRule:
    return LawRule(code, RuleKind(kind), code if subject is None else subject, length, Unit(unit),
                   article, "", since, until, True, version)


TERMS = (
    law("temporary", "term", LAW_FROM, length=60, article="art. 112a"),
    law("permanent_old", "term", date(2014, 5, 1), date(2022, 1, 28), length=3, unit="months",
        subject="permanent"),
    law("permanent", "term", LAW_FROM, length=6, unit="months", article="art. 210"),
    law("long_term", "term", LAW_FROM, length=6, unit="months", article="art. 223, 210"),
    law("opinion", "term", date(2014, 5, 1), length=30, article="art. 109"),
    law("opinion_longest", "term", date(2014, 5, 1), length=60, article="art. 109"),
    law("appeal", "term", date(2014, 5, 1), length=14), law(
        "file_forward", "term", date(2014, 5, 1), length=7),
    law("appeal_stage", "term", LAW_FROM, length=90),
    law("shift", "shift", date(2014, 5, 1), article="KPA art. 57 § 4"),
)
STOPS = (
    law("c", "stop", date(2022, 4, 15), date(2022, 12, 31), article="art. 100c"),
    law("d", "stop", date(2023, 1, 1), date(2026, 3, 4), article="art. 100d"),
)


def ready(day: date, **later: date) -> list[ClockEvent]:
    """A whole application filed in person on a day; named events may come later."""
    kinds = (K.RECEIVED, K.APPEARED, K.FINGERPRINTS, K.DOCUMENTS_COMPLETE)
    return [ClockEvent(k, later.get(k.value, day)) for k in kinds]


def read(events: list[ClockEvent], *, term: TermKind = TermKind.TEMPORARY,
         rules: tuple[LawRule, ...] = TERMS, on: date = date(2030, 1, 1)) -> CaseClock:
    return read_clock(term=term, events=events, rules=rules, on=on)


def said(clock: CaseClock) -> set[Sentence]:
    return {line.sentence for line in clock.lines}


@pytest.mark.parametrize(("term", "filed", "last"), [
    # 60 days after Tuesday 1 February 2022 is Saturday 2 April; the Monday after is the 4th.
    (TermKind.TEMPORARY, date(2022, 2, 1), date(2022, 4, 4)),
    # 60 days after 2 March 2022 is Sunday 1 May; 2 May is a Monday and a working day.
    (TermKind.TEMPORARY, date(2022, 3, 2), date(2022, 5, 2)),
    # Six months after 31 August 2026 is the last day of February 2027, a Sunday.
    (TermKind.PERMANENT, date(2026, 8, 31), date(2027, 3, 1)),
    (TermKind.LONG_TERM, date(2026, 4, 8), date(2026, 10, 8)),
    # Before 29 January 2022: three months.
    (TermKind.PERMANENT, date(2021, 6, 10), date(2021, 9, 10)),
])
def test_terms_by_hand(term: TermKind, filed: date, last: date) -> None:
    assert read(ready(filed), term=term).last_date == last


def test_a_term_does_not_start_while_the_law_stops_it() -> None:
    clock = read(ready(date(2023, 2, 1)), rules=TERMS + STOPS, on=date(2023, 5, 1))
    assert (clock.state, clock.suspended_until, clock.days_used) == (
        ClockState.SUSPENDED, date(2026, 3, 4), 0)
    # 4 March 2026 + 60 days is Sunday 3 May 2026, a holiday besides: Monday.
    assert clock.last_date == date(2026, 5, 4)
    stop = next(x for x in clock.lines if x.sentence is Sentence.STOPPED_BY_LAW)
    assert (stop.article, stop.from_date, stop.to_date) == (
        "art. 100d", date(2023, 2, 2), date(2026, 3, 4))


def test_a_term_that_runs_is_suspended_by_both_articles_one_after_the_other() -> None:
    clock = read(ready(date(2022, 3, 15)), rules=TERMS + STOPS, on=date(2024, 1, 1))
    # 30 days until 14 April 2022 ran; 30 are left after 4 March 2026: Good Friday, a working day.
    assert (clock.days_used, clock.days_left, clock.last_date) == (30, 30, date(2026, 4, 3))
    assert [x.article for x in clock.lines if x.sentence is Sentence.STOPPED_BY_LAW] == [
        "art. 100c", "art. 100d"]


@pytest.mark.parametrize(("kind", "sentence"), [
    (K.APPEARED, Sentence.MISSING_APPEARANCE), (K.FINGERPRINTS, Sentence.MISSING_FINGERPRINTS),
    (K.DOCUMENTS_COMPLETE, Sentence.MISSING_DOCUMENTS), (K.RECEIVED, Sentence.MISSING_RECEIPT)])
def test_what_is_missing_is_named_and_nothing_starts(kind: K, sentence: Sentence) -> None:
    events = [e for e in ready(date(2022, 2, 1)) if e.kind is not kind]
    clock = read(events)
    assert sentence in said(clock)
    assert clock.last_date is None
    assert clock.started_on is None
    last = read(ready(date(2022, 2, 1), **{kind.value: date(2022, 3, 1)}))
    if kind is not K.RECEIVED:
        assert last.started_on == date(2022, 3, 1)


def test_documents_count_when_their_term_lapses_and_defects_hold_the_start() -> None:
    summons = ClockEvent(K.DOCUMENTS_SUMMONED, date(2022, 2, 7), date(2022, 2, 21))
    late = ready(date(2022, 2, 1), documents_complete=date(2022, 3, 9))
    clock = read([*late, summons])
    assert clock.started_on == date(2022, 2, 21)
    assert Sentence.DOCUMENTS_LAPSED in said(clock)
    defects = ClockEvent(K.DEFECTS_SUMMONED, date(2022, 3, 1), date(2022, 3, 8))
    assert Sentence.MISSING_FORMALLY in said(read([*late, summons, defects]))
    remedied = ClockEvent(K.DEFECTS_REMEDIED, date(2022, 3, 4))
    assert read([*late, summons, defects, remedied]).started_on == date(2022, 3, 4)


def test_opinions_and_appeal_have_their_own_terms() -> None:
    events = [
        *ready(date(2022, 2, 1)), ClockEvent(K.OPINION_ASKED, date(2022, 2, 2), note="Police"),
        ClockEvent(K.OPINION_ASKED, date(2022, 2, 2), date(2022, 3, 4), "Border Guard"),
        ClockEvent(K.DECIDED, date(2022, 3, 31)), ClockEvent(K.DELIVERED, date(2022, 4, 4)),
        ClockEvent(K.APPEALED, date(2022, 4, 11))]
    clock = read(events)
    ends = {x.sentence: x.to_date for x in clock.lines if x.to_date}
    assert ends == {
        Sentence.SHIFTED: date(2022, 4, 4),
        Sentence.OPINION_DUE: date(2022, 3, 4), Sentence.OPINION_SILENT: date(2022, 4, 4),
        # 14 days after 4 April is Easter Monday.
        Sentence.APPEAL_UNTIL: date(2022, 4, 19), Sentence.FORWARD_UNTIL: date(2022, 4, 19),
        Sentence.APPEAL_STAGE: date(2022, 7, 11)}
    assert (clock.state, clock.ended_on) == (ClockState.ENDED, date(2022, 3, 31))


def test_only_the_newest_version_of_a_rule_counts() -> None:
    newer = law("d", "stop", date(2023, 1, 1), date(2026, 9, 30), version=2)
    events = ready(date(2023, 2, 1))
    both = read(events, rules=(*TERMS, newer, *STOPS))
    assert both.last_date == read(events, rules=(*TERMS, STOPS[0], newer)).last_date
    assert both.last_date == date(2026, 11, 30)  # 29 November is a Sunday


DAYS = st.dates(date(2022, 2, 1), date(2025, 12, 31))
SPANS = st.lists(st.tuples(DAYS, st.integers(1, 200)), max_size=4)


def stops_of(spans: list[tuple[date, int]]) -> tuple[LawRule, ...]:
    return tuple(law(f"s{i}", "stop", d, d + timedelta(days=n)) for i, (d, n) in enumerate(spans))


def pauses_of(spans: list[tuple[date, int]]) -> list[ClockEvent]:
    return [e for d, n in spans for e in (
        ClockEvent(K.PAUSED, d), ClockEvent(K.RESUMED, d + timedelta(days=n)))]


def by_days(start: date, term: TermKind, stops: tuple[LawRule, ...],
            extended: date | None) -> date:
    """The last day, walked day by day: the second computation."""
    def stands(day: date) -> bool:
        return any(s.valid_from <= day <= (s.valid_until or date.max) for s in stops)

    day = start + timedelta(days=1)
    while stands(day):
        day += timedelta(days=1)
    left = 60
    if term is not TermKind.TEMPORARY:
        begin = day - timedelta(days=1)
        year, month = (begin.year, begin.month + 6) if begin.month <= 6 else (
            begin.year + 1, begin.month - 6)
        goal = date(year, month, min(begin.day, monthrange(year, month)[1]))
        left = (goal - begin).days
    while True:
        left -= not stands(day)
        if left == 0:
            break
        day += timedelta(days=1)
    day = max(day, extended or day)
    while stands(day) or day.weekday() >= 5 or day in FREE:
        day += timedelta(days=1)
    return day


@given(DAYS, SPANS, st.sampled_from(TermKind), st.none() | st.integers(10, 900), st.randoms())
def test_the_last_day_is_the_one_walked_to(
    filed: date, spans: list[tuple[date, int]], term: TermKind, extra: int | None, rng: Random,
) -> None:
    stops = stops_of(spans)
    later = filed + timedelta(days=extra) if extra else None
    events = ready(filed)
    if later:
        events.append(ClockEvent(K.EXTENDED, filed, later))
    clock = read(events, term=term, rules=TERMS + stops)
    assert clock.last_date == by_days(filed, term, stops, later)
    assert clock.last_date.weekday() < 5
    assert clock.last_date not in FREE
    assert clock.started_on is not None
    # The lines add up, and neither the order of events nor that of the law matters.
    assert clock.started_on + timedelta(days=sum(x.days for x in clock.lines)) == clock.last_date
    shuffled = list(TERMS + stops)
    rng.shuffle(shuffled)
    rng.shuffle(events)
    assert read(events, term=term, rules=tuple(shuffled)).last_date == clock.last_date


@given(DAYS, SPANS, DAYS, st.integers(1, 300), st.sampled_from(TermKind))
def test_a_pause_never_shortens_a_term(
    filed: date, spans: list[tuple[date, int]], since: date, length: int, term: TermKind,
) -> None:
    rules = TERMS + stops_of(spans)
    before = read(ready(filed), term=term, rules=rules)
    after = read(ready(filed) + pauses_of([(since, length)]), term=term, rules=rules)
    assert before.last_date is not None
    assert after.last_date is not None
    assert after.last_date >= before.last_date
    assert filed + timedelta(days=sum(x.days for x in after.lines)) == after.last_date
    forever = read([*ready(filed), ClockEvent(K.PAUSED, filed)], term=term, rules=rules)
    assert (forever.last_date, forever.state) == (None, ClockState.SUSPENDED)


@given(DAYS, SPANS, DAYS)
def test_days_used_and_left_make_the_whole(
    filed: date, spans: list[tuple[date, int]], on: date
) -> None:
    stops = stops_of(spans)
    clock = read(ready(filed), rules=TERMS + stops, on=on)
    assert clock.last_date is not None
    if filed <= on <= clock.last_date:
        assert clock.days_left is not None
        shift = sum(x.days for x in clock.lines if x.sentence is Sentence.SHIFTED)
        assert 60 <= clock.days_used + clock.days_left <= 60 + shift
    elif on > clock.last_date:
        assert clock.state is ClockState.OVERDUE
