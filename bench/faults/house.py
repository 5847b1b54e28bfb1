"""The office under faults: PostgreSQL, the web server and the worker, each killed and begun again.

Its clock stands some minutes before the change to summer time, so that a day's run crosses it.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "records"))
from kills import CLI, begin, free_port, kill, kill_cluster  # noqa: E402

# At 1:00 UTC of this night the office's clocks go from 2:00 to 3:00.
CHANGE = datetime(2027, 3, 28, 1, tzinfo=UTC)
HOUR = 3600
# A machine that others use too may take its time.
BEGIN_SECONDS = 180
CUT = ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
       " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")
FAULTS = ("kill_server", "kill_worker", "kill_postgres", "restart_postgres", "cut_connections",
          "skew_clock")
FULL_DISK, FULL_SECONDS, DISK = "full_disk", 2, "700m"


def copy_of_migrated(base: Path) -> Path | None:
    """Put a migrated cluster in place; where none is kept yet, return where to keep one.

    To migrate an empty database takes most of a short run. The name holds the hash of all
    migrations, as for the suite's databases.
    """
    digest = hashlib.sha256()
    for path in sorted((Path(__file__).parents[2] / "src").rglob("migrations/*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    # One for each user of the machine: another's cannot be read.
    kept = Path(tempfile.gettempdir()) / (
        f"przystan-faults-migrated-{os.getuid()}-{digest.hexdigest()[:16]}")
    if not kept.exists():
        subprocess.run(["rm", "-rf", f"{kept}.part"], check=True)
        return kept
    subprocess.run(["cp", "-a", "-T", str(kept), str(base)], check=True)
    return None


class House:
    """All processes of one office on a cluster of its own."""

    def __init__(
        self, folder: Path, *, seconds_before_change: float, own_disk: bool = False
    ) -> None:
        from przystan.config.postgres import EmbeddedPostgres

        self.folder, self._stack = folder, contextlib.ExitStack()
        home = folder / "home"
        home.mkdir()
        self.cluster = EmbeddedPostgres(home)
        self.has_own_disk = own_disk
        if own_disk:
            self._mount(self.cluster.base)
        migrated = copy_of_migrated(self.cluster.base)
        self.addresses = self._stack.enter_context(self.cluster.running())
        self.settle(home, seconds_before_change)
        if migrated:
            self.command("migrate")
            self.cluster.stop()
            subprocess.run(["cp", "-a", str(self.cluster.base), f"{migrated}.part"], check=True)
            Path(f"{migrated}.part").rename(migrated)
            self.cluster.start()
        self.port = free_port()

    def _mount(self, base: Path) -> None:
        """Put the cluster on a disk of its own, which can be filled; root may mount one."""
        base.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0711", "tmpfs", str(base)],
                       check=True)
        self._stack.callback(subprocess.run, ["umount", "-l", str(base)], check=True)

    def settle(self, home: Path, seconds_before_change: float) -> None:
        """Tell every process to come where the office is, and what time it is there."""
        self.offset = CHANGE.timestamp() - time.time() - seconds_before_change
        self.skew = 0
        os.environ.update({
            "DJANGO_SETTINGS_MODULE": "day_settings",
            "PYTHONPATH": f"{Path(__file__).parent}:{os.environ.get('PYTHONPATH', '')}",
            "DATABASE_URL": self.addresses.office, "DATABASE_OFFICE_URL": self.addresses.office,
            "DATABASE_OWNER_URL": self.addresses.owner, "PRZYSTAN_HOME": str(home),
            "PRZYSTAN_CLIENT_ADDRESS_HEADER": "HTTP_X_CLIENT",
            "PRZYSTAN_CLOCK_OFFSET": str(self.offset)})

    def command(self, *arguments: str) -> str:
        """Run a command of the product and return what it said."""
        return subprocess.run([*CLI, *arguments], check=True, capture_output=True,
                              text=True).stdout

    def open(self) -> None:
        self.begin_server()
        self.begin_worker()
        end = time.monotonic() + BEGIN_SECONDS
        while not self.answers():
            if time.monotonic() > end:
                raise SystemExit(f"the server did not begin: see {self.folder / 'server.log'}")
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether a page is given."""
        try:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            line.request("GET", "/kiosk/")
            return line.getresponse().status == 200
        except OSError:
            return False

    def begin_server(self) -> None:
        environment = {**os.environ, "PRZYSTAN_CLOCK_OFFSET": str(self.offset + self.skew)}
        self.server = begin([*CLI, "serve", "--port", str(self.port), "--workers", "1"],
                            environment, self.folder / "server.log")

    def begin_worker(self) -> None:
        self.worker = begin([*CLI, "worker"], dict(os.environ), self.folder / "worker.log")

    def now(self) -> datetime:
        """The office's instant, without skew."""
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

    def plan(self, rng: Random, count: int) -> list[str]:
        """So many faults, each kind as often as the others, in any order."""
        found: list[str] = []
        kinds = (*FAULTS, FULL_DISK) if self.has_own_disk else FAULTS
        while len(found) < count:
            found += rng.sample(kinds, len(kinds))
        return found[:count]

    def strike(self, fault: str, rng: Random) -> None:
        """Do one fault, and what an office's supervisor would do after it."""
        pause = rng.uniform(0, 0.5)
        if fault == "cut_connections":
            with psycopg.connect(self.addresses.owner, autocommit=True) as owner:
                owner.execute(CUT)
        elif fault in ("kill_postgres", "restart_postgres"):
            if fault == "kill_postgres":
                kill_cluster(self.cluster)
            else:
                self.cluster.stop()
            time.sleep(pause)
            self.cluster.start()
        elif fault == FULL_DISK:
            self._fill_disk()
        elif fault == "kill_worker":
            kill(self.worker)
            time.sleep(pause)
            self.begin_worker()
        else:
            kill(self.server)
            if fault == "skew_clock":
                self.skew = rng.choice([-HOUR, 0, HOUR])
            time.sleep(pause)
            self.begin_server()

    def _fill_disk(self) -> None:
        """Leave PostgreSQL no byte to write for a while; it may end over it, and is begun again."""
        filler = self.cluster.base / "filler"
        # Others write meanwhile: what is left is taken bit by bit, until there is nothing.
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(1 << 20))
        time.sleep(FULL_SECONDS)
        filler.unlink()
        try:
            with psycopg.connect(self.addresses.owner, connect_timeout=10) as owner:
                owner.execute("SELECT 1")
        except psycopg.Error:
            self.cluster.start()

    def close_office(self) -> None:
        for name in ("server", "worker"):
            if process := getattr(self, name, None):
                kill(process)

    def close(self) -> None:
        self.close_office()
        self._stack.close()

    def logs(self) -> dict[str, str]:
        """What each process has logged."""
        paths = {"server": self.folder / "server.log", "worker": self.folder / "worker.log",
                 "postgres": self.cluster.base / "server.log"}
        return {name: path.read_text(errors="replace") for name, path in paths.items()}


def tally(faults: Counter[str]) -> dict[str, int]:
    return dict(sorted(faults.items()))
