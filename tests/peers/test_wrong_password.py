"""An engine that does not take our password: named to whoever can act, at each door of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.adapters.asterisk.engine.presence import AsteriskEngine
from tests.peers.conftest import SwitchboardProcess

pytestmark = pytest.mark.slow
WRONG = "jakies-inne-haslo"


@pytest.fixture
def with_wrong(places: EnginePlaces) -> Iterator[Callable[..., None]]:
    """Replace passwords in what we know, not in the engine."""
    path = places.home / "secrets.json"
    right = path.read_text()

    def replace(*names: str) -> None:
        path.write_text(json.dumps(json.loads(right) | dict.fromkeys(names, WRONG)))

    yield replace
    path.write_text(right)


def przystan(switchboard: SwitchboardProcess, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "przystan.config.cli", *words], check=False, text=True,
        capture_output=True, timeout=300, env=switchboard.environment)


@pytest.mark.parametrize("door", ["ari", "ami"])
def test_commands_name_it_and_say_what_to_do(
    door: str, with_wrong: Callable[..., None], places: EnginePlaces,
    transactional_db: None, tmp_path: Path,
) -> None:
    board = SwitchboardProcess(places, tmp_path / "switchboard.log")
    assert przystan(board, "engine", "status").returncode == 0
    with_wrong(door)
    for command in ("status", "start"):
        said = przystan(board, "engine", command)
        assert said.returncode == 1
        assert "refuses our password" in said.stderr
        assert "przystan engine stop, then przystan engine start" in said.stderr
        assert WRONG not in said.stdout + said.stderr
    assert "refuses our password" in przystan(board, "engine", "doctor").stdout
    os.kill(int(places.pid_file.read_text()), 0)  # nobody stopped it: it may have calls


def test_the_switchboard_ends_with_a_sentence_and_the_desk_offers_no_calls(
    with_wrong: Callable[..., None], places: EnginePlaces, transactional_db: None, tmp_path: Path,
) -> None:
    with_wrong("ari")
    said = przystan(SwitchboardProcess(places, tmp_path / "switchboard.log"), "switchboard")
    assert said.returncode == 1
    assert said.stderr.splitlines()[-1].startswith(
        "przystan switchboard: the engine refuses our password")
    assert "Traceback" not in said.stderr
    assert not AsteriskEngine(lambda: places, lambda: "").is_connected()
