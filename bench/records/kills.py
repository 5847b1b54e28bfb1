"""Kill the agent, the server and PostgreSQL at random while reads stream; then compare.

    python bench/records/kills.py --reads 1000000 --kills 50

Goal: every sighting that the spool acknowledged is stored exactly once, and nothing is stored
twice. A simulated reader streams; the agent journals each sighting the moment its spool has
acknowledged it (one `write` after `append` returned), so the journal is the promise. A kill may
fall between the two: then a sighting is stored that the journal lacks; such are counted apart, one
append's worth a kill of the agent at most. Everything runs on a PostgreSQL cluster of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from przystan.config.postgres import EmbeddedPostgres

JOURNAL, TAGS, PORT_TRIES = "journal.txt", 2_000, 300
ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "przystan.config.settings.demo",
               "PRZYSTAN_CLOCK_OFFSET": "0"}
VICTIMS = ("agent", "server", "postgres")
CLI = [sys.executable, "-m", "przystan.config.cli"]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def begin(command: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a program in a group of its own, so that all of it can be killed."""
    with log.open("ab") as out:
        return subprocess.Popen(command, env=environment, stdout=out, stderr=out,
                                start_new_session=True)


def kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill_cluster(cluster: EmbeddedPostgres) -> None:
    """Kill the postmaster and every process of its own."""
    lock = cluster.data / "postmaster.pid"
    postmaster = int(lock.read_text().splitlines()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    for pid in (postmaster, *map(int, children)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    time.sleep(0.2)


class Office:
    """PostgreSQL, the server, the agent: each can be killed and begun again."""

    def __init__(self, folder: Path, *, rate: float) -> None:
        from przystan.config.postgres import EmbeddedPostgres

        self.folder, self._stack = folder, contextlib.ExitStack()
        self.cluster = EmbeddedPostgres(folder / "home")
        (folder / "home").mkdir()
        self.begin_postgres()
        self.environment = {
            **os.environ, **ENVIRONMENT, "DATABASE_URL": self.addresses.office,
            "DATABASE_OFFICE_URL": self.addresses.office,
            "DATABASE_OWNER_URL": self.addresses.owner}
        subprocess.run([*CLI, "migrate"], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL)
        self.port, self.reader_port = free_port(), free_port()
        self.begin_server()
        code = subprocess.run([sys.executable, __file__, "code"], env=self.environment, check=True,
                              capture_output=True, text=True).stdout.strip()
        for _ in range(PORT_TRIES):
            done = subprocess.run(
                [*CLI, "edge", "enrol", "--office", f"http://127.0.0.1:{self.port}", "--code",
                 code, "--folder", str(folder / "edge")], env=self.environment,
                capture_output=True)
            if done.returncode == 0:
                break
            time.sleep(0.1)
        self.reader = begin(
            [*CLI, "readers", "simulate", "--port", str(self.reader_port), "--tags", str(TAGS),
             "--rate", str(rate), "--probability", "0.8"], self.environment,
            folder / "reader.log")
        (folder / "edge.toml").write_text(
            f"window_seconds = 0.3\nupload_seconds = 0.1\nbatch = 2000\n"
            f"[[reader]]\nname = 'shelf'\nhost = '127.0.0.1'\nport = {self.reader_port}\n")
        self.begin_agent()

    def begin_postgres(self) -> None:
        self.addresses = self._stack.enter_context(self.cluster.running())

    def begin_server(self) -> None:
        self.server = begin([*CLI, "serve", "--port", str(self.port), "--workers", "1"],
                            self.environment, self.folder / "server.log")

    def begin_agent(self) -> None:
        self.agent = begin([sys.executable, __file__, "agent", str(self.folder)],
                           self.environment, self.folder / "agent.log")

    def kill(self, victim: str, pause: float) -> None:
        if victim == "postgres":
            kill_cluster(self.cluster)
            time.sleep(pause)
            self.begin_postgres()
            return
        kill(getattr(self, victim))
        time.sleep(pause)
        getattr(self, f"begin_{victim}")()

    def end(self) -> None:
        for process in (self.agent, self.reader, self.server):
            kill(process)
        self._stack.close()

    def waiting(self) -> int:
        with contextlib.closing(sqlite3.connect(self.folder / "edge" / "spool.sqlite3")) as spool:
            return int(spool.execute("SELECT count(*) FROM sighting").fetchone()[0])


def agent(folder: Path) -> int:
    """Run the product's agent with a journal of what its spool has acknowledged."""
    from przystan.adapters.edge.spool import Spool
    from przystan.config.cli import main

    journal = os.open(folder / JOURNAL, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    append = Spool.append

    def journalled(self: Spool, sightings: Any) -> None:
        append(self, sightings)
        if sightings:
            os.write(journal, "".join(
                f"{s.epc} {s.first_us} {s.last_us} {s.reads}\n" for s in sightings).encode())

    Spool.append = journalled  # type: ignore[method-assign]
    return main(["edge", "run", "--folder", str(folder / "edge"), "--settings",
                 str(folder / "edge.toml")])


def code() -> int:
    """Make a branch and an enrolment code; print it."""
    import django

    django.setup()
    from przystan.platform.accounts.public import system_actor
    from przystan.platform.clock import public as clock
    from przystan.platform.sites import public as sites
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.records import public as records

    with transactions.transaction():
        sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
        print(records.make_enrolment_code(
            branch="SZ", actor=system_actor("kills"), at=clock.now()))
    return 0


class Journal:
    """The promise, read as it grows."""

    def __init__(self, path: Path) -> None:
        self._path, self._at, self.reads = path, 0, 0
        self.lines: Counter[tuple[str, int, int, int]] = Counter()

    def catch_up(self) -> int:
        if self._path.exists():
            with self._path.open("rb") as file:
                file.seek(self._at)
                whole, cut, _ = file.read().rpartition(b"\n")
            self._at += len(whole) + len(cut)
            for line in whole.decode().splitlines():
                epc, first, last, reads = line.split()
                self.lines[epc, int(first), int(last), int(reads)] += 1
                self.reads += int(reads)
        return self.reads


def stored(address: str) -> Counter[tuple[str, int, int, int]]:
    import psycopg

    with psycopg.connect(address) as office:
        return Counter(office.execute(
            "SELECT epc, (extract(epoch FROM first_at) * 1000000)::bigint,"
            " (extract(epoch FROM last_at) * 1000000)::bigint, reads FROM records_sighting"
        ).fetchall())


def run(*, reads: int, kills: int, rate: float, seed: int, folder: Path) -> dict[str, object]:
    rng = random.Random(seed)
    office, journal, done = Office(folder, rate=rate), Journal(folder / JOURNAL), Counter[str]()
    victims, began = rng.sample(VICTIMS, len(VICTIMS)), time.monotonic()
    try:
        while journal.catch_up() < reads or done.total() < kills:
            if time.monotonic() - began > 120 + 4 * reads / rate:
                raise SystemExit("too slow: see the logs in " + str(folder))
            # Kills are spread over the reads that are to come.
            if done.total() < kills and journal.reads >= reads * done.total() / kills:
                victim = victims.pop()
                victims = victims or rng.sample(VICTIMS, len(VICTIMS))
                time.sleep(rng.uniform(0, 0.6))
                office.kill(victim, rng.uniform(0, 0.5))
                done[victim] += 1
            time.sleep(0.05)
        os.killpg(office.reader.pid, signal.SIGTERM)
        office.reader.wait()
        end = time.monotonic() + 180
        time.sleep(2)
        while office.waiting() and time.monotonic() < end:
            time.sleep(0.2)
        os.killpg(office.agent.pid, signal.SIGTERM)
        office.agent.wait()
        left = office.waiting()
        journal.catch_up()
        found = stored(office.addresses.owner)
    finally:
        office.end()
    return {
        "reads_acknowledged": journal.reads, "sightings_acknowledged": journal.lines.total(),
        "sightings_stored": found.total(), "kills": dict(sorted(done.items())),
        "lost": (journal.lines - found).total() - left,
        "stored_twice": sum(n - 1 for n in found.values()),
        "stored_but_not_journalled": (found - journal.lines).total(),
        "left_in_spool": left, "seconds": round(time.monotonic() - began, 1),
    }


def main() -> int:
    if sys.argv[1:2] == ["agent"]:
        return agent(Path(sys.argv[2]))
    if sys.argv[1:2] == ["code"]:
        return code()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reads", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rate", type=float, default=10_000, help="chances a second")
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="przystan-kills-"))
    folder.chmod(0o755)
    told = run(reads=options.reads, kills=options.kills, rate=options.rate, seed=options.seed,
               folder=folder)
    print(json.dumps(told, indent=1))
    return 0 if told["lost"] == told["stored_twice"] == 0 else 1


if __name__ == "__main__":
    raise SystemExit(main())
