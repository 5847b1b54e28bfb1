"""Import of an engine's event log by COPY against one ORM `create` per row, in the same run.

With DATABASE_URL set: python bench/calls_import.py [minutes of three calls each]
Both read the same log and write rows of the same tables; a row is an event, a contact or a leg.
The import also compares, folds and numbers them; the other side is given its rows for nothing.
Best of three; everything is undone.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.test")

import django  # noqa: E402

django.setup()

from django.db import transaction  # noqa: E402

from przystan.adapters.asterisk.cel import parse_cel_line  # noqa: E402
from przystan.adapters.asterisk.logs import AsteriskLogs  # noqa: E402
from przystan.platform.accounts.public import system_actor  # noqa: E402
from przystan.rooms.calls import models  # noqa: E402
from przystan.rooms.calls import public as calls  # noqa: E402
from tests.adapters.asterisk_logs import busy_minutes  # noqa: E402

ACTOR = system_actor("bench")
AT = datetime(2023, 3, 2, tzinfo=UTC)


def import_by_copy(path: Path) -> float:
    """Import the log; return rows a second."""
    with transaction.atomic():
        began = time.perf_counter()
        report = calls.import_log(
            logs=AsteriskLogs(), source=calls.LogKind.EVENTS, path=path, actor=ACTOR, at=AT)
        took = time.perf_counter() - began
        rows = report.added + report.contacts + models.Leg.objects.filter(
            contact__run_id=report.run_id).count()
        transaction.set_rollback(True)
    return rows / took


def create_one_by_one(path: Path, count: int) -> float:
    """Create one row after the other; return rows a second."""
    with path.open() as file:
        texts = [text.strip() for text in itertools.islice(file, count)]
    parent = models.ImportRun.objects.create(
        imported_at=AT, actor_name="bench", source="cel", engine="bench", lines=0, added=0,
        repeats=0, contacts=0, restarts=0, open_calls=0, refused_count=0)
    began = time.perf_counter()
    for number, text in enumerate(texts):
        event = parse_cel_line(text)
        assert event is not None
        models.EngineEvent.objects.create(
            engine="bench", digest=number.to_bytes(16, "big"), source="cel", kind=event.kind,
            at=event.at, call_key=event.call_id, raw=text, run=parent)
    took = time.perf_counter() - began
    models.EngineEvent.objects.filter(run=parent).delete()
    parent.delete()
    return count / took


def create_in_one_transaction(path: Path, count: int) -> float:
    """The same without a commit for each row."""
    with transaction.atomic():
        return create_one_by_one(path, count)


def main() -> None:
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cel.jsonl"
        path.write_text("".join(line + "\n" for line in busy_minutes(minutes)))
        best: dict[str, float] = {}
        for _ in range(3):
            for name, rate in (
                ("import (COPY)", import_by_copy(path)),
                ("ORM create per row", create_one_by_one(path, 1500)),
                ("ORM create per row, one transaction", create_in_one_transaction(path, 1500)),
            ):
                best[name] = max(rate, best.get(name, 0.0))
    for name, rate in best.items():
        print(f"{name:38} {rate:10,.0f} rows/s   {best['import (COPY)'] / rate:5.1f} : 1")


if __name__ == "__main__":
    main()
