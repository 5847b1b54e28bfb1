"""A command of an office that is not there, or whose database is away, says so in a sentence."""

import os
import subprocess
import sys

KEYS = {"PRZYSTAN_SECRET_KEY": "k" * 60, "PRZYSTAN_PSEUDONYM_KEY": "p" * 40}


def asked(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("PRZYSTAN_", "DATABASE_", "DJANGO_", "PG"))}
    return subprocess.run(
        [sys.executable, "-m", "przystan.config.cli", "people", "show", "7"],
        env={**kept, **environment}, capture_output=True, text=True, timeout=120, check=False)


def test_an_office_that_is_not_set_up_is_told_what_it_needs():
    answer = asked()
    assert answer.returncode == 2
    assert "PRZYSTAN_SECRET_KEY" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_database_that_is_away_is_named_without_its_password():
    answer = asked(**KEYS, DATABASE_URL="postgres://office:geheim@127.0.0.1:1/harbour")
    assert answer.returncode == 2
    assert "the database 127.0.0.1:1/harbour does not answer" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "geheim" not in answer.stderr
