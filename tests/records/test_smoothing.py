"""Reads into presences, measured against a truth that is known."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from przystan.rooms.records import public as records
from przystan.rooms.records.rules.smoothing import WINDOW_US

EPC = bytes.fromhex("2C74257BF460720000000190")
CYCLE_US = 250_000
CYCLES = 40_000


def false_absence(window_us: int, probability: float = 0.3) -> float:
    """Share of cycles in which a tag that never leaves counts as absent."""
    rng = random.Random(2023)
    smoother = records.Smoother(window_us=window_us, longest_us=10**15)
    absent = 0
    for cycle in range(CYCLES):
        now = cycle * CYCLE_US
        if rng.random() < probability:
            smoother.feed([records.TagRead(EPC, 1, -50, None, now)], now_us=now)
        absent += not smoother.is_present(EPC, now_us=now)
        smoother.tick(now_us=now)
    return absent / CYCLES


def test_a_present_tag_is_rarely_taken_for_absent_at_a_read_probability_of_a_third() -> None:
    assert false_absence(WINDOW_US) < 0.01
    assert false_absence(CYCLE_US) > 0.3


def test_a_tag_that_left_is_reported_after_the_window_once() -> None:
    smoother = records.Smoother()
    smoother.feed([records.TagRead(EPC, 1, -60, None, 1_000_000, 3),
                   records.TagRead(EPC, 2, -40, None, 2_000_000)], now_us=2_000_000, reader="r")
    assert smoother.tick(now_us=2_000_000 + WINDOW_US) == []
    assert smoother.tick(now_us=2_000_001 + WINDOW_US) == [
        records.Sighting(EPC.hex().upper(), "r", 2, -40, 1_000_000, 2_000_000, 4)]
    assert smoother.flush() == []


def test_a_tag_that_stays_is_reported_again_and_again() -> None:
    smoother = records.Smoother(longest_us=10_000_000)
    told = []
    for second in range(60):
        smoother.feed([records.TagRead(EPC)], now_us=second * 1_000_000)
        told += smoother.tick(now_us=second * 1_000_000)
    assert len(told) == 5
    assert sum(s.reads for s in (*told, *smoother.flush())) == 60


@given(st.lists(st.tuples(
    st.sampled_from([b"\1" * 12, b"\2" * 12, b"\3" * 12]), st.integers(1, 4),
    st.none() | st.integers(-90, -20), st.integers(0, 3_000_000), st.integers(1, 5))))
def test_no_read_is_lost_or_counted_twice(
    steps: list[tuple[bytes, int, int | None, int, int]]
) -> None:
    smoother, now, told, sent = records.Smoother(), 0, [], 0
    for epc, antenna, rssi, pause, times in steps:
        now += pause
        smoother.feed([records.TagRead(epc, antenna, rssi, None, now, times)], now_us=now)
        told += smoother.tick(now_us=now)
        sent += times
    told += smoother.flush()
    assert sum(s.reads for s in told) == sent == smoother.reads
    assert all(s.first_us <= s.last_us for s in told)
