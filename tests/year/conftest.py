"""The synthetic year, built once a run in a database of its own; each test is rolled back."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql
from psycopg.conninfo import make_conninfo

from przystan.demo import build
from przystan.platform.clock import public as clock
from tests.databases import administer, made_once, migrated_database, use_database

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def year_name(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Give this worker a copy of the year, which is built once a run, and its name."""
    with django_db_blocker.unblock():
        # Not a copy of the test database: other tests may have left committed rows there.
        built = made_once(
            "przystan_year_", os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid())),
            build_year, template=migrated_database())
        year = f"year_of_worker_{os.getpid()}"
        connection.close()
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(year))
        administer(drop, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(year), sql.Identifier(built)))
        connection.ensure_connection()
    yield year
    with django_db_blocker.unblock():
        connection.close()
        administer(drop)


def build_year() -> None:
    # Named: the suite keeps its cache in memory, the server that is started does not.
    call_command("createcachetable", "platform_cache", verbosity=0)
    build.build_year()


@pytest.fixture
def year(year_name: str, django_db_blocker: Any) -> Iterator[None]:
    """Give the test the year; whatever it changes is rolled back."""
    with django_db_blocker.unblock():
        empty = connection.settings_dict["NAME"]
        use_database(year_name)
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        use_database(empty)


@pytest.fixture(scope="session")
def office_logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the served year keeps its logs."""
    return tmp_path_factory.mktemp("logs")


@pytest.fixture(scope="session")
def office(
    year_name: str, tmp_path_factory: pytest.TempPathFactory, office_logs: Path
) -> Iterator[str]:
    """Serve the year with the real server and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "przystan.config.settings.demo",
        "PRZYSTAN_HOME": str(tmp_path_factory.mktemp("office")),
        "DATABASE_URL": address_of(year_name),
        "PRZYSTAN_CLOCK_OFFSET": str(clock_offset()),
    }
    subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], check=True,
        env=environment)
    with (office_logs / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "przystan.config.cli", "serve", "--port", str(port),
             "--workers", "1"], env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    wait_for(address, server)
    yield address
    server.terminate()
    server.wait(timeout=60)


def address_of(database: str) -> str:
    """Return the address of another database on the tests' server."""
    known = connection.settings_dict
    return make_conninfo(
        host=known["HOST"] or None, port=known["PORT"] or None, user=known["USER"] or None,
        password=known["PASSWORD"] or None, dbname=database)


def clock_offset() -> float:
    """Shift the clock of the office to the late morning of its last day, whenever this runs."""
    morning = datetime(2023, 12, 7, 11, tzinfo=clock.OFFICE_ZONE)
    now = datetime.now(UTC)  # noqa: TID251 - the demo's clock is set at this edge
    return (morning - now) / timedelta(seconds=1)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert server.poll() is None, "the server stopped"
        try:
            urllib.request.urlopen(f"{address}/statistics/", timeout=60).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("the server did not answer")
