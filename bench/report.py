"""The whole report against the bare SQL counts that it needs, on the year, in one run.

    ./dev demo --build-only && ./dev przystan doctor && python bench/report.py

Goal: at most 3 times the bare counts, and well under a second.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "przystan.config.settings.demo")
django.setup()

from django.db import connection  # noqa: E402

from przystan.reporting.reports.types import summary_report  # noqa: E402

AS_OF = date(2023, 12, 7)
END = "'2023-12-08 00:00+01'"
PERSONS = f"""
SELECT count(DISTINCT i.survivor_id) FROM advisory_fact_service s
JOIN people_survivor_as_of({END}) i ON i.person_id = s.person_id
WHERE s.project_code = 'OG-8-14-2022' AND s.provided_on BETWEEN '2022-10-01' AND '2023-08-31'
  AND s.recorded_at < {END} AND (s.removed_at IS NULL OR s.removed_at >= {END}) {{kind}}
"""
CALLS = f"""
SELECT count(*) FROM calls_fact_contact
WHERE local_date BETWEEN '2022-10-01' AND '2023-08-31' AND recorded_at < {END}
  AND (removed_at IS NULL OR removed_at >= {END}) AND {{kind}}
"""
BARE = (
    PERSONS.format(kind=""), PERSONS.format(kind="AND s.kind = 'psychological'"),
    PERSONS.format(kind="AND s.kind = 'legal'"),
    CALLS.format(kind="direction = 'incoming' AND outcome = 'answered'"),
    CALLS.format(kind="direction = 'outgoing'"),
    CALLS.format(kind="direction = 'incoming' AND outcome = 'contained'"),
    CALLS.format(kind="outcome = 'answered' AND redirected_to <> ''"),
    CALLS.format(kind="direction = 'incoming' AND outcome = 'abandoned'"),
    f"""SELECT count(*) FROM records_fact_folder
        WHERE first_labelled_at >= '2022-10-01 00:00+02'
          AND first_labelled_at < '2023-09-01 00:00+02'
          AND recorded_at < {END} AND (removed_at IS NULL OR removed_at >= {END})""",
    "SELECT sum(hours) FROM records_fact_tagging_session",
    "SELECT value, cofinancing FROM finance_fact_agreement ORDER BY recorded_at DESC LIMIT 1",
)


def bare() -> None:
    with connection.cursor() as cursor:
        for statement in BARE:
            cursor.execute(statement)
            cursor.fetchall()


def milliseconds(act: Callable[[], object], rounds: int = 9) -> float:
    act()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def main() -> None:
    counts = milliseconds(bare)
    report = milliseconds(lambda: summary_report(as_of=AS_OF))
    print(f"bare counts {counts:.0f} ms, report {report:.0f} ms, ratio {report / counts:.2f}")


if __name__ == "__main__":
    main()
