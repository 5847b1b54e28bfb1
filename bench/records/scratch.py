"""A scratch office for the benches of this folder: a PostgreSQL of its own, migrated, with folders.

`office()` gives it and throws it away; fsync is on, as in production.
"""

from __future__ import annotations

import contextlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

SEED, FIRST = 35_194, 2
REFERENCE = 0.205
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)


@contextlib.contextmanager
def office() -> Iterator[Path]:
    """Give a migrated database and Django on it; the folder holds its files."""
    from przystan.config.postgres import EmbeddedPostgres

    with tempfile.TemporaryDirectory(prefix="przystan-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        home = folder / "home"
        home.mkdir()
        with EmbeddedPostgres(home).running() as addresses:
            os.environ.update({
                "DJANGO_SETTINGS_MODULE": "przystan.config.settings.demo",
                "DATABASE_URL": addresses.owner, "DATABASE_OWNER_URL": addresses.owner,
                "DATABASE_OFFICE_URL": addresses.office, "PRZYSTAN_CLOCK_OFFSET": "0"})
            subprocess.run([sys.executable, "-m", "przystan.config.cli", "migrate"], check=True,
                           stdout=subprocess.DEVNULL)
            import django

            django.setup()
            from django.db import connection

            try:
                yield folder
            finally:
                connection.close()


def places(count: int) -> list[int]:
    """Make a building with rooms, racks of twenty shelves and so many shelves; return their ids."""
    from przystan.platform.accounts.public import system_actor
    from przystan.platform.sites import public as sites
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.records import public as records

    kind = records.PlaceKind
    made = [records.NewPlace("B", "Building", kind.BUILDING, "SZ")]
    shelves = []
    for n in range(count):
        room, rack = f"B-{n // 1000}", f"B-{n // 1000}-{n // 20:05d}"
        if n % 1000 == 0:
            made.append(records.NewPlace(room, room, kind.ROOM, "SZ", "B"))
        if n % 20 == 0:
            made.append(records.NewPlace(rack, rack, kind.RACK, "SZ", room))
        shelves.append(f"{rack}-{n % 20:02d}")
        made.append(records.NewPlace(
            shelves[-1], shelves[-1], kind.SHELF, "SZ", rack,
            reference_epc=records.encode_tag(records.TagNumber(
                records.TagScheme.GIAI, "0614141", str(n + 1), 0))))
    with transactions.transaction():
        sites.add_sites(branches=[sites.Branch("SZ", "Urząd", "Szczecin")])
        ids = records.add_places(places=made, actor=system_actor("bench"), at=AT)
    return [ids[code] for code in shelves]


def register(count: int, shelves: Sequence[int]) -> float:
    """Register so many folders with tags on their shelves through the door; return seconds."""
    from przystan.platform.accounts.public import system_actor
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.records import public as records

    began = time.perf_counter()
    with transactions.transaction():
        # A sequence that was never asked begins at two.
        first = records.reserve_tag_serials(count=count)[0]
        assert first == FIRST
        records.register_folders_in_bulk(
            actor=system_actor("bench"), at=AT, folders=[records.NewFolder(
                f"SOC-S.6151.{n}.2022", records.FolderKind.TEMPORARY, "SZ", AT, True,
                tag_serial=first + n, labelled_at=AT, custody=(records.NewCustody(
                    records.Custody.SHELVED, AT, shelves[n * len(shelves) // count]),))
                for n in range(count)])
    seconds = time.perf_counter() - began
    with transactions.transaction():
        transactions.refresh_statistics()
    return seconds


def folder_tag(n: int) -> str:
    """Return the tag number of the folder that was registered in this place, from 0."""
    from przystan.rooms.records import public as records

    return records.folder_epc(FIRST + n)


def misplaced(count: int, shelves: Sequence[int]) -> list[list[str]]:
    """Return what a handheld reads shelf by shelf: one folder in a hundred on a wrong shelf."""
    rng = random.Random(SEED)
    wrong = set(rng.sample(range(count), count // 100))
    seen: list[list[str]] = [[] for _ in shelves]
    for n in range(count):
        home = n * len(shelves) // count
        shelf = (home + rng.randrange(1, len(shelves))) % len(shelves) if n in wrong else home
        seen[shelf].append(folder_tag(n))
    return seen


def timed(act: Callable[[], object]) -> float:
    """Return the seconds that one act takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def processor() -> tuple[float, float]:
    """Return the processor seconds of this process and of its database backend until now.

    On a machine that others use too, these are the figures to compare.
    """
    from django.db import connection

    connection.ensure_connection()
    return time.process_time(), spent_by(connection.connection.info.backend_pid)


def spent_by(pid: int) -> float:
    """Return the processor seconds that a process has taken until now."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Watch:
    """Splits a run into named steps: wall seconds, and processor seconds on both sides."""

    def __init__(self) -> None:
        self.steps: dict[str, tuple[float, float, float]] = {}
        self._last = (time.perf_counter(), *processor())

    def step(self, name: str) -> None:
        """End a step that began where the last one ended."""
        now = (time.perf_counter(), *processor())
        self.steps[name] = tuple(b - a for a, b in zip(self._last, now))
        self._last = now

    def __str__(self) -> str:
        return "\n".join(
            f"    {name:12} {wall:7.2f} s; processor: client {client:.2f} s, server {server:.2f} s"
            for name, (wall, client, server) in (*self.steps.items(), ("together", self.total)))

    @property
    def total(self) -> tuple[float, float, float]:
        """Seconds of all steps together: wall, client, server."""
        return tuple(map(sum, zip(*self.steps.values())))


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Return p50 and p99 in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    return cuts[49] * 1000, cuts[98] * 1000


def verdict(name: str, value: float, unit: str, goal: float, *, at_least: bool = False) -> None:
    """Print one figure beside its goal."""
    is_met = value >= goal if at_least else value <= goal
    print(f"{name:58} {value:12,.3f} {unit:8} goal {'≥' if at_least else '≤'} {goal:g}"
          f"  {'met' if is_met else 'MISSED'}", flush=True)


def loop_seconds() -> float:
    """Return the processor seconds of a fixed loop, the best of five: how fast the machine is now.

    It takes REFERENCE seconds on the machine of the goals when nobody else uses it.
    """
    return min(one_loop() for _ in range(5))


def one_loop() -> float:
    """Return the processor seconds of the fixed loop, run once."""
    began, x = time.process_time(), 0
    for n in range(3_000_000):
        x = (x * 31 + n) & 0xFFFFFFFF
    return time.process_time() - began


def calibration() -> str:
    """Say how fast and how busy the machine is."""
    return (f"a fixed loop took {loop_seconds():.2f} s ({REFERENCE} on the machine of the goals),"
            f" load {os.getloadavg()[0]:.1f}")
