"""1,000 people book at the same second for 100 slots: 100 bookings, none twice, the others told.

    python bench/reception/bookings.py [--people 1000] [--slots 100]

Over HTTP to the real server with two workers, the clients on the same cores, after forty people
have booked there: a server that has just begun reads its pages and opens its connections first. The
baseline in the same run is as many requests at the same second for a page that asks the database
nothing. The server's own processor time is told for both: it depends less than the wait on who else
uses the machine. Goals: as many bookings as slots, every other answer a 409, p99 under a second on
two cores of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import time
from collections import Counter
from datetime import date, timedelta
from datetime import time as clock_time
from pathlib import Path

import aiohttp

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "records"))
from intake import begin_server  # noqa: E402
from kills import free_port  # noqa: E402
from scratch import calibration, office  # noqa: E402

WARMING = 40


def lay(slots: int) -> list[str]:
    """Make a hall with so many slots a day, and return the addresses of their forms."""
    from przystan.platform.accounts.public import system_actor
    from przystan.platform.clock import public as clock
    from przystan.platform.sites import public as sites
    from przystan.rooms.reception import models
    from przystan.rooms.reception import public as reception

    at, robot = clock.now(), system_actor("bench")
    today = clock.local_date(at)
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    reception.add_services(actor=robot, at=at, services=[
        reception.NewService("card", "B", "Odbiór karty", "Collecting a card")])
    reception.set_hours(branch="SZ", actor=robot, at=at, hours=[
        reception.Hours(n, clock_time(8), clock_time(15), today) for n in range(7)])
    reception.set_booking_rule(branch="SZ", actor=robot, at=at, rule=reception.BookingRule(
        "card", today, 20, 0, 5, slots, 2))
    reception.lay_slots(branch="SZ", actor=robot, at=at)
    tomorrow = clock.day_end(today)
    models.Slot.objects.filter(starts_at__gte=tomorrow + timedelta(days=2)).delete()
    models.Slot.objects.update(released_at=at)
    rows = models.Slot.objects.order_by("starts_at", "lane").values_list("starts_at", flat=True)
    return [f"/book/SZ/card/{row.astimezone(clock.OFFICE_ZONE):%Y%m%d-%H%M}/" for row in rows]


def form(n: int, token: str) -> dict[str, str]:
    born = date(1970, 1, 1) + timedelta(days=n)
    return {
        "csrfmiddlewaretoken": token, "full_name": f"Osoba Próbna {n}",
        "birth_date_day": str(born.day), "birth_date_month": str(born.month),
        "birth_date_year": str(born.year), "recipient": f"osoba{n}@przystan.example"}


async def at_once(
    port: int, addresses: list[str], people: int, first: int = 0
) -> tuple[list[float], Counter[int]]:
    """Let everybody post in the same instant; return how long each waited and what they got."""
    site, token = f"http://127.0.0.1:{port}", "a" * 32
    took: list[float] = []
    got: Counter[int] = Counter()
    connector = aiohttp.TCPConnector(limit=people, force_close=True)
    async with aiohttp.ClientSession(connector=connector, cookies={"csrftoken": token}) as session:
        async def person(n: int) -> None:
            # Everybody has a network of their own: the limits are not what is measured.
            headers = {"X-Client": f"10.{n // 250}.{n % 250}.1", "Referer": site}
            began = time.perf_counter()
            if addresses:
                answer = await session.post(
                    site + addresses[n % len(addresses)], data=form(n, token), headers=headers,
                    allow_redirects=False)
            else:
                answer = await session.get(f"{site}/robots.txt", headers=headers)
            await answer.read()
            took.append(time.perf_counter() - began)
            got[answer.status] += 1

        await asyncio.gather(*(person(n) for n in range(first, first + people)))
    return took, got


def server_seconds(pid: int) -> float:
    """Return the processor time that a server and its workers have used."""
    every = [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()]
    fields = {}
    for number in every:
        with contextlib.suppress(OSError):
            line = Path(f"/proc/{number}/stat").read_text()
            fields[number] = line.rpartition(")")[2].split()
    family = {pid}
    while more := {n for n, f in fields.items() if int(f[1]) in family} - family:
        family |= more
    return sum(int(fields[n][11]) + int(fields[n][12]) for n in family) / os.sysconf("SC_CLK_TCK")


def ninety_ninth(took: list[float]) -> float:
    return statistics.quantiles(took, n=100)[98]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--slots", type=int, default=100)
    options = parser.parse_args()
    with office():
        laid = lay(options.slots)
        addresses, before = laid[:options.slots], laid[options.slots:][:WARMING]
        os.environ["PRZYSTAN_CLIENT_ADDRESS_HEADER"] = "HTTP_X_CLIENT"
        from przystan.platform.clock import public as clock
        from przystan.rooms.reception import models

        port = free_port()
        server = begin_server(port, workers=2)
        try:
            asyncio.run(at_once(port, [], 50))
            asyncio.run(at_once(port, before, 2 * WARMING, first=options.people))
            begun_at, used = clock.now(), [server_seconds(server.pid)]
            bare, _ = asyncio.run(at_once(port, [], options.people))
            used.append(server_seconds(server.pid))
            took, got = asyncio.run(at_once(port, addresses, options.people))
            used.append(server_seconds(server.pid))
        finally:
            server.terminate()
            server.wait()
        live = models.Booking.objects.filter(ended_at__isnull=True, made_at__gte=begun_at)
        distinct = live.values("slot").distinct().count()
        print(f"answers {dict(got)}; live bookings {live.count()}, of distinct slots {distinct}")
        print(f"bookings: p50 {statistics.median(took) * 1000:.0f} ms, "
              f"p99 {ninety_ninth(took) * 1000:.0f} ms")
        print(f"bare page: p50 {statistics.median(bare) * 1000:.0f} ms, "
              f"p99 {ninety_ninth(bare) * 1000:.0f} ms; ratio of p99 "
              f"{ninety_ninth(took) / ninety_ninth(bare):.1f}")
        print(f"the server's processor time: {(used[2] - used[1]) / options.people * 1000:.1f} ms "
              f"a press, {(used[1] - used[0]) / options.people * 1000:.1f} ms a bare page")
        print(calibration())
        right = got[302] == live.count() == distinct == min(options.slots, options.people)
        return 0 if right and got[302] + got[409] == options.people else 1


if __name__ == "__main__":
    sys.exit(main())
