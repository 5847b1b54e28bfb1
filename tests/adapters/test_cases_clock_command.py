"""`przystan cases clock`: four languages, what it refuses, and no database."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation

from przystan.config.cli import main
from przystan.rooms.cases import public as cases

WHOLE = {"case_type": "temporary_work", "events": [
    {"kind": k, "on": "2022-03-15"}
    for k in ("received", "appeared", "fingerprints", "documents_complete")]}
Run = Callable[..., tuple[int, str, str]]


def alone(*arguments: str, sent: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, where there is no database."""
    return subprocess.run(
        [sys.executable, "-m", "przystan.config.cli", "cases", "clock", *arguments], input=sent,
        capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(cases.__file__).parents[3])})


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run the command in this process: a new one takes seconds to start."""

    def ask(sent: str, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(sent))
        with translation.override("en"):
            status = main(["cases", "clock", "--history", "-", *arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return ask


def test_the_command_needs_no_database_and_speaks_four_languages(run: Run) -> None:
    says = {"pl": "Urząd ma 60 dni", "en": "The office has 60 days", "uk": "60", "ru": "60"}
    first = alone("--history", "-", "--on", "2024-01-01", "--language", "pl", "--format", "json",
                  sent=json.dumps(WHOLE))
    assert first.returncode == 0, first.stderr
    for language, words in says.items():
        status, told, said = run(json.dumps(WHOLE), "--on", "2024-01-01", "--language", language,
                                 "--format", "json")
        assert status == 0, said
        assert told == first.stdout or language != "pl"
        (term,) = json.loads(told)["terms"]
        assert words in term["explanation"]
        assert (term["status"], term["end"], term["article"]) == (
            "suspended", "2026-04-03", "art. 112a")
    status, _, said = run(json.dumps({**WHOLE, "birth_date": "2023-01-01"}))
    assert status == 1
    assert "events[0]" in said
    assert run("{")[0] == 1
