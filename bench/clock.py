"""The clock against a second implementation on generated histories.

    python bench/clock.py [HISTORIES]

Prints how many agree, the first that differ, and the time that each took. Goal: no difference on
100,000. The baseline in the same run is the second implementation, which walks day by day.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.tool")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import django  # noqa: E402

django.setup()

from przystan.rooms.cases import public as cases  # noqa: E402
from tests.cases.compare import of_platform  # noqa: E402
from tests.cases.second_clock import answer, generate  # noqa: E402


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    different, first, second = [], 0.0, 0.0
    for number in range(count):
        term, happened, on = generate(number)
        events = [cases.ClockEvent(cases.EventKind(k), d, due, who)
                  for k, d, due, who in happened]
        began = time.process_time()
        told = of_platform(term, events, on)
        between = time.process_time()
        expected = answer(term, happened, on)
        second += time.process_time() - between
        first += between - began
        if told != expected:
            different.append((number, told, expected))
    print(f"{count} histories, {len(different)} different")
    print(f"clock {first / count * 1e6:.0f} µs a history; second, day by day "
          f"{second / count * 1e6:.0f} µs")
    for row in different[:5]:
        print(row)
    raise SystemExit(bool(different))


if __name__ == "__main__":
    main()
