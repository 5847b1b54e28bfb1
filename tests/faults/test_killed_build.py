"""The demo year is built whole or not at all, also when the builder is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.databases import administer, migrated_database

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("django_db_setup")]
NAME = "przystan_killed_build"


def address(database: str) -> str:
    known = connection.settings_dict
    return make_conninfo(
        host=known["HOST"] or None, port=known["PORT"] or None, user=known["USER"] or None,
        password=known["PASSWORD"] or None, dbname=database)


DROP = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME))


@pytest.fixture
def empty_office() -> Any:
    administer(DROP, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(NAME), sql.Identifier(migrated_database())))
    environment = {**os.environ, "DATABASE_URL": address(NAME), "DATABASE_OWNER_URL": "",
                   "DATABASE_OFFICE_URL": "",
                   "DJANGO_SETTINGS_MODULE": "przystan.config.settings.demo"}
    command = [sys.executable, "-m", "przystan.config.cli"]
    yield command, environment
    administer(DROP)


def test_a_killed_build_leaves_nothing(empty_office: Any) -> None:
    command, environment = empty_office
    builder = subprocess.Popen([*command, "demo", "build"], env=environment,
                               stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    with psycopg.connect(address(NAME), autocommit=True) as watcher:
        # The sequence moves outside transactions: it betrays that folders are being written.
        while time.monotonic() < deadline:
            row = watcher.execute("SELECT is_called FROM records_folder_id_seq").fetchone()
            if row and row[0]:
                break
            time.sleep(0.05)
        builder.send_signal(signal.SIGKILL)
        builder.wait()
        for table in ("people_person", "finance_project", "records_folder", "audit_entry"):
            row = watcher.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert row == (0,), table
