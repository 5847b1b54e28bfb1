"""Raw reads of fifty readers to stored sightings, against one ORM create per read in the same run.

    python bench/records/intake.py [--reads 2000000]

Goals: at least 50,000 reads a second end to end on two cores, and at least 500 times one create
per read. End to end is: bytes of LLRP as fifty readers send them → parser → gate and presences →
spool (SQLite, synchronous full) → signed HTTP → the server's intake → PostgreSQL (fsync on),
until the last sighting is stored and the spool is empty. One process is the agent, one the server.
The bytes are made before the clock starts. `--once` is the other extreme: every read is of another
tag, so that every read becomes a sighting.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
import time

from frames import message, report, rounds
from kills import free_port
from scratch import AT, FIRST, office, processor, verdict

CREATED, FOLDERS = 1_500, 35_194


def one_by_one() -> float:
    """Return reads a second when each is one ORM create."""
    from przystan.rooms.records import models

    agent = models.EdgeAgent.objects.create(
        uuid="00000000-0000-4000-8000-000000000001", name="x", branch_id="SZ",
        public_key=b"x" * 32, enrolled_at=AT, enrolled_by="bench")
    began = time.perf_counter()
    for n in range(CREATED):
        models.Sighting.objects.create(
            agent=agent, seq=n, epc=f"{n:024X}", reader="r", antenna=1, rssi_dbm=-50.0,
            first_at=AT, last_at=AT, reads=1)
    return CREATED / (time.perf_counter() - began)


def begin_server(port: int, workers: int = 1) -> subprocess.Popen[bytes]:
    import http.client

    server = subprocess.Popen(
        [sys.executable, "-m", "przystan.config.cli", "serve", "--port", str(port), "--workers",
         str(workers)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(900):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/")
            return server
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not begin")


def enrolled(folder, port: int):
    from przystan.adapters.edge.agent import Agent
    from przystan.adapters.edge.office import Office
    from przystan.adapters.edge.settings import EdgeSettings, ReaderSettings
    from przystan.platform.accounts.public import system_actor
    from przystan.platform.clock import public as clock
    from przystan.rooms.records import public as records

    code = records.make_enrolment_code(branch="SZ", actor=system_actor("bench"), at=clock.now())
    with Office(f"http://127.0.0.1:{port}") as door:
        identity = door.enrol(code=code, name="bench")
    readers = tuple(ReaderSettings(f"reader {n}", "127.0.0.1", is_gate=n == 0)
                    for n in range(50))
    made = Agent(folder=folder / "edge", identity=identity,
                 settings=EdgeSettings(readers, batch=10_000))
    # One of the fifty is a gate through which nothing forbidden goes.
    made.gate.replace(records.folder_epc(FIRST + n) for n in range(FOLDERS))
    return made


def end_to_end(agent, sent) -> float:
    """Return seconds from the first byte to the last stored sighting."""
    from przystan.adapters.edge.agent import _ours
    from przystan.adapters.llrp.frames import TagReports

    parsers = [TagReports() for _ in agent.settings.readers]
    is_over = threading.Event()

    def upload() -> None:
        while not is_over.is_set() or agent.spool.waiting():
            if not agent.send_once():
                time.sleep(0.05)

    sender, began = threading.Thread(target=upload), time.perf_counter()
    sender.start()
    for n, (now, parts) in enumerate(sent):
        for reader, content in parts:
            agent.take(agent.settings.readers[reader], parsers[reader].feed(content))
        if n % 5 == 4:
            agent.spool.append(_ours(agent._smoother.tick(now_us=now)))
    agent.flush()
    is_over.set()
    sender.join()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reads", type=int, default=2_000_000)
    parser.add_argument("--once", action="store_true", help="every read is of another tag")
    options = parser.parse_args()
    with office() as folder:
        from django.db import connection

        from przystan.platform.sites import public as sites
        from przystan.rooms.records import public as records

        sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
        baseline = one_by_one()
        tags = [bytes.fromhex(records.folder_epc(FIRST + n)) for n in range(FOLDERS)]
        begin_us = time.time_ns() // 1000 - 600_000_000
        if options.once:
            every = [report(bytes.fromhex(records.folder_epc(n)), 1, -50, begin_us)
                     for n in range(options.reads)]
            sent = [(begin_us + n, [(1 + n % 49, message(every[n:n + 1000]))])
                    for n in range(0, options.reads, 1000)]
        else:
            sent = list(rounds(options.reads, tags=tags, begin_us=begin_us))
        port = free_port()
        server = begin_server(port)
        try:
            agent = enrolled(folder, port)
            used = sum(processor())
            seconds = end_to_end(agent, sent)
            used = sum(processor()) - used
            agent.close()
        finally:
            server.terminate()
            server.wait()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), sum(reads) FROM records_sighting WHERE reader <> 'r'")
            sightings, reads = cursor.fetchone()
        assert reads == options.reads, (reads, options.reads)
        print(f"one ORM create per read: {baseline:,.0f} reads/s; {reads:,} reads became "
              f"{sightings:,} sightings; the agent used {used:.1f} s of processor in "
              f"{seconds:.1f} s")
        if options.once:
            print(f"end to end {reads / seconds:,.0f} reads/s")
            return
        verdict("end to end", reads / seconds, "reads/s", 50_000, at_least=True)
        verdict("against one ORM create per read", reads / seconds / baseline, "times", 500,
                at_least=True)


if __name__ == "__main__":
    main()
