"""A day of the office under faults: every acknowledged act is there once, nothing by half."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "bench" / "faults" / "run.py"


@pytest.mark.slow
def test_a_day_under_faults_loses_nothing_and_doubles_nothing() -> None:
    """A longer run takes more of both: `python bench/faults/run.py --acts 3000 --faults 100`."""
    done = subprocess.run(
        [sys.executable, str(RUN), "--acts", "100", "--faults", "6", "--seed", "7"],
        capture_output=True, text=True, timeout=420)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["faults"] == dict.fromkeys(sorted((
        "kill_server", "kill_worker", "kill_postgres", "restart_postgres", "cut_connections",
        "skew_clock")), 1)
    assert told["acts_acknowledged"] >= 100
    assert set(told["by_kind"]) == {
        "visit", "follow_up", "desk_ticket", "kiosk_ticket", "booking", "complaint", "sightings",
        "call", "publication", "decision"}
    assert told["retried"] > 0
    assert (told["lost"], told["twice"], told["half_deeds"]) == (0, 0, {})
    assert (told["messages_left"], told["messages_delivered_twice"]) == (0, 0)
    assert told["audit_holds"]
    assert told["personal_data_in_logs"] == []
    assert told["figures_differ"] == told["answers_not_clear"] == told["failures"] == []
