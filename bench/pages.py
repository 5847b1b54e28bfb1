"""CPU of the application per request of every 25-row list page, and its queries, on the year.

    ./dev przystan demo build && python bench/pages.py

The figure is process time, so the database's share is left out; it is the best of twenty series,
since a neighbour on the machine can only add to it. Goal: at most 8 ms and at most 8 queries a
request on the machine of the goals; a fixed loop, run between the series, tells how much slower
this one is just then. The baseline in the same run is a page without a list.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "records"))
from scratch import REFERENCE, calibration, one_loop  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.demo")
# The process as it serves, set up and with its loaded code set aside.
from przystan.config.wsgi import application  # noqa: E402, F401, I001
from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

PAGES = {
    "people": ("manager", "/office/people/"), "advisory": ("manager", "/office/advisory/"),
    "calls": ("supervisor", "/office/calls/"), "cases": ("manager", "/office/cases/"),
    "records": ("clerk", "/office/records/"),
    # A working day of the year: of today the demo's hall has no tickets.
    "reception": ("reception", "/office/reception/?branch=SZ&day=2023-03-01"),
    "documents": ("manager", "/office/documents/"), "training": ("trainer", "/office/training/"),
    "finance": ("manager", "/office/finance/"), "audit": ("auditor", "/office/system/audit/"),
    "knowledge": ("editor", "/office/knowledge/"),
}
ROUNDS = 10
SERIES = 20


def client_of(username: str) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(get_user_model().objects.get(username=username),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def measure(client: Client, address: str) -> tuple[float, float, int]:
    """Return CPU milliseconds a request, here and on the machine of the goals, and its queries."""
    for _ in range(5):
        assert client.get(address).status_code == 200, address
    queries = []
    with connection.execute_wrapper(lambda run, *rest: queries.append(1) or run(*rest)):
        client.get(address)
    series, loops = [], []
    for _ in range(SERIES):
        loops.append(one_loop())
        began = time.process_time()
        for _ in range(ROUNDS):
            client.get(address)
        series.append((time.process_time() - began) / ROUNDS * 1000)
    return min(series), min(series) * REFERENCE / min(loops), len(queries)


def main() -> None:
    bare, _, _ = measure(client_of("manager"), "/statistics/figures.json?as_of=2022-09-30")
    print(f"{'page':<12}{'CPU ms':>8}{'as there':>10}{'queries':>9}")
    for name, (username, address) in PAGES.items():
        cpu, there, queries = measure(client_of(username), address)
        print(f"{name:<12}{cpu:>8.2f}{there:>10.2f}{queries:>9}"
              f"{'' if there <= 8 and queries <= 8 else '  over'}")
    print(calibration())
    print(f"baseline: 12 figures of an empty day as JSON {bare:.2f} ms")


if __name__ == "__main__":
    main()
