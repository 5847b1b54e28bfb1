"""The public pages at 200 requests a second, and their throughput with and without being kept.

    ./dev demo --port 8000, and beside it: python bench/portal/pages.py http://127.0.0.1:8000

Arrivals are drawn beforehand, evenly, and an answer's time counts from when it was due, so that a
slow server is not flattered. Then so many connections ask as fast as they are answered, in turns
for kept pages and for the same pages with a cookie of another name, which nobody may be given from
memory: that is rendering without the cache, in the same run on the same server. The client runs on
the same cores. Goals: p99 under 50 ms; ten times the throughput.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
import time
from collections import Counter
from pathlib import Path

import aiohttp

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "records"))
from scratch import calibration, percentiles, verdict  # noqa: E402

LANGUAGES = ("pl", "en", "uk", "ru")
PAGES = ("/procedures/", "/choose/", "/fees/", "/deadlines/", "/letters/", "/help/", "/news/",
         "/offices/", "/book/", "/statistics/",
         *(f"/{x}/procedures/{slug}/" for x in LANGUAGES
           for slug in ("temporary-residence-and-work", "studies")))
UNKEPT = "unkept=1"


class Readers:
    """Asks for every page in every language, one after the other."""

    def __init__(self, session: aiohttp.ClientSession, office: str, cookie: str = "") -> None:
        self.session, self.office, self.cookie = session, office, cookie
        self.turn = itertools.cycle(itertools.product(PAGES, LANGUAGES))
        self.took: dict[str, list[float]] = {page: [] for page in PAGES}
        self.answers: Counter[int] = Counter()

    async def ask(self, due: float) -> None:
        page, language = next(self.turn)
        headers = {"Accept-Language": language, **({"Cookie": self.cookie} if self.cookie else {})}
        async with self.session.get(self.office + page, headers=headers) as answer:
            await answer.read()
        self.took[page].append(time.perf_counter() - due)
        self.answers[answer.status] += 1

    def all(self) -> list[float]:
        return [one for took in self.took.values() for one in took]


async def at_rate(readers: Readers, rate: int, seconds: float) -> None:
    """Ask so many times a second, whether answers come or not."""
    began = time.perf_counter()
    asked = []
    for n in range(int(rate * seconds)):
        due = began + n / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(asyncio.create_task(readers.ask(due)))
    await asyncio.gather(*asked)


async def as_fast(readers: Readers, connections: int, seconds: float) -> float:
    """Ask on so many connections for so long; return answers a second."""
    began = time.perf_counter()

    async def one() -> None:
        while (now := time.perf_counter()) < began + seconds:
            await readers.ask(now)

    await asyncio.gather(*(one() for _ in range(connections)))
    return len(readers.all()) / (time.perf_counter() - began)


async def run(options: argparse.Namespace) -> bool:
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar(),
                                     timeout=aiohttp.ClientTimeout(total=120)) as session:
        def readers(cookie: str = "") -> Readers:
            return Readers(session, options.office.rstrip("/"), cookie)

        # Each process has seen each page before anything is measured.
        await as_fast(readers(), 8, options.seconds / 2)
        steady = readers()
        await at_rate(steady, options.rate, options.seconds)
        for page in PAGES:
            half, most = percentiles(steady.took[page])
            print(f"    {page:48} p50 {half:7.1f} ms, p99 {most:7.1f} ms")
        print(f"answers {dict(steady.answers)}")
        p50, p99 = percentiles(steady.all())
        print(f"p50 {p50:.1f} ms at {options.rate} requests/s")
        verdict(f"p99 at {options.rate} requests/s", p99, "ms", 50)
        kept, rendered = 0.0, 0.0
        for _ in range(options.turns):
            kept += await as_fast(readers(), 16, options.seconds / 4)
            rendered += await as_fast(readers(UNKEPT), 16, options.seconds / 4)
        print(f"kept {kept / options.turns:.0f} a second, "
              f"rendered {rendered / options.turns:.0f} a second")
        verdict("throughput with and without keeping", kept / rendered, "times", 10, at_least=True)
        print(calibration())
        return p99 < 50 and kept >= 10 * rendered and set(steady.answers) == {200}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("office", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--turns", type=int, default=2)
    return 0 if asyncio.run(run(parser.parse_args())) else 1


if __name__ == "__main__":
    sys.exit(main())
