"""Every report's PDF: computing it, setting it in a process that is warm, and the whole command.

    ./dev demo --build-only && python bench/reporting/pdf.py

Setting is what the server does once the figures are there (typst, fonts, tags, the claim). The
baseline of the same run is the same report written as HTML. In brackets are the processor's
seconds, which a busy machine does not stretch so. Goal: under 3 s.
"""

from __future__ import annotations

import os
import resource
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


def program(*words: str) -> tuple[float, float]:
    """Run a program; return the clock's seconds and its own processor's."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, (
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def command(kind: str) -> tuple[float, float]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        return program("-m", "przystan.config.cli", "report", kind, "--as-of", AS_OF.isoformat(),
                       "--language", "pl", "--output", file.name)


def main() -> int:
    worst = 0.0
    bare, bare_own = min(program("-c", "import django; django.setup()") for _ in range(3))
    for kind, make in REPORTS.items():
        with translation.override("pl"):
            report = make(as_of=AS_OF)
            computed = seconds(lambda: make(as_of=AS_OF), 3)  # noqa: B023
            page = seconds(lambda: FORMATS["html"](report, ""))  # noqa: B023
            before = time.process_time()
            paper = seconds(lambda: FORMATS["pdf"](report, ""))  # noqa: B023
            spent = (time.process_time() - before) / 6
        whole, own = min(command(kind) for _ in range(3))
        worst = max(worst, computed + paper)
        print(f"{kind:10} computed {computed:.2f} s, HTML {page:.2f} s, PDF {paper:.2f} s "
              f"({spent:.2f} s of the processor, {paper / page:.0f} times HTML); warm together "
              f"{computed + paper:.2f} s; the whole command {whole:.2f} s ({own:.2f})", flush=True)
    print(f"a program that only starts {bare:.2f} s ({bare_own:.2f}); load "
          f"{os.getloadavg()[0]:.1f}; worst of a warm process {worst:.2f} s, goal {GOAL:.0f} s: "
          f"{'met' if worst < GOAL else 'MISSED'}")
    return 0 if worst < GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
