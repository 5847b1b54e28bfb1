"""Lighthouse on the five main public pages, or those named: four categories, each at least 95.

    ./dev demo --port 8000, and beside it: python bench/portal/lighthouse.py http://127.0.0.1:8000

Lighthouse (the version of tests/peers/lighthouse/package-lock.json) is run from the outside, as a
middling telephone on a slow network, which it simulates. Performance is a timing: it falls when the
machine is busy, so each page is looked at `--times` times and the best run counts; the load is
printed beside it. The other categories are properties of a page; a test holds them too.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
from tests.peers.lighthouse import runner  # noqa: E402

CATEGORIES = ("performance", *runner.JUDGED)


def best_of(address: str, times: int) -> runner.Verdict:
    """Return the run with the best performance."""
    return max((runner.look(runner.folder(), address, CATEGORIES) for _ in range(times)),
               key=lambda verdict: verdict.scores["performance"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("office", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("pages", nargs="*", default=runner.MAIN_PAGES)
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    if not (runner.folder() / "node_modules").is_dir():
        runner.install()
    is_met = True
    for page in options.pages:
        verdict = best_of(options.office.rstrip("/") + page, options.times)
        is_met &= min(verdict.scores.values()) >= runner.GOAL
        scores = ", ".join(f"{name} {score}" for name, score in verdict.scores.items())
        print(f"{page:46} {scores}; {verdict.transferred / 1000:.0f} KB; "
              f"load {os.getloadavg()[0]:.1f}", flush=True)
        for fault in verdict.faults:
            print(f"    {fault}", flush=True)
    print(f"goal: at least {runner.GOAL} everywhere: {'met' if is_met else 'MISSED'}")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
