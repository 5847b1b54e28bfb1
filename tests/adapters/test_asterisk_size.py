"""A log of any size is imported in constant memory: the whole command, in a process of its own.

The large log is `PRZYSTAN_TEST_LOG_MB=200 ./dev test tests/adapters/test_asterisk_size.py`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.commands import MOST_HELD

from .asterisk_logs import busy_minutes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SMALL_MB, LARGE_MB = 16, int(os.environ.get("PRZYSTAN_TEST_LOG_MB", "48"))
# An eighth of what was read more, which one word kept of each line exceeds. The small log fills the
# chunks that are held at a time.
GROWTH_MB = (LARGE_MB - SMALL_MB) / 8
LINES_A_MINUTE = sum(1 for _ in busy_minutes(1))
COMMAND = MOST_HELD + """
import sys
from przystan.config.cli import main
status = main(["import", "calls", "--asterisk-cel", sys.argv[1], "--dry-run", "--format", "json"])
print(most_held() // 1024, file=sys.stderr)
raise SystemExit(status)
"""


def write_log_of(path: Path, megabytes: int) -> int:
    """Write whole minutes until the size is reached; return the number of calls."""
    minutes, size = 0, 0
    with path.open("w") as file:
        for number, line in enumerate(busy_minutes(10**6), 1):
            size += file.write(line + "\n")
            if number % LINES_A_MINUTE == 0:
                minutes += 1
                if size >= megabytes * 10**6:
                    return minutes * 3
    raise AssertionError("the generator ended early")


def import_in_a_process(path: Path) -> tuple[dict[str, object], int]:
    """Return the file's report and the most megabytes that the process held."""
    base = settings.DATABASES["default"]
    address = (f"postgresql://{base['USER']}:{base['PASSWORD']}@/{connection.settings_dict['NAME']}"
               f"?host={base['HOST']}&port={base['PORT']}")
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(path)], capture_output=True, text=True, check=False,
        env={**os.environ, "DATABASE_URL": address,
             "DJANGO_SETTINGS_MODULE": "przystan.config.settings.test"})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["files"][0], int(done.stderr.split()[-1])


def test_memory_does_not_grow_with_the_log(tmp_path: Path) -> None:
    held: dict[int, int] = {}
    for megabytes in (SMALL_MB, LARGE_MB):
        path = tmp_path / f"{megabytes}.jsonl"
        written = write_log_of(path, megabytes)
        report, held[megabytes] = import_in_a_process(path)
        assert (report["contacts"], report["open_calls"]) == (written, 0)
        assert report["refused_count"] == 0
        path.unlink()
    assert held[LARGE_MB] - held[SMALL_MB] < GROWTH_MB, held
