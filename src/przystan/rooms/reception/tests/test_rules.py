"""The pure rules: order of calling, hours, names, the forecast, strokes."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.rooms.reception.rules import forecast
from przystan.rooms.reception.rules.bookings import (
    harvest,
    network_of,
    normal_name,
    wants_offer,
)
from przystan.rooms.reception.rules.hours import next_open_day, open_day
from przystan.rooms.reception.rules.signatures import InvalidSignature, path_of, read_strokes
from przystan.rooms.reception.rules.tickets import (
    ENDED_STATES,
    MOVES,
    Waiting,
    choose_next,
    in_call_order,
)
from przystan.rooms.reception.types import (
    Closure,
    Hours,
    Moment,
    Past,
    Priority,
    Range,
    Skills,
    TicketState,
    Waited,
)

AT = datetime(2023, 12, 7, 9, tzinfo=UTC)
DAY = date(2023, 12, 7)
MINUTE = timedelta(minutes=1)
tickets = st.lists(st.builds(
    Waiting, id=st.integers(1, 10 ** 6), service_code=st.sampled_from("ab"),
    language=st.sampled_from(("pl", "uk", "en")),
    taken_at=st.integers(0, 120).map(lambda n: AT - n * MINUTE),
    priority=st.sampled_from(Priority),
    booked_for=st.none() | st.integers(-60, 60).map(lambda n: AT + n * MINUTE),
    to_counter=st.sampled_from(("", "", "1", "2")),
), unique_by=lambda t: t.id, max_size=12)
skills = st.builds(
    Skills, st.frozensets(st.sampled_from("ab")), st.frozensets(st.sampled_from(("pl", "uk"))))


@given(tickets, skills, st.lists(skills, max_size=3))
def test_who_is_called_may_be_called_and_nobody_before_them_may(waiting, mine, others) -> None:
    chosen = choose_next(waiting, counter="1", skills=mine, others=others, at=AT)
    alone = {t.id: choose_next([t], counter="1", skills=mine, others=others, at=AT)
             for t in waiting}
    allowed = [t.id for t in in_call_order(waiting, AT) if alone[t.id] is not None]
    assert chosen == (allowed[0] if allowed else None)


@given(tickets)
def test_no_ticket_is_for_nobody(waiting) -> None:
    """Two counters with every service between them leave nobody behind."""
    one, two = Skills(frozenset("ab"), frozenset({"pl"})), Skills(frozenset("ab"))
    left = {t.id: t for t in waiting}
    for counter, mine, other in (("1", one, two), ("2", two, one)) * len(waiting):
        found = choose_next(
            list(left.values()), counter=counter, skills=mine, others=[other], at=AT)
        left.pop(found, None)
    assert not left


@given(tickets, skills, st.frozensets(st.tuples(
    st.sampled_from("ab"), st.sampled_from(("pl", "uk", "en")))))
def test_what_is_left_to_colleagues_is_called_here_only_when_sent_here(
    waiting, mine, left
) -> None:
    found = choose_next(waiting, counter="1", skills=mine, others=[], at=AT, left=left)
    others = [t for t in waiting
              if t.to_counter or (t.service_code, t.language) not in left]
    assert found == choose_next(others, counter="1", skills=mine, others=[], at=AT)


def test_every_state_leads_to_an_end() -> None:
    for state in TicketState:
        seen, edge = {state}, {state}
        while edge:
            edge = {after for before in edge for after in MOVES[before]} - seen
            seen |= edge
        assert seen & ENDED_STATES


def test_hours_are_those_last_said_and_a_closure_goes_before() -> None:
    hours = [Hours(3, time(8), time(15), date(2023, 1, 1)), Hours(3, time(9), time(16), DAY),
             Hours(3, time(7), time(12), DAY + timedelta(days=7))]
    assert open_day(DAY - timedelta(days=7), hours, []).opens == time(8)
    assert open_day(DAY, hours, []).opens == time(9)
    assert open_day(DAY, [*hours, Hours(3, None, None, DAY)], []).opens is None
    closure = Closure(1, DAY, None, None, "Szkolenie")
    assert open_day(DAY, hours, [closure]).note == "Szkolenie"
    assert next_open_day(DAY, hours, []) == DAY + timedelta(days=7)
    assert next_open_day(DAY, [], []) is None


@pytest.mark.parametrize(("one", "other"), [
    ("Żaneta Kowalska-Nowak", "KOWALSKA NOWAK  Zaneta"), ("Łukasz Ørsted", "orsted lukasz"),
    ("Шевченко Тарас", "тарас шевченко"), ("Nguyễn Văn A", "nguyen van a")])
def test_names_are_the_same_in_any_writing(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


def test_a_network_is_wider_than_an_address() -> None:
    assert network_of("198.51.100.7") == network_of("198.51.100.200") != network_of("198.51.101.7")
    assert network_of("2001:db8:1:2::3") == network_of("2001:db8:1:ffff::9")
    assert network_of("nonsense") == ""


def test_only_what_is_clearly_earlier_is_offered() -> None:
    far = AT + timedelta(days=10)
    assert wants_offer(far, far - timedelta(days=2), AT)
    assert not wants_offer(far, far - timedelta(days=1), AT)
    assert not wants_offer(AT + timedelta(days=6), AT + timedelta(days=1), AT)
    assert harvest([], [], UTC) == ()  # type: ignore[arg-type]


def moment(ahead: int = 3, counters: int = 2) -> Moment:
    return Moment("SZ", "a", ("a",) * ahead, (("a", 60.0),) * counters, (), counters)


def play(days: int, seed: int = 1) -> list[Waited]:
    """One counter with short and long visits, and a queue that builds up."""
    rng, found = random.Random(seed), []
    for n in range(days):
        day, free = DAY - timedelta(days=days - n), 0.0
        begin = datetime.combine(day, time(8), UTC)
        past = []
        for come in sorted(rng.uniform(0, 7 * 3600) for _ in range(45)):
            called = max(come, free)
            service = rng.choice("aab")
            free = called + rng.lognormvariate(5.6 if service == "a" else 7.0, 0.35)
            past.append(Past("SZ", day, "a", service, begin + timedelta(seconds=come),
                             begin + timedelta(seconds=called),
                             begin + timedelta(seconds=free), "1"))
        found += forecast.moments_of(past)
    return found


def test_the_forecast_holds_eight_waits_in_ten_of_days_it_has_not_seen() -> None:
    result = forecast.back_test(play(60), play(40, seed=2))
    assert result is not None
    assert 0.75 <= result.coverage <= 0.85
    assert result.narrower > 0.1
    assert result.median_error < result.naive_median_error


def test_a_longer_line_waits_longer_and_more_counters_shorten_it() -> None:
    fitted = forecast.fit(play(60))
    assert fitted is not None
    guesses = [forecast.guess(fitted, moment(ahead)) for ahead in range(8)]
    assert guesses == sorted(guesses)
    assert guesses[0] == 0.0
    assert forecast.guess(fitted, moment(4, 1)) > forecast.guess(fitted, moment(4, 3))


def test_nothing_known_still_gives_an_answer() -> None:
    assert forecast.fit([]) is None
    assert forecast.state_range(None, moment()) == forecast.FALLBACK
    free = Moment("SZ", "a", (), (), (), 2)
    assert forecast.state_range(None, free) == forecast.AT_ONCE
    assert forecast.back_test([], []) is None
    assert forecast.recent_share([], 5) is None


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=60), st.floats(0.5, 0.95))
def test_the_shortest_interval_holds_its_share(values: list[float], share: float) -> None:
    low, high = forecast.shortest_interval(values, share)
    assert sum(low <= v <= high for v in values) >= share * len(values)


def test_a_range_of_minutes_is_rounded_as_people_do() -> None:
    assert forecast.is_inside(Range(14, 31), 13.5 * 60)
    assert not forecast.is_inside(Range(14, 31), 31.5 * 60)


def test_strokes_are_read_and_nonsense_is_not() -> None:
    good = [[[0, 0, 0], [200, 100, 30]], [[5, 5, 60]]]
    assert path_of(read_strokes(good)) == "M0 0L200 100M5 5h1"
    for bad in (None, [], [[]], [[[1, 2]]], [[[0, 0, 0], [1, 1, 1]]], [[[0, 0, 0], [1001, 0, 1]]],
                [[[0, 0, 0], [True, 400, 1]]], [[["0", 0, 0], [900, 400, 1]]], {"a": 1}):
        with pytest.raises(InvalidSignature):
            read_strokes(bad)
