"""The embedded server: any path, as root or not, twice, killed, shared."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from przystan.config.postgres import (
    EmbeddedPostgres,
    PostgresNotFound,
    find_binaries,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    home = tmp_path / "a home with spaces"
    home.mkdir()
    found = EmbeddedPostgres(home)
    yield found
    shutil.rmtree(found.base, ignore_errors=True)
    shutil.rmtree(found.sockets, ignore_errors=True)


def ask(address: str, question: str) -> object:
    with psycopg.connect(address) as connection:
        row = connection.execute(question).fetchone()
        assert row is not None
        return row[0]


def test_it_starts_twice_survives_kill_and_keeps_what_was_committed(
    server: EmbeddedPostgres,
) -> None:
    with server.running() as addresses:
        with psycopg.connect(addresses.owner) as connection:
            connection.execute("CREATE TABLE kept (n int)")
            connection.execute("INSERT INTO kept VALUES (1)")
        pid = int((server.data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)
    with server.running() as addresses:
        assert ask(addresses.owner, "SELECT n FROM kept") == 1
    # An initdb that was cut off is begun again, beside the place.
    (server.base / "data.building").mkdir(exist_ok=True)
    with server.running() as addresses:
        assert ask(addresses.office, "SELECT current_user") == "przystan_office"
        assert ask(addresses.office, "SHOW listen_addresses") == ""
        assert ask(addresses.office, "SELECT usesuper FROM pg_user WHERE usename = current_user") \
            is False


def test_the_last_user_stops_it(server: EmbeddedPostgres) -> None:
    with server.running():
        with EmbeddedPostgres(server.home).running() as addresses:
            assert ask(addresses.office, "SELECT 1") == 1
        assert server._is_up()
    assert not server._is_up()


def test_a_wrong_password_is_refused(server: EmbeddedPostgres) -> None:
    with server.running() as addresses:
        wrong = addresses.office.replace(server.passwords()["przystan_office"], "guess")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(wrong)


def test_the_secrets_are_the_owners_alone(server: EmbeddedPostgres) -> None:
    with server.running():
        mode = (server.base / "secrets.json").stat().st_mode & 0o777
    assert mode == 0o600


def test_binaries_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("initdb", "postgres"):
        (tmp_path / name).touch()
    monkeypatch.setenv("PRZYSTAN_PGBIN", str(tmp_path))
    assert find_binaries() == tmp_path


def test_no_binaries_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRZYSTAN_PGBIN", raising=False)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter(()))
    with pytest.raises(PostgresNotFound, match="DATABASE_URL or PRZYSTAN_PGBIN"):
        find_binaries()


def test_a_taken_port_gets_a_clear_message() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "przystan.config.development", "demo", "--port", str(port)],
            capture_output=True, text=True)
    assert done.returncode == 1
    assert f"port {port} is taken" in done.stderr
    assert f"--port {port + 1}" in done.stderr
