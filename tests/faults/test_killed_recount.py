"""Clocks that are counted anew by new law: killed half-way, the next run counts only the rest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.databases import administer, migrated_database
from tests.faults.test_killed_build import address

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("django_db_setup")]
NAME, CASES = "przystan_killed_recount", 14_000
DROP = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME))
LAY = f"""
import django; django.setup()
from datetime import UTC, date, datetime
from django.db import transaction
from przystan.platform.accounts.public import system_actor
from przystan.platform.sites import public as sites
from przystan.rooms.cases import public as cases
at, robot, day = datetime(2026, 5, 20, tzinfo=UTC), system_actor("test"), date(2026, 4, 1)
with transaction.atomic():
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    cases.save_entries(entries=cases.shipped_catalogue(), actor=robot, at=at)
    cases.open_cases_in_bulk(actor=robot, at=at, cases=[cases.NewCase(
        "SOC-II", "temporary_work", day, cases.Channel.IN_PERSON, "SZ", None, at)] * {CASES})
    cases.leave_all_stale(actor=robot, at=at)
"""


@pytest.fixture
def office() -> Any:
    administer(DROP, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(NAME), sql.Identifier(migrated_database())))
    environment = {**os.environ, "DATABASE_URL": address(NAME), "DATABASE_OWNER_URL": "",
                   "DATABASE_OFFICE_URL": "",
                   "DJANGO_SETTINGS_MODULE": "przystan.config.settings.demo"}
    subprocess.run([sys.executable, "-c", LAY], env=environment, check=True)
    yield environment
    administer(DROP)


def stale(watcher: Any) -> int:
    return int(watcher.execute(
        "SELECT count(*) FROM cases_caseterm WHERE law_mark = 0").fetchone()[0])


def test_a_killed_count_is_taken_up_where_it_stood(office: Any) -> None:
    command = [sys.executable, "-m", "przystan.config.cli", "cases", "recompute"]
    with psycopg.connect(address(NAME), autocommit=True) as watcher:
        assert stale(watcher) == CASES
        counter = subprocess.Popen(command, env=office, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and stale(watcher) == CASES:
            time.sleep(0.01)
        counter.send_signal(signal.SIGKILL)
        counter.wait()
        left = stale(watcher)
        assert 0 < left < CASES
        before = watcher.execute(
            "SELECT max(computed_at) FROM cases_caseterm WHERE law_mark > 0").fetchone()
        done = subprocess.run(command, env=office, capture_output=True, text=True, check=True)
        assert "clocks counted anew: done" in done.stderr
        assert stale(watcher) == 0
        again = watcher.execute(
            "SELECT count(*) FROM cases_caseterm WHERE computed_at > %s", before).fetchone()
        assert again == (left,)
