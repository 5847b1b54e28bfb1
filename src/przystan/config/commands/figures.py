"""przystan figures: every published number with its version, rows and hash."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any

from przystan.config.commands.output import add_format, print_json, print_rows


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "figures", help="the office's figures, computed from rows as of a date",
        epilog="Example: przystan figures --as-of 2023-12-07 --format json",
    )
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD",
                        help="what was recorded by the end of this day (default: today)")
    parser.add_argument("--code", action="append", default=[], help="only this figure")
    parser.add_argument("--explain", metavar="CODE", help="print the definition and the row ids")
    parser.add_argument("--disaggregate", metavar="DIMENSION",
                        help="with --code: by sex, age, citizenship, branch, stay_basis,"
                             " language, topic or kind")
    parser.add_argument("--compare-with", type=date.fromisoformat, metavar="YYYY-MM-DD",
                        help="with --explain: the rows by which the figure differs on this date")
    add_format(parser)
    parser.set_defaults(func=run)
    actions = parser.add_subparsers(title="more", metavar="ACTION")
    _register_diff(actions)
    _register_verify(actions)
    _register_publish(actions)


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


def _register_publish(actions: Any) -> None:
    for name, words in (("publish", "propose the figures of a day for publication"),
                        ("revise", "propose a correction of what was published")):
        command = actions.add_parser(
            name, help=words,
            description="A second person approves it on the screen Published figures.",
            epilog=f"Example: przystan figures {name} --as-of 2023-08-31"
                   + (" --reason 'one card was found'" if name == "revise" else ""))
        command.add_argument("--as-of", type=date.fromisoformat, required=True,
                             metavar="YYYY-MM-DD")
        command.add_argument("--reason", default="", required=name == "revise")
        command.set_defaults(func=run_publish, is_revision=name == "revise")


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
        figures = reporting.compute(codes=options.code, as_of=as_of)
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
    rows = [_row(f) for f in figures]
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


def _row(figure: Any) -> dict[str, object]:
    whole = figure.value == figure.value.to_integral_value()
    value = int(figure.value) if whole else float(figure.value)
    return {
        "code": figure.code, "label": figure.label, "value": value, "unit": str(figure.unit),
        "definition_version": figure.definition_version, "rows": figure.rows,
        "rows_hash": figure.rows_hash,
    }


def _explain(options: argparse.Namespace, as_of: date) -> int:
    from przystan.reporting import public as reporting

    d = reporting.definition_of(options.explain)
    figure = reporting.compute(codes=[d.code], as_of=as_of)[0]
    content: dict[str, object] = {
        "as_of": as_of.isoformat(), "figure": _row(figure),
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
    print_rows([_row(figure)], "table")
    for key, text in content["definition"].items():  # type: ignore[attr-defined]
        print(f"{key}: {text}")
    for key in ("difference", "row_ids"):
        if key in content:
            print(f"{key}: {content[key]}")
    return 0


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
                    "earlier": _row(found.earlier), "later": _row(found.later), "rows": rows})
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


def run_publish(options: argparse.Namespace) -> int:
    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.reporting import public as reporting

    try:
        with transactions.transaction():
            made = reporting.propose_publication(
                actor=accounts.system_actor("command line"), at=clock.now(),
                as_of=options.as_of, reason=options.reason,
                revises=_published(options.as_of) if options.is_revision else None)
    except reporting.NotToBePublished as refused:
        print(f"przystan: {refused}", file=sys.stderr)
        return 2
    print(f"proposal {made}: a second person approves it on the screen Published figures")
    return 0


def _published(as_of: date) -> int:
    from przystan.reporting import public as reporting

    fitting = [p for p in reporting.list_publications()
               if p.as_of == as_of and p.decision is reporting.Decision.APPROVED]
    if not fitting:
        raise reporting.NotToBePublished(f"nothing is published as of {as_of}")
    return max(p.id for p in fitting)
