"""`przystan cases clock`: four languages, what it refuses, and no database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from przystan.rooms.cases import public as cases
from tests.commands import run_command

WHOLE = {"case_type": "temporary_work", "events": [
    {"kind": k, "on": "2022-03-15"}
    for k in ("received", "appeared", "fingerprints", "documents_complete")]}


def alone(*arguments: str, sent: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, where there is no database."""
    return subprocess.run(
        [sys.executable, "-m", "przystan.config.cli", "cases", "clock", *arguments], input=sent,
        capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(cases.__file__).parents[3]),
             "PYTHONPYCACHEPREFIX": sys.pycache_prefix or ""})


def run(sent: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_command("cases", "clock", "--history", "-", *arguments, sent=sent)


def test_the_command_needs_no_database_and_speaks_four_languages() -> None:
    says = {"pl": "Urząd ma 60 dni", "en": "The office has 60 days", "uk": "60", "ru": "60"}
    first = alone("--history", "-", "--on", "2024-01-01", "--language", "pl", "--format", "json",
                  sent=json.dumps(WHOLE))
    assert first.returncode == 0, first.stderr
    for language, words in says.items():
        done = run(json.dumps(WHOLE), "--on", "2024-01-01", "--language", language, "--format",
                   "json")
        assert done.returncode == 0, done.stderr
        assert done.stdout == first.stdout or language != "pl"
        (term,) = json.loads(done.stdout)["terms"]
        assert words in term["explanation"]
        assert (term["status"], term["end"], term["article"]) == (
            "suspended", "2026-04-03", "art. 112a")
    refused = run(json.dumps({**WHOLE, "birth_date": "2023-01-01"}))
    assert refused.returncode == 1
    assert "events[0]" in refused.stderr
    assert run("{").returncode == 1
