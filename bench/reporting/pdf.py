"""Every report's PDF: computing it, setting it in a process that is warm, and the whole command.

    ./dev demo --build-only && python bench/reporting/pdf.py

Setting is what the server does once the figures are there (typst, fonts, tags, the claim). The
baseline of the same run is the same report written as HTML. Goal: under 3 s.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.demo")
django.setup()

from django.utils import translation  # noqa: E402

from przystan.reporting.exports import FORMATS  # noqa: E402
from przystan.reporting.reports import REPORTS  # noqa: E402

AS_OF, GOAL = date(2023, 12, 7), 3.0


def seconds(act: Callable[[], object], rounds: int = 5) -> float:
    act()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def command(kind: str) -> float:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "przystan.config.cli", "report", kind, "--as-of",
             AS_OF.isoformat(), "--language", "pl", "--output", file.name],
            check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began


def main() -> int:
    worst = 0.0
    bare = statistics.median(_started() for _ in range(3))
    for kind, make in REPORTS.items():
        with translation.override("pl"):
            report = make(as_of=AS_OF)
            computed = seconds(lambda: make(as_of=AS_OF), 3)  # noqa: B023
            page = seconds(lambda: FORMATS["html"](report, ""))  # noqa: B023
            before = time.process_time()
            paper = seconds(lambda: FORMATS["pdf"](report, ""))  # noqa: B023
            spent = (time.process_time() - before) / 6
        whole = statistics.median(command(kind) for _ in range(3))
        worst = max(worst, computed + paper, whole)
        print(f"{kind:10} computed {computed:.2f} s, HTML {page:.2f} s, PDF {paper:.2f} s "
              f"({spent:.2f} s of the processor, {paper / page:.0f} times HTML); warm together "
              f"{computed + paper:.2f} s; the whole command {whole:.2f} s", flush=True)
    print(f"a command that does nothing {bare:.2f} s; load {os.getloadavg()[0]:.1f}; "
          f"worst {worst:.2f} s, goal {GOAL:.0f} s: {'met' if worst < GOAL else 'MISSED'}")
    return 0 if worst < GOAL else 1


def _started() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import django; django.setup()"], check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
