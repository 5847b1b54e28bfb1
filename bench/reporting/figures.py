"""Every figure of the catalogue against the bare SQL that it needs, on the year, in one run.

    ./dev demo --build-only && python bench/reporting/figures.py

Bare is the figure's own statement, counted and summed; the figure adds its hash and its object.
Goal: all figures together at most 1.5 times the bare SQL.
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

from przystan.platform.transactions.public import fetch_rows  # noqa: E402
from przystan.reporting import public as reporting  # noqa: E402
from przystan.reporting.queries.figures import sql_values  # noqa: E402
from przystan.rooms.finance import public as finance  # noqa: E402

AS_OF = date(2023, 12, 7)


def milliseconds(act: Callable[[], object], rounds: int = 7) -> float:
    act()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def main() -> None:
    values = sql_values(AS_OF, finance.get_project(code=reporting.PROJECT))
    bare_all = figure_all = 0.0
    print(f"{'figure':38} {'rows':>7} {'bare ms':>8} {'figure ms':>9} ratio")
    for d in reporting.DEFINITIONS:
        statement = f"SELECT count(*), coalesce(sum(amount), 0) FROM ({d.sql}) AS x"
        bare = milliseconds(lambda: fetch_rows(statement, values))  # noqa: B023
        figure = milliseconds(lambda: reporting.compute(codes=[d.code], as_of=AS_OF))  # noqa: B023
        rows = fetch_rows(statement, values)[0][0]
        print(f"{d.code:38} {rows:7} {bare:8.1f} {figure:9.1f} {figure / bare:5.2f}")
        bare_all, figure_all = bare_all + bare, figure_all + figure
    print(f"all {len(reporting.DEFINITIONS)}: bare {bare_all:.0f} ms, figures {figure_all:.0f} ms, "
          f"ratio {figure_all / bare_all:.2f}")


if __name__ == "__main__":
    main()
