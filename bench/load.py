"""A crowd on the year: staff at work and visitors of the portal, on the real server over HTTP.

    ./dev demo --build-only && python bench/load.py --staff 500 --visitors 5000 --seconds 600

Each member of staff has a session of their own and does something every THINK seconds: opens a
person, a list, a case, a folder, searches, and writes follow-ups and tickets; visitors read the
portal, take tickets at the kiosk and complain. Arrivals are drawn beforehand and do not wait for
answers, and an answer's time counts from when it was due, so that a slow server is not flattered.
Prints one JSON object: by kind of work the number, errors, p50, p95, p99; memory of the server at
the beginning and the end. What is written stays in that database.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench" / name) for name in ("faults", "records")]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from kills import CLI, begin, free_port, kill  # noqa: E402
from post import TOKEN, hidden  # noqa: E402

MORNING = datetime(2023, 12, 7, 11, tzinfo=ZoneInfo("Europe/Warsaw"))
THINK_SECONDS = 60
SENDERS = 32
PERSONAS = ("adviser", "reception", "clerk", "officer", "manager")
STAFF_READS = {
    "adviser": ("/office/person/{n}/", "/office/advisory/cards/{n}/", "/search/?q=kowal",
                "/office/people/?q=anna", "/office/advisory/"),
    "reception": ("/office/reception/", "/office/person/{n}/", "/office/reception/calendar/"),
    "clerk": ("/office/records/{n}/", "/office/records/", "/office/records/places/",
              "/search/?q=SOC-II.6151"),
    "officer": ("/office/cases/{n}/", "/office/cases/", "/office/cases/mine/"),
    "manager": ("/office/", "/office/people/", "/office/cases/flow/", "/office/calls/"),
}
PORTAL = ("/procedures/", "/uk/procedures/temporary-residence-and-work/", "/book/", "/statistics/",
          "/kiosk/SZ/", "/help/", "/fees/")
WRITE_SHARE = 0.2


class Server:
    """The server on the standing year, in the late morning of its last day."""

    def __init__(self, folder: Path, address: str, workers: int) -> None:
        offset = (MORNING - datetime.now(UTC)).total_seconds()  # noqa: TID251 - the edge
        self.port, self.log = free_port(), folder / "server.log"
        self.process = begin(
            [*CLI, "serve", "--port", str(self.port), "--workers", str(workers)],
            {**os.environ, "DATABASE_URL": address, "PRZYSTAN_CLOCK_OFFSET": str(offset),
             "DJANGO_SETTINGS_MODULE": "day_settings", "PRZYSTAN_HOME": str(folder),
             "PYTHONPATH": f"{ROOT / 'bench' / 'faults'}:{ROOT / 'src'}",
             "PRZYSTAN_CLIENT_ADDRESS_HEADER": "HTTP_X_CLIENT"}, self.log)

    def memory(self) -> float:
        """Resident megabytes of the server's processes."""
        import psutil

        parent = psutil.Process(self.process.pid)
        found = [parent, *parent.children(recursive=True)]
        return round(sum(p.memory_info().rss for p in found) / 1e6, 1)


