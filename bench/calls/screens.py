"""From a ring to the screen pop among a million persons, and an event on 200 open wallboards.

    python bench/calls/screens.py [--persons 1000000] [--rings 200] [--boards 200] [--events 60]

A scratch office with its own PostgreSQL and the real server with one worker. A ring is what the
switchboard notes of a call and the operator it picks; measured is the time from then until the
operator's desk, told by the stream, has fetched the page that names who may be calling. Each
wallboard holds a stream; measured is the time from the commit of what the switchboard notes until
the event is at each board, and until one board that is told has fetched its numbers. The baseline
of the same run is a page of the server that asks the database for nothing but who looks. Goals:
p99 of either under 300 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import os
import re
import statistics
import sys
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "records"))
from intake import begin_server  # noqa: E402
from kills import free_port  # noqa: E402
from scratch import calibration, office  # noqa: E402
from streams import Stream  # noqa: E402

BETWEEN_SECONDS, TOPIC = 0.15, "calls.live"
DESK, WALL, PLAIN = "/office/calls/desk/", "/office/calls/wallboard/", "/office/calls/call-backs/"
SEEN = re.compile(r'hx-get="(\?seen=[^"&]+)')
FILL = """
INSERT INTO people_person (id, sex, birth_date, birth_precision, citizenship, languages,
                           registered_at, registered_branch_id)
SELECT n, 'f', date '1960-01-01' + (n %% 15000)::int, 'day', 'UKR', '{uk}', now(), 'SZ'
FROM generate_series(1, %(count)s) n;
INSERT INTO people_personname (person_id, kind, family_name, given_names, script, recorded_at)
SELECT n, 'passport', 'Rodzina' || n, 'Anna', 'Latn', now() FROM generate_series(1, %(count)s) n;
INSERT INTO people_phone (person_id, number, recorded_at)
SELECT n, '+4800' || lpad((n / 2)::text, 7, '0'), now() FROM generate_series(1, %(count)s) n
"""


def fill(count: int) -> None:
    """Lay persons, two to a number, as a bulk load does."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in FILL.split(";"):
            cursor.execute(statement, {"count": count})
        cursor.execute("VACUUM ANALYZE")


