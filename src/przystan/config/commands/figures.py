"""przystan figures: every published number with its version, rows and hash."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from przystan.config.commands import figures_checked, figures_published
from przystan.config.commands.figures_checked import figure_row
from przystan.config.commands.output import add_format, print_json, print_rows


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "figures", help="the office's figures, computed from rows as of a date",
        epilog="Example: przystan figures --as-of 2023-12-07 --format json",
    )
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD",
                        help="what was recorded by the end of this day (default: today)")
    parser.add_argument("--code", action="append", default=[], help="only this figure")
    parser.add_argument("--all", action="store_true",
                        help="every figure of the catalogue, not only those of the report")
    parser.add_argument("--explain", metavar="CODE", help="print the definition and the row ids")
    parser.add_argument("--disaggregate", metavar="DIMENSION",
                        help="with --code: by sex, age, citizenship, branch, stay_basis,"
                             " language, topic or kind")
    parser.add_argument("--compare-with", type=date.fromisoformat, metavar="YYYY-MM-DD",
                        help="with --explain: the rows by which the figure differs on this date")
    add_format(parser)
    parser.set_defaults(func=run)
    actions = parser.add_subparsers(title="more", metavar="ACTION")
    figures_checked.register(actions)
    figures_published.register(actions)


def run(options: argparse.Namespace) -> int:
    from przystan.platform.clock import public as clock
    from przystan.reporting import public as reporting
    from przystan.rooms.finance import public as finance

    as_of = options.as_of or clock.local_date(clock.now())
    try:
        if options.explain:
            return _explain(options, as_of)
        if options.disaggregate:
            return _break_down(options, as_of)
        figures = reporting.compute(
            codes=options.code or [d.code for d in reporting.DEFINITIONS if options.all],
            as_of=as_of)
    except reporting.UnknownDimension as unknown:
        print(f"przystan: no dimension {unknown}", file=sys.stderr)
        return 2
    except reporting.UnknownFigure as unknown:
        known = ", ".join(d.code for d in reporting.DEFINITIONS)
        print(f"przystan: no figure {unknown}. Known: {known}", file=sys.stderr)
        return 2
    except finance.ProjectNotFound as missing:
        print(f"przystan: project {missing} is not in this database.", file=sys.stderr)
        return 2
    rows = [figure_row(f) for f in figures]
    if options.format == "json":
        print_json({"as_of": as_of.isoformat(), "figures": rows})
    else:
        print_rows(rows, options.format)
    return 0


def _break_down(options: argparse.Namespace, as_of: date) -> int:
    from przystan.reporting import public as reporting

    if not options.code:
        print("przystan: --disaggregate needs --code.", file=sys.stderr)
        return 2
    rows = [
        {"code": code, "dimension": options.disaggregate, "cell": cell.value,
         "value": int(cell.amount) if cell.amount == int(cell.amount) else float(cell.amount),
         "rows": cell.rows}
        for code in options.code
        for cell in reporting.break_down(
            code=code, dimension=options.disaggregate, as_of=as_of)]
    print_rows(rows, options.format)
    return 0


def _explain(options: argparse.Namespace, as_of: date) -> int:
    from przystan.reporting import public as reporting

    d = reporting.definition_of(options.explain)
    figure = reporting.compute(codes=[d.code], as_of=as_of)[0]
    content: dict[str, object] = {
        "as_of": as_of.isoformat(), "figure": figure_row(figure),
        "definition": {
            "version": d.version, "in_force_from": d.in_force_from.isoformat(),
            "meaning": d.meaning, "includes": d.includes, "excludes": d.excludes,
            "source": d.source, "row_kind": d.row_kind, "sql": d.sql.strip(),
        },
    }
    if options.compare_with:
        early, late = sorted([as_of, options.compare_with])
        found = reporting.compare(code=d.code, earlier=early, later=late)
        content["difference"] = {
            "from": early.isoformat(), "to": late.isoformat(),
            "added": [r.row_id for r in found.added], "gone": [r.row_id for r in found.gone],
        }
    else:
        content["row_ids"] = [r.row_id for r in reporting.list_rows(code=d.code, as_of=as_of)]
    if options.format == "json":
        print_json(content)
        return 0
    if options.format == "csv":
        print_rows([{"row_id": r.row_id, "amount": r.amount, "event_date": r.event_date,
                     "recorded_at": r.recorded_at.isoformat()}
                    for r in reporting.list_rows(code=d.code, as_of=as_of)], "csv")
        return 0
    print_rows([figure_row(figure)], "table")
    for key, text in content["definition"].items():  # type: ignore[attr-defined]
        print(f"{key}: {text}")
    for key in ("difference", "row_ids"):
        if key in content:
            print(f"{key}: {content[key]}")
    return 0
