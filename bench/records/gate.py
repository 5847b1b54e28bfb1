"""The gate's decision in the agent, and how often a present tag is taken for absent.

    python bench/records/gate.py

Goals: p99 under 1 ms from a reader's bytes to the decision, the alarm's sound included, with
35,194 folders on the list; false absence under 1 % at a read probability of 0.3, in a seeded
simulation against known truth, over windows from a quarter of a second.
"""

from __future__ import annotations

import os
import random
import time

import django
from frames import message, report
from scratch import percentiles, verdict

PASSED, CYCLE_US, CYCLES = 50_000, 250_000, 200_000


def decisions() -> list[float]:
    from przystan.adapters.edge.gate import Gate, GateWatch
    from przystan.adapters.llrp.frames import TagReports
    from przystan.rooms.records import public as records

    sounded: list[str] = []
    gate = Gate(("2C", "0A"))
    gate.replace(records.folder_epc(n) for n in range(35_194))
    watch = GateWatch(gate, on_alarm=lambda alarm, reason: sounded.append(alarm.epc),
                      window_us=5_000_000, hold_us=60_000_000)
    rng, reports, spent, forbidden = random.Random(1), TagReports(), [], 0
    for n in range(PASSED):
        serial = rng.randrange(35_194) + (35_194 if n % 10 == 0 else 0)
        forbidden += n % 10 == 0
        content = message([report(bytes.fromhex(records.folder_epc(serial)), 1, -50, n)])
        began = time.perf_counter()
        for read in reports.feed(content):
            watch.see(read.epc.hex().upper(), reader="gate", now_us=n * 100_000)
        spent.append(time.perf_counter() - began)
        if n % 5 == 0:
            watch.tick(now_us=n * 100_000)
    assert 0.9 * forbidden < len(sounded) <= forbidden
    return spent


def false_absence(window_us: int, probability: float = 0.3) -> float:
    from przystan.rooms.records import public as records

    epc, rng = bytes.fromhex(records.folder_epc(1)), random.Random(2023)
    smoother, absent = records.Smoother(window_us=window_us, longest_us=10**15), 0
    for cycle in range(CYCLES):
        now = cycle * CYCLE_US
        if rng.random() < probability:
            smoother.feed([records.TagRead(epc, 1, -50, None, now)], now_us=now)
        absent += not smoother.is_present(epc, now_us=now)
        smoother.tick(now_us=now)
    return absent / CYCLES


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.tool")
    django.setup()
    p50, p99 = percentiles(decisions())
    verdict(f"gate decision, p99 (p50 {p50 * 1000:.1f} µs)", p99, "ms", 1)
    for window_us in (250_000, 1_000_000, 2_000_000):
        print(f"    false absence with a window of {window_us / 1e6} s: "
              f"{false_absence(window_us):.1%}")
    verdict("false absence with the window of 5 s", 100 * false_absence(5_000_000), "%", 1)


if __name__ == "__main__":
    main()