def staff() -> str:
    """Make an operator who is ready, and return the cookie under which a browser has them."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from przystan.platform.accounts import public as accounts
    from przystan.platform.accounts.types import Actor
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.calls import public as calls

    robot, at = accounts.system_actor("bench"), clock.now()
    user = accounts.add_user(username="operator", display_name="Operator", email="", language="en",
                             password=None, actor=robot, at=at)
    for role in (accounts.Role.OPERATOR, accounts.Role.CALL_SUPERVISOR):
        accounts.grant_role(user_id=user, role=role, branch="SZ", actor=robot, at=at)
    with transactions.transaction():
        calls.set_agent_state(status=calls.AgentStatus.READY, phone="op101", languages=(),
                              actor=Actor(user, "operator"), at=at)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(get_user_model().objects.get(pk=user),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


class Page:
    """One kept connection of a browser."""

    def __init__(self, port: int, cookie: str) -> None:
        self.link, self.cookie = http.client.HTTPConnection("127.0.0.1", port, timeout=60), cookie
        self.seen = ""

    def fetch(self, path: str) -> str:
        """Return the page; "" where it is as it was when it was last fetched (204)."""
        self.link.request("GET", path + self.seen,
                          headers={"Cookie": self.cookie, "Host": "127.0.0.1"})
        answer = self.link.getresponse()
        text = answer.read().decode()
        assert answer.status in (200, 204), (path, answer.status)
        # As the page itself asks: by what it shows, so that other desks' calls cost little.
        if found := SEEN.search(text):
            self.seen = found[1]
        return text


def ring(number: int) -> tuple[str, float]:
    """Let a caller come and the operator be rung, as the switchboard does."""
    from przystan.adapters.asterisk.live.office import one_transaction
    from przystan.platform.clock import public as clock
    from przystan.rooms.calls import public as calls

    key, at = f"przystan-{1_700_000_000 + number}.0", clock.now()
    began = time.perf_counter()
    with one_transaction():
        calls.record_live_notes(notes=[
            calls.LiveNote(key, calls.LiveKind.OFFERED, at, "uk", "", f"+4800{number:07d}")])
    with one_transaction():
        assert calls.pick_operator(call_key=key, language="uk", without=frozenset(), at=at)
    return key, began


def let_go(key: str) -> int:
    """The call ends unanswered; return the number of the change that tells it."""
    from przystan.adapters.asterisk.live.office import one_transaction
    from przystan.platform.clock import public as clock
    from przystan.platform.live.models import Change
    from przystan.rooms.calls import public as calls

    with one_transaction():
        calls.record_live_notes(notes=[
            calls.LiveNote(key, kind, clock.now(), "uk", "op101")
            for kind in (calls.LiveKind.NOT_ANSWERED, calls.LiveKind.ENDED)])
        return int(Change.objects.latest("id").pk)


async def pops(port: int, cookie: str, rings: int, persons: int) -> list[float]:
    """Ring again and again; return the milliseconds until the desk names who may be calling."""
    stream, ready, page = Stream(port, TOPIC, cookie), asyncio.Event(), Page(port, cookie)
    task = asyncio.create_task(stream.listen(ready))
    await ready.wait()
    await asyncio.to_thread(page.fetch, DESK)
    taken = []
    for n in range(rings + 5):
        number = 1 + (n * 7919) % (persons // 2 - 1)
        stream.change.clear()
        key, began = await asyncio.to_thread(ring, number)
        while True:
            await stream.change.wait()
            stream.change.clear()
            shown = await asyncio.to_thread(page.fetch, DESK)
            if f"Rodzina{2 * number}" in shown:
                break
        taken.append((time.perf_counter() - began) * 1000)
        await asyncio.to_thread(let_go, key)
        await asyncio.to_thread(page.fetch, DESK)
        await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return taken[5:]


async def boards(port: int, cookie: str, count: int, events: int) -> tuple[list[float], ...]:
    """Tell open wallboards; return milliseconds until each has it, and one has its numbers."""
    made = [Stream(port, TOPIC, cookie) for _ in range(count)]
    ready = [asyncio.Event() for _ in made]
    listening = [asyncio.create_task(b.listen(e)) for b, e in zip(made, ready, strict=True)]
    await asyncio.gather(*(e.wait() for e in ready))
    await asyncio.sleep(1)
    page, sent, shown = Page(port, cookie), [], []
    await asyncio.to_thread(page.fetch, WALL)
    for n in range(events):
        made[-1].change.clear()
        number = await asyncio.to_thread(let_go, f"przystan-{1_800_000_000 + n}.0")
        sent.append((number, time.perf_counter()))
        await made[-1].change.wait()
        await asyncio.to_thread(page.fetch, WALL)
        shown.append((time.perf_counter() - sent[-1][1]) * 1000)
        await asyncio.sleep(BETWEEN_SECONDS)
    await asyncio.sleep(2)
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    missing = sum(number not in b.came for number, _at in sent for b in made)
    assert not missing, f"{missing} events did not arrive"
    return [(b.came[number] - at) * 1000 for number, at in sent for b in made], shown


def told(name: str, times: list[float], goal: float = 0.0) -> bool:
    p99 = statistics.quantiles(times, n=100)[98]
    print(f"{name}: p50 {statistics.median(times):.0f} ms, p99 {p99:.0f} ms of {len(times)}"
          + (f"; goal {goal:.0f} ms, {'met' if p99 < goal else 'MISSED'}" if goal else ""),
          flush=True)
    return not goal or p99 < goal


def plain(port: int, cookie: str) -> list[float]:
    page, taken = Page(port, cookie), []
    for _ in range(100):
        began = time.perf_counter()
        page.fetch(PLAIN)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    for name, usual in (("persons", 1_000_000), ("rings", 200), ("boards", 200), ("events", 60)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = parser.parse_args()
    print(calibration(), flush=True)
    with office():
        from przystan.platform.sites import public as sites

        sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
        began = time.perf_counter()
        fill(options.persons)
        print(f"{options.persons} persons laid in {time.perf_counter() - began:.0f} s", flush=True)
        cookie, port = staff(), free_port()
        server: Any = begin_server(port)
        try:
            told("baseline, a page", plain(port, cookie))
            is_met = told("ring to screen pop", asyncio.run(
                pops(port, cookie, options.rings, options.persons)), 300)
            alone, _shown = asyncio.run(boards(port, cookie, 1, options.events))
            told("an event at one wallboard", alone)
            many, shown = asyncio.run(boards(port, cookie, options.boards, options.events))
            is_met &= told(f"an event at {options.boards} wallboards", many, 300)
            told("the numbers on one of them", shown)
        finally:
            server.terminate()
            server.wait()
        print(f"load {os.getloadavg()[0]:.1f}, threads {threading.active_count()}")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
