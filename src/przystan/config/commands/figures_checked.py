"""przystan figures diff, verify: the rows between two days, and a report made again."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from przystan.config.commands.output import add_format, print_json, print_rows


def register(actions: Any) -> None:
    _register_diff(actions)
    _register_verify(actions)


def _register_diff(actions: Any) -> None:
    diff = actions.add_parser(
        "diff", help="the rows by which a figure differs between two days",
        epilog="Example: przystan figures diff --from 2023-08-31 --to 2023-12-07"
               " --code advisory.persons_assisted")
    diff.add_argument("--from", dest="earlier", type=date.fromisoformat, required=True,
                      metavar="YYYY-MM-DD")
    diff.add_argument("--to", dest="later", type=date.fromisoformat, required=True,
                      metavar="YYYY-MM-DD")
    diff.add_argument("--code", required=True)
    add_format(diff)
    diff.set_defaults(func=run_diff)


def _register_verify(actions: Any) -> None:
    verify = actions.add_parser(
        "verify", help="make a report's PDF again from its rows and compare",
        description="Exit status 0 when every figure and every byte is as the file claims, 1 when"
                    " not, 2 when the file is no report.",
        epilog="Example: przystan figures verify report-2023-12-07.pdf")
    verify.add_argument("file", metavar="FILE")
    add_format(verify)
    verify.set_defaults(func=run_verify)


def figure_row(figure: Any) -> dict[str, object]:
    """Return a figure as the commands print it."""
    whole = figure.value == figure.value.to_integral_value()
    value = int(figure.value) if whole else float(figure.value)
    return {
        "code": figure.code, "label": figure.label, "value": value, "unit": str(figure.unit),
        "definition_version": figure.definition_version, "rows": figure.rows,
        "rows_hash": figure.rows_hash,
    }


def run_diff(options: argparse.Namespace) -> int:
    from przystan.reporting import public as reporting

    early, late = sorted([options.earlier, options.later])
    try:
        found = reporting.compare(code=options.code, earlier=early, later=late)
    except reporting.UnknownFigure as unknown:
        print(f"przystan: no figure {unknown}.", file=sys.stderr)
        return 2
    rows = [
        {"change": change, "row_id": r.row_id, "amount": r.amount, "event_date": r.event_date,
         "recorded_at": r.recorded_at.isoformat()}
        for change, listed in (("added", found.added), ("gone", found.gone)) for r in listed]
    if options.format == "json":
        print_json({"code": options.code, "from": early, "to": late,
                    "earlier": figure_row(found.earlier), "later": figure_row(found.later),
                    "rows": rows})
    else:
        print_rows(rows, options.format)
    if options.format == "table":
        print(f"{found.earlier.value} on {early}, {found.later.value} on {late}")
    return 0


def run_verify(options: argparse.Namespace) -> int:
    from pathlib import Path

    from przystan.reporting.pdf import NotAReport, verify_pdf
    from przystan.rooms.finance import public as finance

    try:
        found = verify_pdf(Path(options.file).read_bytes())
    except OSError as missing:
        print(f"przystan: {options.file}: {missing.strerror}", file=sys.stderr)
        return 2
    except NotAReport as odd:
        print(f"przystan: {options.file}: {odd}", file=sys.stderr)
        return 2
    except finance.ProjectNotFound as unknown:
        print(f"przystan: project {unknown} is not in this database.", file=sys.stderr)
        return 2
    rows = [
        {"code": claimed.code, "claimed": claimed.value, "now": now.value,
         "rows_claimed": claimed.rows, "rows_now": now.rows,
         "state": "same" if (claimed.rows_hash, claimed.value) == (now.rows_hash, now.value)
         else "differs"}
        for claimed, now in found.figures]
    if options.format == "json":
        print_json({"as_of": found.as_of, "language": found.language, "figures": rows,
                    "is_same_file": found.is_same_file, "is_true": found.is_true})
    else:
        print_rows(rows, options.format)
    if options.format == "table":
        print("file: " + ("equal in every byte to the one made again" if found.is_same_file
                          else "differs from the one made again"))
    return 0 if found.is_true else 1
