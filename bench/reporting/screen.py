"""A manager's screens at many times the year's volume while facts arrive: the time of an answer.

    ./dev demo --build-only && python bench/reporting/screen.py --times 20
    (with the owner's DATABASE_URL)

The year's facts are copied into a schema of their own, taken away at the end. One thread appends
contacts, one counts again as the office's worker does, and the manager opens the report and the
figures in turn, each a whole request. Goal: under 200 ms at p99.
"""

from __future__ import annotations

import argparse
import os
import statistics
import threading
import time
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.demo")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402
from django.test import Client  # noqa: E402
from volume import AS_OF, STEP, copy_facts  # noqa: E402

from przystan.platform.clock import public as clock  # noqa: E402
from przystan.reporting import public as reporting  # noqa: E402

PAGES = ("/office/reporting/", "/office/reporting/figures/")
ARRIVE = """
CREATE TEMP TABLE arriving AS SELECT * FROM volume.calls_fact_contact LIMIT 1
"""
ANOTHER = """
UPDATE arriving SET contact_id = %(id)s, recorded_at = now();
INSERT INTO volume.calls_fact_contact SELECT * FROM arriving
"""


def in_volume(sender: object, connection: object, **_others: object) -> None:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SET search_path TO volume, public")


class Arrivals(threading.Thread):
    """Appends contacts, so many a second, until it is told to stop."""

    def __init__(self, a_second: float) -> None:
        super().__init__(daemon=True)
        self.pause, self.count, self.over = 1 / a_second, 0, threading.Event()

    def run(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(ARRIVE)
            while not self.over.wait(self.pause):
                self.count += 1
                cursor.execute(ANOTHER, {"id": 50 * STEP + self.count})
        connection.close()


class Worker(threading.Thread):
    """Counts what the screens show again and again, as the worker's job does."""

    def __init__(self, as_of: date, every: float) -> None:
        super().__init__(daemon=True)
        self.as_of, self.every, self.count, self.over = as_of, every, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(self.every):
            reporting.kept_figures(as_of=self.as_of, at=clock.now(), anew=True)
            self.count += 1
        connection.close()


def measure(rounds: int, as_of: date) -> dict[str, list[float]]:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(get_user_model().objects.get(username="manager"),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    taken: dict[str, list[float]] = {page: [] for page in PAGES}
    for n in range(rounds + 1):
        for page in PAGES:
            began = time.perf_counter()
            answer = client.get(page, {"as_of": as_of.isoformat()})
            assert answer.status_code == 200, (page, answer.status_code)
            if n:  # The first of each is nobody's: the worker counts before the office opens.
                taken[page].append((time.perf_counter() - began) * 1000)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--arrive", type=float, default=20, help="contacts a second")
    parser.add_argument("--every", type=float, default=30, help="seconds between two countings")
    options = parser.parse_args()
    copy_facts(options.times)
    connection.close()
    connection_created.connect(in_volume)
    arrivals, worker = Arrivals(options.arrive), Worker(AS_OF, options.every)
    try:
        arrivals.start()
        worker.start()
        began = time.perf_counter()
        taken = measure(options.rounds, AS_OF)
        lasted = time.perf_counter() - began
        for thread in (arrivals, worker):
            thread.over.set()
            thread.join()
        print(f"times {options.times}: {arrivals.count} contacts arrived and the report was counted"
              f" {worker.count} times in {lasted:.0f} s")
        for page, found in taken.items():
            found.sort()
            print(f"{page:28} {len(found)} answers: p50 {statistics.median(found):.0f} ms, "
                  f"p99 {found[int(len(found) * 0.99) - 1]:.0f} ms, longest {found[-1]:.0f} ms")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET search_path; DROP SCHEMA volume CASCADE")


if __name__ == "__main__":
    main()
