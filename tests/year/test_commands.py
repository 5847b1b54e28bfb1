"""The command-line tool on the year, as a child process."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from tests.commands import run_command

pytestmark = pytest.mark.year
CODES = {
    "advisory.persons_assisted": 2333, "advisory.persons_psychological": 11,
    "advisory.persons_legal": 307, "calls.answered_incoming": 70150, "calls.outgoing": 5157,
    "calls.automated_helpline": 13790, "calls.redirected": 1756, "records.tagged_folders": 35194,
    "records.tagging_hours": 2600, "finance.project_value": 3053333,
    "finance.cofinancing": 2289999.75,
}


def run_alone(year_name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as an administrator does."""
    known = connection.settings_dict
    address = make_conninfo(
        host=known["HOST"] or None, port=known["PORT"] or None, user=known["USER"] or None,
        password=known["PASSWORD"] or None, dbname=year_name)
    return subprocess.run(
        [sys.executable, "-m", "przystan.config.cli", *arguments], capture_output=True, text=True,
        env={**os.environ, "DATABASE_URL": address, "DATABASE_OWNER_URL": address,
             "DATABASE_OFFICE_URL": address,
             "DJANGO_SETTINGS_MODULE": "przystan.config.settings.demo"})


def test_figures_as_json(year_name: str) -> None:
    done = run_alone(year_name, "figures", "--as-of", "2023-12-07", "--format", "json")
    said = json.loads(done.stdout)
    assert said["as_of"] == "2023-12-07"
    assert {f["code"]: f["value"] for f in said["figures"] if f["code"] in CODES} == CODES
    assert all(set(f) == {"code", "label", "value", "unit", "definition_version", "rows",
                          "rows_hash"} for f in said["figures"])


@pytest.mark.usefixtures("year")
def test_figures_as_csv_and_table() -> None:
    rows = list(csv.DictReader(io.StringIO(
        run_command("figures", "--as-of", "2023-12-07", "--format", "csv").stdout)))
    assert {r["code"] for r in rows} >= set(CODES)
    table = run_command("figures", "--as-of", "2023-12-07").stdout
    assert "2333" in table


@pytest.mark.usefixtures("year")
def test_a_figure_explains_itself_down_to_its_rows() -> None:
    done = run_command("figures", "--as-of", "2023-12-07", "--explain",
               "advisory.persons_legal", "--format", "json")
    said = json.loads(done.stdout)
    assert len(said["row_ids"]) == said["figure"]["value"] == 307
    assert said["definition"]["version"] == 1


@pytest.mark.usefixtures("year")
def test_the_difference_of_two_dates() -> None:
    said = json.loads(run_command(
        "figures", "--as-of", "2023-12-07", "--explain", "advisory.persons_assisted",
        "--compare-with", "2023-08-31", "--format", "json").stdout)
    assert len(said["difference"]["added"]) == 35


@pytest.mark.usefixtures("year")
def test_an_unknown_figure_is_named() -> None:
    done = run_command("figures", "--code", "no.such")
    assert done.returncode == 2
    assert "no.such" in done.stderr
    assert "advisory.persons_assisted" in done.stderr


@pytest.mark.usefixtures("year")
def test_the_audit_verifies() -> None:
    done = run_command("audit", "verify", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["holds"] is True


def test_the_doctor_speaks(year_name: str) -> None:
    said = json.loads(run_alone(year_name, "doctor", "--format", "json").stdout)
    states = {x["what"]: x["state"] for x in said}
    assert states["database"] == "ok"
    assert states["mail"] == "simulated"


def test_building_again_changes_nothing(year_name: str) -> None:
    before = run_alone(year_name, "audit", "verify", "--format", "json").stdout
    assert run_alone(year_name, "demo", "build").returncode == 0
    assert run_alone(year_name, "audit", "verify", "--format", "json").stdout == before


@pytest.mark.parametrize("command", [
    ["serve"], ["worker"], ["migrate"], ["demo"], ["demo", "build"], ["import"], ["figures"],
    ["audit"], ["audit", "verify"], ["doctor"], ["calls"], ["calls", "fold"],
])
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    done = run_command(*command, "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout or "example" in done.stdout, done.stdout
