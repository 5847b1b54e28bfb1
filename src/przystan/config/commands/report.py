"""przystan report: a report as of a day, as a file."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from przystan.config.commands.output import LANGUAGES

KINDS = ("summary", "monthly", "quarterly", "final", "calls", "inventory")


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "report", help="a report as of a day, as HTML, PDF, XLSX, DOCX, CSV or JSON",
        description="The format follows the file's ending. Beside a CSV its columns are described"
                    " in FILE-metadata.json.",
        epilog="Example: przystan report monthly --as-of 2023-12-07 --language pl"
               " --output month.xlsx",
    )
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD",
                        help="what was recorded by the end of this day (default: today)")
    parser.add_argument("--language", choices=LANGUAGES, default="pl")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE")
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    from django.utils import translation

    from przystan.platform.clock import public as clock
    from przystan.reporting.exports import FORMATS, csv_description, demo_notice
    from przystan.reporting.reports import REPORTS
    from przystan.rooms.finance import public as finance

    ending = options.output.suffix.lstrip(".").lower()
    if ending not in FORMATS:
        print(f"przystan: {options.output.name} ends in none of: {', '.join(FORMATS)}",
              file=sys.stderr)
        return 2
    as_of = options.as_of or clock.local_date(clock.now())
    try:
        with translation.override(options.language):
            report = REPORTS[options.kind](as_of=as_of)
            options.output.write_bytes(FORMATS[ending](report, demo_notice()))
            if ending == "csv":
                beside = options.output.with_name(f"{options.output.name}-metadata.json")
                beside.write_bytes(csv_description(report, options.output.name))
    except finance.ProjectNotFound as missing:
        print(f"przystan: project {missing} is not in this database.", file=sys.stderr)
        return 2
    except finance.NotYetBegun:
        print(f"przystan: the project had not begun on {as_of}, or had no agreement.",
              file=sys.stderr)
        return 2
    except OSError as refused:
        print(f"przystan: {options.output}: {refused.strerror}", file=sys.stderr)
        return 2
    print(options.output)
    return 0
