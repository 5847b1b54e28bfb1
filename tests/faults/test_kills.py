"""Agent, server and PostgreSQL are killed while reads stream: nothing is lost or doubled."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).parents[2] / "bench" / "records" / "kills.py"


@pytest.mark.slow
def test_every_sighting_that_the_spool_acknowledged_is_stored_exactly_once() -> None:
    """The long run is `python bench/records/kills.py`: 1,000,000 reads and 50 kills."""
    done = subprocess.run(
        [sys.executable, str(KILLS), "--reads", "20000", "--kills", "6", "--rate", "6000"],
        capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["kills"] == {"agent": 2, "postgres": 2, "server": 2}
    assert told["reads_acknowledged"] >= 20_000
    assert told["sightings_stored"] >= told["sightings_acknowledged"] > 1_000
    assert (told["lost"], told["stored_twice"], told["left_in_spool"]) == (0, 0, 0)
