"""A call reaches 200 displays and phones that are live: how soon.

    python bench/reception/displays.py [--displays 200] [--calls 60]

Each display holds one stream to the real server, which runs one worker; a call is a move of a
ticket in another process. Measured is the time from the call's commit to the arrival of its event
at every display. The baseline in the same run is one display alone. Goal: p99 under 300 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "records"))
from intake import begin_server  # noqa: E402
from kills import free_port  # noqa: E402
from scratch import office  # noqa: E402
from streams import Stream  # noqa: E402

BETWEEN_SECONDS, TOPIC = 0.15, "reception.display"


def prepare() -> list[int]:
    from django.db import transaction

    from przystan.platform.accounts.public import system_actor
    from przystan.platform.clock import public as clock
    from przystan.platform.sites import public as sites
    from przystan.rooms.reception import public as reception

    at, robot = clock.now(), system_actor("bench")
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    reception.add_services(actor=robot, at=at, services=[
        reception.NewService("card", "B", "Odbiór karty", "Collecting a card")])
    reception.set_counters(branch="SZ", valid_from=clock.local_date(at), actor=robot, at=at,
                           counters=[reception.NewCounter("1", ("card",))])
    ticket = reception.take_ticket(branch="SZ", service_code="card", language="pl", actor=robot,
                                   at=at)
    with transaction.atomic():
        reception.call_next(branch="SZ", counter="1", actor=robot, at=at)
    return [ticket]


def call(ticket: int) -> tuple[int, float]:
    """Call the ticket again; return the number of the change and when it was committed."""
    from django.db import transaction

    from przystan.platform.accounts.public import system_actor
    from przystan.platform.clock import public as clock
    from przystan.platform.live.models import Change
    from przystan.rooms.reception import public as reception

    with transaction.atomic():
        reception.move_ticket(ticket_id=ticket, state=reception.TicketState.CALLED,
                              actor=system_actor("bench"), at=clock.now())
        number = Change.objects.latest("id").pk
        began = time.perf_counter()
    return number, began


async def measure(port: int, ticket: int, displays: int, calls: int) -> list[float]:
    made = [Stream(port, TOPIC) for _n in range(displays)]
    ready = [asyncio.Event() for _n in made]
    listening = [asyncio.create_task(d.listen(e)) for d, e in zip(made, ready)]
    await asyncio.gather(*(e.wait() for e in ready))
    await asyncio.sleep(1)
    sent = []
    for _n in range(calls):
        sent.append(await asyncio.to_thread(call, ticket))
        await asyncio.sleep(BETWEEN_SECONDS)
    await asyncio.sleep(2)
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    missing = sum(number not in d.came for number, _at in sent for d in made)
    if missing:
        raise SystemExit(f"{missing} calls did not arrive")
    return [(d.came[number] - at) * 1000 for number, at in sent for d in made]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--displays", type=int, default=200)
    parser.add_argument("--calls", type=int, default=60)
    options = parser.parse_args()
    with office():
        (ticket,) = prepare()
        port = free_port()
        server = begin_server(port)
        try:
            alone = asyncio.run(measure(port, ticket, 1, options.calls))
            many = asyncio.run(measure(port, ticket, options.displays, options.calls))
        finally:
            server.terminate()
            server.wait()
    p99 = statistics.quantiles(many, n=100)[98]
    base = statistics.quantiles(alone, n=100)[98]
    print(f"one display: p50 {statistics.median(alone):.0f} ms, p99 {base:.0f} ms")
    print(f"{options.displays} displays, {options.calls} calls: p50 {statistics.median(many):.0f} "
          f"ms, p99 {p99:.0f} ms; ratio of p99 {p99 / base:.1f}")
    return 0 if p99 < 300 else 1


if __name__ == "__main__":
    sys.exit(main())
