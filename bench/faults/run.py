"""A day of the office under faults; then: is every act there once, and nothing by half?

    python bench/faults/run.py --acts 3000 --faults 100 --seed 1

Clients with patience do visits, follow-ups, tickets at the desk and at the kiosk, bookings,
complaints, sightings of tags, calls, and the publication of figures, its decision and its revision
by two managers, on the real server over HTTP. Meanwhile the server, the worker and PostgreSQL are
killed with SIGKILL, PostgreSQL is restarted, all its connections are cut, and the server comes
back with a clock an hour off; the day crosses the change to summer time. With --full-disk (as
root: it mounts one) the disk of PostgreSQL is filled to the last byte, too. On the way requests
are cut in the middle and answers are lost, and acts that were acknowledged are delivered again: at
the same instant, and long after, out of order. An act is acknowledged when a
client has read the office's answer; each client tries until then. Prints one JSON object; exit
status 1 when something does not hold.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT), str(ROOT / "src")]

import psycopg  # noqa: E402
from house import House, tally  # noqa: E402
from lay import lay  # noqa: E402
from people import Client, Engine, Figures  # noqa: E402
from post import Delivery, Line, Refused, Tale  # noqa: E402
from truths import DELIVERED_TWICE, WAITING, compare, figures_differ, half_deeds, one  # noqa: E402

CLIENTS, PERSONS = 4, 20
CUT_SHARE, TWICE_SHARE, LATE_SHARE, CALL_SHARE = 0.06, 0.05, 0.05, 0.05
BEFORE_CHANGE_SECONDS = 60
PATIENCE_SECONDS = 90


class Day:
    """The clients at work, and the faults spread over their acts."""

    def __init__(self, house: House, *, acts: int, faults: int, seed: int) -> None:
        from przystan.adapters.edge.office import Office

        self.house, self.acts, self.rng = house, acts, Random(seed)
        self.tale, self.faults = Tale(), house.plan(self.rng, faults)
        self.done: Counter[str] = Counter()
        self.failures: list[str] = []
        self.kept: list[tuple[Delivery, str]] = []
        laid = lay(at=house.now(), persons=PERSONS, bookings=acts + 100, agents=CLIENTS)
        house.open()
        self.clients, figures = [], Figures(house.now().date())
        with Office(f"http://127.0.0.1:{house.port}") as door:
            for n, code in enumerate(laid.codes):
                line = Line(house.port, self.tale, Random(seed * 1000 + n), CUT_SHARE)
                self.clients.append(Client(
                    n, line, laid, house.now().date(), door.enrol(code=code, name=f"agent {n}"),
                    figures))
        self.engine = Engine(self.tale, Random(seed + 1))

    def is_over(self) -> bool:
        return bool(self.failures) or (
            self.tale.acts() >= self.acts and not self.faults)

    def run(self) -> None:
        with ThreadPoolExecutor(CLIENTS + 1) as pool:
            works = [pool.submit(self._work, c) for c in self.clients]
            works.append(pool.submit(self._telephone))
            planned = len(self.faults)
            while not self.is_over():
                # Faults are spread over the acts that are to come.
                if self.faults and self.tale.acts() >= self.acts * self.done.total() / planned:
                    fault = self.faults.pop()
                    self.house.strike(fault, self.rng)
                    self.done[fault] += 1
                time.sleep(0.05)
            for work in works:
                work.result()

    def _work(self, client: Client) -> None:
        try:
            while not self.is_over():
                self._act(client)
        except Refused as refused:
            self.failures.append(str(refused))
        except Exception as wrong:
            self.failures.append(repr(wrong))
            raise

    def _act(self, client: Client) -> None:
        sent, rng = client.write(), client.rng
        deliver = self._twice if rng.random() < TWICE_SHARE else self._once
        led = deliver(client, sent)
        self.tale.acknowledge(sent.kind, sent.mark)
        client.learn(sent, led)
        with self.tale.lock:
            self.kept.append((sent, led))
        if rng.random() < LATE_SHARE:
            self._again("late", client, *rng.choice(self.kept))

    def _once(self, client: Client, sent: Delivery) -> str:
        return client.line.deliver(sent)

    def _twice(self, client: Client, sent: Delivery) -> str:
        """Deliver at the same instant twice."""
        other: list[str] = []
        beside = Line(client.line.port, self.tale, Random(client.rng.random()), CUT_SHARE)

        def deliver() -> None:
            try:
                other.append(beside.deliver(sent))
            except Refused as refused:
                self.failures.append(f"delivered at the same instant: {refused}")

        second = threading.Thread(target=deliver)
        second.start()
        led = client.line.deliver(sent)
        second.join()
        with self.tale.lock:
            self.tale.again["at_once"] += 1
        if other and other[0] != led:
            self.failures.append(f"{sent.kind}: led to {led} and to {other[0]}")
        return led

    def _again(self, how: str, client: Client, sent: Delivery, led: str) -> None:
        with self.tale.lock:
            self.tale.again[how] += 1
        try:
            other = client.line.deliver(sent)
        except Refused as refused:
            self.failures.append(f"delivered {how}: {refused}")
            return
        if other != led:
            self.failures.append(f"{sent.kind} {how}: led to {led}, then to {other}")

    def _telephone(self) -> None:
        """Calls keep their share of the acts."""
        try:
            while not self.is_over():
                calls = len(self.tale.acknowledged.get("call", ()))
                if calls <= CALL_SHARE * self.tale.acts():
                    self.engine.call(self.house.now())
                else:
                    time.sleep(0.05)
        except Exception as wrong:
            self.failures.append(repr(wrong))
            raise

    def wait_for_messages(self) -> int:
        """Wait for the worker; return how many messages it left."""
        end = time.monotonic() + PATIENCE_SECONDS
        with psycopg.connect(self.house.addresses.owner, autocommit=True) as owner:
            while (left := int(one(owner, WAITING))) and time.monotonic() < end:
                time.sleep(0.5)
        return left

    def report(self) -> dict[str, Any]:
        from django.db import connection

        from tests.personal import found_in, values

        left = self.wait_for_messages()
        audit = json.loads(self.house.command("audit", "verify", "--format", "json"))[0]
        told = self.house.command(
            "figures", "--as-of", self.house.now().date().isoformat(), "--format", "json")
        with psycopg.connect(self.house.addresses.owner) as owner:
            kinds = compare(owner, self.tale.acknowledged)
            halves = half_deeds(owner)
            differ = figures_differ(owner, told)
            sent_twice = int(one(owner, DELIVERED_TWICE))
        connection.close()
        said = found_in("\n".join(self.house.logs().values()), values())
        return {
            "acts_acknowledged": self.tale.acts(),
            "by_kind": {k: v["acknowledged"] for k, v in kinds.items()},
            "retried": self.tale.retries, "faults": tally(self.done),
            "cut_on_the_way": tally(self.tale.cuts), "answers": tally(self.tale.answers),
            "delivered_again": tally(self.tale.again),
            "lost": sum(v["lost"] for v in kinds.values()),
            "twice": sum(v["twice"] for v in kinds.values()),
            "half_deeds": halves, "messages_left": left, "messages_delivered_twice": sent_twice,
            "audit_lines": audit["rows"], "audit_holds": audit["holds"],
            "personal_data_in_logs": said[:5],
            "figures_differ": differ, "answers_not_clear": self.tale.strange[:5],
            "failures": self.failures[:5]}


def holds(told: dict[str, Any]) -> bool:
    return bool(told["audit_holds"]) and not any(told[name] for name in (
        "lost", "twice", "half_deeds", "messages_left", "messages_delivered_twice",
        "figures_differ", "answers_not_clear", "failures", "personal_data_in_logs"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--acts", type=int, default=3_000)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full-disk", action="store_true", help="fill PostgreSQL's disk, too")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="przystan-faults-"))
    folder.chmod(0o755)
    began = time.monotonic()
    house = House(folder, seconds_before_change=BEFORE_CHANGE_SECONDS,
                  own_disk=options.full_disk)
    try:
        import django

        django.setup()
        day = Day(house, acts=options.acts, faults=options.faults, seed=options.seed)
        at = time.monotonic()
        day.run()
        worked = time.monotonic() - at
        print(f"laid in {at - began:.0f} s, acts in {worked:.0f} s", file=sys.stderr)
        told = day.report()
    finally:
        house.close()
    told |= {"seconds_of_acts": round(worked, 1), "seconds": round(time.monotonic() - began, 1)}
    print(json.dumps(told, indent=1))
    if not holds(told):
        print(f"see the logs in {folder}", file=sys.stderr)
    return 0 if holds(told) else 1


if __name__ == "__main__":
    raise SystemExit(main())
