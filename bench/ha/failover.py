"""A day of the office while the leader of its database is killed, again and again.

    python bench/ha/failover.py --kills 5
    python bench/ha/failover.py --kills 20 --pooler

The clients, acts and truths are those of bench/faults; the database is three PostgreSQL under
Patroni with three etcd, synchronous, all on loopback. The leader's Patroni and PostgreSQL are
killed with SIGKILL at the same instant while acts arrive over HTTP; then its machine comes back,
and when three stand again the next is killed. Told for each kill: seconds until another leader
stood, until it took a write, until the office gave a page; what the office said meanwhile; and the
longest time without an acknowledged act. With --pooler the pages go by PgBouncer in transaction
mode, which stands before whoever leads. Prints one JSON object; exit status 1 when something does
not hold, 3 when the engines cannot be had.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "bench" / "faults"), str(ROOT),
                str(ROOT / "src")]

import psycopg  # noqa: E402
import run as faults  # noqa: E402,I001
from ensemble import Ensemble  # noqa: E402
from house import House  # noqa: E402
from kills import free_port  # noqa: E402
from tools import NOT_TRIED, CannotBeHad  # noqa: E402

ACTS_A_KILL, BEFORE_CHANGE_SECONDS, AWAY_SECONDS = 60, 120, 120
LANGUAGES = ("pl", "en", "uk", "ru")


class Houses(House):
    """The office on three machines."""

    def __init__(self, folder: Path, *, pooler: bool) -> None:
        first = folder / "first"
        first.mkdir()
        base = House(first, seconds_before_change=0)
        self.cluster, known = base.cluster, base.cluster.passwords()
        base.close()
        self.folder, self.home = folder, first / "home"
        self.ensemble = Ensemble(
            folder / "ensemble", binaries=self.cluster.binaries(), user=self.cluster.user,
            owner=("przystan_owner", known["przystan_owner"]),
            office=("przystan_office", known["przystan_office"]) if pooler else None)
        self.failovers: list[dict[str, Any]] = []
        self._known, self._pooler = known, pooler
        self.port = free_port()

    def raise_up(self) -> float:
        """Begin all of it and return the seconds that it took."""
        began, ensemble = time.monotonic(), self.ensemble
        ensemble.folder.mkdir()
        ensemble.folder.chmod(0o755)
        ensemble.start(self.cluster.data)
        owner, office = ((f"przystan_{n}", self._known[f"przystan_{n}"])
                         for n in ("owner", "office"))
        self.addresses = type(self.cluster.addresses())(
            owner=ensemble.address(*owner), office=ensemble.address(*office))
        self.settle(self.home, BEFORE_CHANGE_SECONDS)
        if self._pooler:
            os.environ["DATABASE_POOLER_URL"] = ensemble.address(*office, bouncers=True)
        return time.monotonic() - began

    def plan(self, rng: Random, count: int) -> list[str]:
        return ["kill_leader"] * count

    def strike(self, fault: str, rng: Random) -> None:
        """Kill the leader and watch; bring its machine back and wait until three stand."""
        victim = self.ensemble.leader()
        began = time.monotonic()
        self.ensemble.kill(victim)
        told: dict[str, Any] = {"leader": victim.name, "at": began, "said": {}, "strange": []}
        languages = cycle(LANGUAGES)
        while not {"elected", "written", "page"} <= told.keys():
            passed = round(time.monotonic() - began, 1)
            if passed > AWAY_SECONDS:
                raise SystemExit(f"away for {AWAY_SECONDS} s: see {self.folder}")
            if "elected" not in told and any(
                    m["role"] == "leader" and m["name"] != victim.name
                    for m in self.ensemble.members()):
                told["elected"] = passed
            if "written" not in told and self._takes_a_write():
                told["written"] = round(time.monotonic() - began, 1)
            if "page" not in told:
                self._ask(told, next(languages), began)
            time.sleep(0.05)
        self.failovers.append(told)
        self.ensemble.begin(victim)
        self.ensemble.wait_whole()

    def _takes_a_write(self) -> bool:
        """A commit that a standby has confirmed: a message in the log, no table."""
        try:
            with psycopg.connect(self.addresses.owner, connect_timeout=2) as owner:
                owner.execute("SELECT pg_logical_emit_message(true, 'ha', 'x')")
        except psycopg.Error:
            return False
        return True

    def _ask(self, told: dict[str, Any], language: str, began: float) -> None:
        """Ask for a page as a reader would; while the office is away it must say so clearly."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("GET", "/kiosk/", headers={"Accept-Language": language})
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as wrong:
            told["strange"].append(repr(wrong))
            return
        finally:
            line.close()
        if answer.status == 200:
            # The first page alone proves little: a reader reads on.
            if told["said"] or "written" in told:
                told["page"] = round(time.monotonic() - began, 1)
            return
        told["said"][str(answer.status)] = told["said"].get(str(answer.status), 0) + 1
        if (answer.status != 503 or not answer.getheader("Retry-After")
                or f'lang="{language}"' not in text):
            told["strange"].append(f"{answer.status} {text[:120]}")

    def logs(self) -> dict[str, str]:
        paths = {p.stem: p for p in (self.folder / "server.log", self.folder / "worker.log",
                                     *self.ensemble.folder.glob("n*.log"))}
        return {name: path.read_text(errors="replace") for name, path in paths.items()}

    def close(self) -> None:
        self.close_office()
        self.ensemble.stop()


def longest_without(times: list[float], kills: list[float]) -> list[float]:
    """For each kill, the longest time between two acknowledged acts until the next kill."""
    found = []
    for at, until in zip(kills, [*kills[1:], float("inf")], strict=True):
        before = max((t for t in times if t <= at), default=at)
        span = [before, *sorted(t for t in times if at < t <= until)]
        found.append(round(max(b - a for a, b in zip(span, span[1:], strict=False)), 1))
    return found


def summary(house: Houses, day: faults.Day) -> dict[str, Any]:
    kills = house.failovers
    gaps = longest_without(sorted(day.tale.acknowledged_at), [k["at"] for k in kills])
    said: dict[str, int] = {}
    for kill in kills:
        for status, n in kill["said"].items():
            said[status] = said.get(status, 0) + n
    middle = {f"{name}_seconds": [statistics.median(v), max(v)] for name, v in (
        *((n, [k[n] for k in kills]) for n in ("elected", "written", "page")),
        ("without_an_act", gaps))}
    return {"kills": len(kills), "median_and_longest": middle, "said_meanwhile": said,
            "not_clear": [s for k in kills for s in k["strange"]][:5],
            "each": [{n: k[n] for n in ("leader", "elected", "written", "page")} | {"gap": g}
                     for k, g in zip(kills, gaps, strict=True)]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pooler", action="store_true", help="pages by way of PgBouncer")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="przystan-ha-"))
    folder.chmod(0o755)
    try:
        house = Houses(folder, pooler=options.pooler)
    except CannotBeHad as absent:
        print(f"not tried: {absent}", file=sys.stderr)
        return NOT_TRIED
    try:
        up = house.raise_up()
        print(f"three stand after {up:.0f} s", file=sys.stderr)
        import django

        django.setup()
        day = faults.Day(house, acts=ACTS_A_KILL * options.kills, faults=options.kills,
                         seed=options.seed)
        day.run()
        told = day.report() | summary(house, day) | {"up_seconds": round(up, 1)}
    finally:
        house.close()
    print(json.dumps(told, indent=1))
    held = faults.holds(told) and not told["not_clear"]
    if not held:
        print(f"see the logs in {folder}", file=sys.stderr)
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
