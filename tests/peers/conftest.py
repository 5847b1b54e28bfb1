"""A real engine for the run, and a switchboard that is a process of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from przystan.adapters.asterisk.engine.obtain import EngineMissing, find_engine
from przystan.adapters.asterisk.engine.places import EnginePlaces, engine_home
from przystan.adapters.asterisk.engine.process import start_engine, stop_engine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def engine(name: str, trunk: str = "") -> Iterator[EnginePlaces]:
    """Give an engine of this run with ports of its own; without one the test is skipped."""
    standing = EnginePlaces(home=engine_home(Path(settings.HOME)))
    try:
        find_engine(standing)
    except EngineMissing as missing:
        pytest.skip(f"no telephony engine: {missing}")
    if shutil.which("espeak-ng") is None or shutil.which("sox") is None:
        pytest.skip("espeak-ng and sox are not installed")
    home = standing.home.parent / f"engine-of-{name}-{os.getpid()}"
    home.mkdir()
    if standing.root.exists():
        (home / "root").symlink_to(standing.root)
    if trunk:
        (home / "trunk.conf").write_text(trunk)
    first = 30_000 + os.getpid() % 200 * 100
    found = EnginePlaces(home=home, sip_port=free_port(), http_port=free_port(),
                         ami_port=free_port(), rtp_first=first, rtp_last=first + 98)
    start_engine(found)
    try:
        yield found
    finally:
        stop_engine(found, at_once=True)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def places() -> Iterator[EnginePlaces]:
    """The engine that all tests with telephones share."""
    pytest.importorskip("baresip")
    with engine("tests") as found:
        yield found


class SwitchboardProcess:
    """`przystan switchboard` on the test's database; may be killed and started anew."""

    def __init__(self, places: EnginePlaces, log: Path, *, http_port: int = 0) -> None:
        known = connection.settings_dict
        self.places = places
        self.log = log
        self.environment = {
            **os.environ,
            "DATABASE_URL": make_conninfo(
                host=known["HOST"] or None, port=known["PORT"] or None,
                user=known["USER"] or None, password=known["PASSWORD"] or None,
                dbname=known["NAME"]),
            "PRZYSTAN_ENGINE_HOME": str(places.home),
            "PRZYSTAN_ENGINE_SIP_PORT": str(places.sip_port),
            "PRZYSTAN_ENGINE_HTTP_PORT": str(http_port or places.http_port),
            "PRZYSTAN_ENGINE_AMI_PORT": str(places.ami_port),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it serves."""
        if self._process is None and self.places.cel_log.exists():
            # The database has nothing of another test's calls: a new log begins.
            self.places.cel_log.write_bytes(b"")
        said = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "przystan.config.cli", "switchboard"],
                env=self.environment, stdout=log, stderr=log)
        until = time.monotonic() + 300
        while b"serving" not in self.log.read_bytes()[said:]:
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it as an administrator would."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=60)


@pytest.fixture
def switchboard(
    places: EnginePlaces, transactional_db: None, tmp_path: Path
) -> Iterator[SwitchboardProcess]:
    """A switchboard that serves."""
    process = SwitchboardProcess(places, tmp_path / "switchboard.log")
    try:
        process.start()
        yield process
    finally:
        process.stop()


@pytest.fixture
def eventually() -> Callable[[Callable[[], object], float], object]:
    """Ask again until there is an answer."""

    def ask(question: Callable[[], object], seconds: float = 60.0) -> object:
        until = time.monotonic() + seconds
        while True:
            found = question()
            if found:
                return found
            assert time.monotonic() < until, "nothing came"
            time.sleep(0.1)

    return ask
