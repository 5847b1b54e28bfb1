"""The portal's search on the year: every question of the test set, and the page that answers it.

    ./dev przystan demo build && python bench/portal/search.py

Goal: p99 under 50 ms. Each question is asked once after another has warmed the process, so that no
answer is one that was just given. The baseline in the same run is the page without a question,
which is rendered as often and not kept. A fixed loop tells how fast the machine is.
"""

from __future__ import annotations

import os
import sys
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "bench" / "records")]
from scratch import calibration, percentiles, timed, verdict  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.demo")
from przystan.config.wsgi import application  # noqa: E402, F401, I001
from django.test import Client  # noqa: E402
from przystan.rooms.knowledge import public as knowledge  # noqa: E402
from tests.knowledge.questions import QUESTIONS  # noqa: E402


def seconds(client: Client, language: str, **asked: str) -> float:
    """Return how long the page took to answer in a language."""
    began = time.perf_counter()
    answer = client.get("/procedures/", asked, headers={"accept-language": language})
    spent = time.perf_counter() - began
    assert answer.status_code == 200
    return spent


def main() -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    for language, text, _slug in QUESTIONS[:20]:
        seconds(client, language, q=text + " x")
    print(calibration())
    spent = [timed(partial(knowledge.find_procedures, text=text, language=language))
             for language, text, _slug in QUESTIONS]
    p50, p99 = percentiles(spent)
    verdict(f"{len(spent)} questions, p99 of the search (p50 {p50:.1f} ms)", p99, "ms", 50)
    p50, p99 = percentiles([
        seconds(client, language, q=text) for language, text, _slug in QUESTIONS])
    verdict(f"the page with the answer, p99 (p50 {p50:.1f} ms)", p99, "ms", 50)
    p50, p99 = percentiles([
        seconds(client, language, q="") for language, _text, _slug in QUESTIONS])
    print(f"    a page without a question in the same run: p50 {p50:.1f}, p99 {p99:.1f} ms")


if __name__ == "__main__":
    main()
