"""przystan finance: a project's money as of a day."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from przystan.config.commands.output import add_format, print_rows


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("finance", help="projects and their money")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    status = actions.add_parser(
        "status", help="value, spent, advance, settlement, forecast and targets as of a day",
        description="Exit status 1 when the Fund paid more than its share of the value.",
        epilog="Example: przystan finance status --as-of 2023-06-30")
    status.add_argument("--project", metavar="CODE", help="default: the office's project")
    status.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD",
                        help="what was recorded by the end of this day (default: today)")
    add_format(status)
    status.set_defaults(func=run_status)


def run_status(options: argparse.Namespace) -> int:
    from przystan.platform.clock import public as clock
    from przystan.reporting import public as reporting
    from przystan.rooms.finance import public as finance

    as_of = options.as_of or clock.local_date(clock.now())
    code = options.project or reporting.PROJECT
    try:
        status = finance.money_status(code=code, as_of=as_of)
        targets = reporting.target_states(as_of=as_of, at=clock.now(), project=code)
        costs = reporting.compute_ratios(codes=reporting.UNIT_COSTS, as_of=as_of, project=code)
    except finance.ProjectNotFound:
        print(f"przystan: project {code} is not in this database.", file=sys.stderr)
        return 2
    except finance.NotYetBegun:
        print(f"przystan: project {code} had no agreement on {as_of}.", file=sys.stderr)
        return 2
    rows = [{"item": name, "value": value} for name, value in _money(status)]
    rows += [{"item": f"{c.ratio.code} (PLN)", "value": c.value} for c in costs]
    rows += [{"item": f"{t.figure.code} by {t.target.due_on}",
              "value": f"{t.figure.value.normalize():f} of {t.target.value.normalize():f}"}
             for t in targets]
    print_rows(rows, options.format)
    return 1 if status.is_over_share else 0


def _money(status: Any) -> list[tuple[str, object]]:
    ahead = status.forecast
    return [
        ("project", status.number), ("as of", status.as_of), ("value", status.value),
        ("co-financing", status.cofinancing), ("spent", status.spent),
        ("absorption", status.absorption), ("days over", status.elapsed),
        ("forecast low", ahead.low if ahead else None),
        ("forecast high", ahead.high if ahead else None),
        ("paid by the Fund", status.paid), ("costs accepted", status.accepted),
        ("the Fund's share of accepted", status.due), ("advance not settled", status.unsettled),
    ]
