"""przystan reception: how good the waiting forecast is."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from przystan.config.commands.output import add_format, print_rows

if TYPE_CHECKING:
    from przystan.rooms.reception import public as reception

HELD_OUT = timedelta(days=92)
HISTORY = timedelta(days=366)


def register(commands: Any) -> None:
    """Add `przystan reception forecast`."""
    parser = commands.add_parser("reception", help="the waiting hall")
    inner = parser.add_subparsers(dest="reception", metavar="WHAT", required=True)
    told = "how long people wait: the range that a ticket would state now, or how good it was"
    forecast = inner.add_parser(
        "forecast", help=told, description=f"Tell {told}.",
        epilog="Example: przystan reception forecast --back-test --until 2023-08-31")
    forecast.add_argument(
        "--back-test", action="store_true",
        help="fit on the days before the last quarter of a year and test on that quarter, beside "
             "the naive rule: average visit x position / counters")
    forecast.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD",
                          help="the last day of the quarter (default: today)")
    forecast.add_argument("--branch", default="", help="one branch only, by its code")
    add_format(forecast)
    forecast.set_defaults(func=_forecast)


def _forecast(options: argparse.Namespace) -> int:
    from przystan.platform.clock import public as clock
    from przystan.rooms.reception import public as reception

    at = clock.now()
    if not options.back_test:
        print_rows(_now(options.branch), options.format)
        return 0
    last = options.until or clock.local_date(at)
    try:
        found = reception.run_back_test(
            first_date=last - HISTORY, split_date=last - HELD_OUT + timedelta(days=1),
            last_date=last, branch=options.branch)
    except reception.NoHistory:
        print("przystan reception forecast: too few tickets for a back-test", file=sys.stderr)
        return 1
    print_rows([_row(name, result) for name, result in found], options.format)
    return 0


def _row(name: str, result: reception.BackTest) -> dict[str, object]:
    return {
        "branch": name, "from": result.first_date.isoformat(), "to": result.last_date.isoformat(),
        "tickets": result.tickets, "coverage": round(result.coverage, 3),
        "mean_width_min": round(result.mean_width, 1),
        "naive_width_min": round(result.naive_width, 1),
        "narrower": round(result.narrower, 3), "median_error_min": round(result.median_error, 1),
        "naive_median_error_min": round(result.naive_median_error, 1)}


def _now(branch: str) -> list[dict[str, object]]:
    from przystan.platform.clock import public as clock
    from przystan.platform.sites import public as sites
    from przystan.rooms.reception import public as reception

    rows: list[dict[str, object]] = []
    for code in [branch] if branch else [b.code for b in sites.list_branches()]:
        for service in reception.list_services():
            found = reception.estimate(branch=code, service_code=service.code, at=clock.now())
            rows.append({"branch": code, "service": service.code,
                         "low_min": found.low if found else None,
                         "high_min": found.high if found else None})
    return rows