class Crowd:
    """Who does what when; each request on a connection that its sender keeps."""

    def __init__(self, port: int, *, staff: int, visitors: int, seconds: float, seed: int) -> None:
        self.port, self.rng = port, Random(seed)
        self.times: dict[str, list[float]] = defaultdict(list)
        self.wrong: Counter[str] = Counter()
        self._lock, self._lines = threading.Lock(), threading.local()
        self.cookies = self._sign_in(staff)
        works = [(self.rng.uniform(0, seconds), "staff")
                 for _ in range(round(staff * seconds / THINK_SECONDS))]
        works += [(self.rng.uniform(0, seconds), "visitor")
                  for _ in range(round(visitors * seconds / THINK_SECONDS))]
        self.works = sorted(works)

    def _sign_in(self, count: int) -> list[tuple[str, str]]:
        def one(number: int) -> tuple[str, str]:
            persona = PERSONAS[number % len(PERSONAS)]
            status, headers, _ = self._send("POST", "/demo/sign-in/", "", {"username": persona})
            assert status == 302, status
            cookie = next(v.split(";")[0] for k, v in headers
                          if k.lower() == "set-cookie" and v.startswith("sessionid="))
            return persona, cookie

        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(one, range(count)))

    def _send(self, method: str, path: str, cookie: str, fields: dict[str, str] | None = None
              ) -> tuple[int, list[tuple[str, str]], str]:
        line = getattr(self._lines, "line", None)
        if line is None:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self._lines.line = line
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}) if fields is not None else None
        headers = {"Cookie": f"csrftoken={TOKEN}; {cookie}".rstrip("; "),
                   "X-Client": f"10.{self.rng.randrange(250)}.{self.rng.randrange(250)}.1"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.getheaders(), answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self._lines.line = None
            line.close()
            raise

    def run(self) -> float:
        began = time.monotonic()
        with ThreadPoolExecutor(SENDERS) as pool:
            for due, who in self.works:
                time.sleep(max(0.0, began + due - time.monotonic()))
                pool.submit(self._do, who, began + due, self.rng.random())
        return time.monotonic() - began

    def _do(self, who: str, due: float, chance: float) -> None:
        kind = "staff read" if who == "staff" else "portal read"
        try:
            if chance < WRITE_SHARE:
                kind = "staff write" if who == "staff" else "portal write"
                status, due = self._write(who, due)
            else:
                status = self._read(who)
            if status >= 400:
                self._count(f"{kind}: HTTP {status}")
        except (OSError, http.client.HTTPException) as wrong:
            self._count(f"{kind}: {type(wrong).__name__}")
            return
        with self._lock:
            self.times[kind].append(time.monotonic() - due)

    def _count(self, what: str) -> None:
        with self._lock:
            self.wrong[what] += 1

    def _read(self, who: str) -> int:
        rng = self.rng
        if who == "visitor":
            return self._send("GET", rng.choice(PORTAL), "")[0]
        persona, cookie = rng.choice(self.cookies)
        path = rng.choice(STAFF_READS[persona]).format(n=rng.randrange(1, 2000))
        return self._send("GET", path, cookie)[0]

    def _write(self, who: str, due: float) -> tuple[int, float]:
        """Open the form (not counted: it is a read), then send it."""
        if who == "visitor":
            page, fields, cookie = "/complaint/", {
                "branch": "SZ", "category": "waiting", "text": f"load {time.time_ns()}"}, ""
        else:
            cookie = self.rng.choice([c for p, c in self.cookies if p == "adviser"])
            page = f"/office/advisory/cards/{self.rng.randrange(1, 2000)}/follow-up/"
            fields = {"task": f"load {time.time_ns()}", "due_on": "2023-12-20"}
        asked = time.monotonic()
        status, _, text = self._send("GET", page, cookie)
        if status != 200:
            return status, due
        read = time.monotonic() - asked
        sent = {"once": hidden(text, "once"), **fields}
        status = self._send("POST", page, cookie, sent)[0]
        # Led on means done; the form shown again means refused.
        return (200 if status == 302 else status if status >= 400 else 422), due + read


def told(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)

    def at(share: float) -> float:
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 1)

    return {"count": len(ordered), "p50_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99)}


def main() -> int:
    from przystan.config.postgres import EmbeddedPostgres

    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--staff", type=int, default=500)
    parser.add_argument("--visitors", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    home = Path(os.environ.get("PRZYSTAN_HOME") or ROOT / ".przystan")
    folder = Path(tempfile.mkdtemp(prefix="przystan-load-"))
    folder.chmod(0o755)
    with EmbeddedPostgres(home).running() as addresses:
        server = Server(folder, addresses.office, options.workers)
        try:
            crowd = _crowd(server, options)
            before, load = server.memory(), os.getloadavg()[0]
            took = crowd.run()
            after = server.memory()
        finally:
            kill(server.process)
    answered = sum(map(len, crowd.times.values()))
    print(json.dumps({
        "sessions": len(crowd.cookies), "visitors": options.visitors, "seconds": round(took, 1),
        "answers_a_second": round(answered / took, 1), "load_before": round(load, 1),
        "errors": dict(crowd.wrong), "work": {k: told(v) for k, v in sorted(crowd.times.items())},
        "server_mb": [before, after]}, indent=1))
    return 1 if crowd.wrong else 0


def _crowd(server: Server, options: argparse.Namespace) -> Crowd:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        try:
            line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
            line.request("GET", "/kiosk/")
            if line.getresponse().status == 200:
                return Crowd(server.port, staff=options.staff, visitors=options.visitors,
                             seconds=options.seconds, seed=options.seed)
        except OSError:
            time.sleep(0.3)
    raise SystemExit(f"the server did not begin: see {server.log}")


if __name__ == "__main__":
    raise SystemExit(main())
