"""`przystan calls fold`: what it prints, what it refuses, and that it needs no database."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from przystan.rooms.calls.testing import Specimen, write_log

from .asterisk_logs import write_cel

KEYS = [
    "id", "started_at", "direction", "number", "line", "language", "outcome", "redirected_to",
    "redirect_answered", "operators", "wait_seconds", "talk_seconds", "legs",
]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "przystan.config.cli", "calls", "fold", *map(str, arguments)],
        capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": "postgresql://nowhere.invalid/none",
             "PYTHONPYCACHEPREFIX": sys.pycache_prefix or ""},
    )


@pytest.fixture
def log(tmp_path: Path) -> Path:
    call = Specimen("a").dial("801").choose("pl").queue().ring("op1").pass_blind("702").hang_up()
    return write_cel(tmp_path / "cel.jsonl", write_log([call]))


def test_json_has_the_documented_form(log: Path) -> None:
    done = run("--asterisk-cel", log, "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert list(told) == ["contacts", "unexplained"]
    (contact,) = told["contacts"]
    assert list(contact) == KEYS
    assert (contact["outcome"], contact["redirected_to"]) == ("answered", "702")
    assert contact["operators"] == ["op1"]
    assert contact["redirect_answered"] is True


def test_csv_and_table(log: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run("--asterisk-cel", log, "--format", "csv").stdout))
    assert (row["outcome"], row["operators"], row["legs"]) == ("answered", "op1", "4")
    assert "answered" in run("--asterisk-cel", log).stdout


def test_an_empty_log_has_no_contacts(tmp_path: Path) -> None:
    path = tmp_path / "cel.jsonl"
    path.touch()
    done = run("--asterisk-cel", path, "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"contacts": [], "unexplained": []})


def test_refused_lines_are_listed_and_end_badly_unless_accepted(log: Path) -> None:
    log.write_bytes(log.read_bytes() + b'{"eventtype":"CHAN_')
    done = run("--asterisk-cel", log, "--format", "json")
    assert done.returncode == 1
    assert "cel.jsonl, line" in done.stderr
    (refused,) = json.loads(done.stdout)["refused"]
    assert list(refused) == ["file", "line", "column", "value", "expected"]
    accepted = run("--asterisk-cel", log, "--format", "json", "--accept-valid")
    assert accepted.returncode == 0
    assert len(json.loads(accepted.stdout)["contacts"]) == 1


def test_other_logs_are_compared(log: Path, tmp_path: Path) -> None:
    queue = tmp_path / "queue_log"
    call_id = json.loads(log.read_text().splitlines()[0])["uniqueid"]
    queue.write_text(
        f"1677668402|{call_id}|dept|NONE|ENTERQUEUE||x|1\n"
        f"1677668404|{call_id}|dept|op2|CONNECT|2|x|1\n"
    )
    record = tmp_path / "Master.csv"
    record.touch()
    done = run("--asterisk-cel", log, "--queue-log", queue, "--cdr", record, "--format", "json")
    told = json.loads(done.stdout)
    assert {d["reason"] for d in told["unexplained"]} == {"operators_differ", "not_in_cdr"}
    assert "disagreements" in told


@pytest.mark.parametrize("extra", [["--profile", "nothing"], ["--cdr", "nowhere.csv"]])
def test_what_is_missing_is_named(log: Path, extra: list[str]) -> None:
    done = run("--asterisk-cel", log, *extra)
    assert done.returncode == 2
    assert extra[1] in done.stderr


def test_help_has_an_example() -> None:
    assert "example:" in run("--help").stdout
