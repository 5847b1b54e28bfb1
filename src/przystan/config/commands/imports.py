"""przystan import: take tables and logs from outside into the office."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from przystan.config.commands.import_calls import add_calls_parser
from przystan.config.commands.output import add_format, print_json, print_rows

KINDS: dict[str, tuple[str, str, str]] = {
    "beneficiaries": (
        "przystan.journeys.import_beneficiaries", "import_beneficiaries",
        "beneficiary cards with their persons"),
    "visits": (
        "przystan.journeys.import_visits", "import_visits",
        "visits to the advisory point with their services"),
    "records": (
        "przystan.journeys.import_records", "import_records",
        "folders of the paper repository with their tags and places"),
    "cases": (
        "przystan.journeys.import_cases", "import_cases",
        "cases from before, under the signs that they have"),
    "tagging": (
        "przystan.journeys.import_tagging", "import_tagging", "sessions of labelling"),
}


def register(subparsers: Any) -> None:
    """Add `przystan import` with a subcommand for each kind of file."""
    parser = subparsers.add_parser(
        "import", help="import tables (CSV, XLSX) and logs",
        description="Takes one file in one transaction. A file with a refused row is refused "
                    "whole, unless --accept-valid; importing a file again adds nothing.",
        epilog="Example: przystan import beneficiaries cards.csv --dry-run",
    )
    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    for kind, (module, function, what) in KINDS.items():
        add_table_parser(kinds, kind, what, _run_import(module, function))
    add_calls_parser(kinds)


def add_table_parser(
    kinds: Any, kind: str, what: str, run: Callable[..., Any]
) -> argparse.ArgumentParser:
    """Add the parser of one kind of table; `run` is called with path, dry_run, accept_valid."""
    parser: argparse.ArgumentParser = kinds.add_parser(
        kind, help=f"import {what} from CSV or XLSX",
        epilog=f"Example: przystan import {kind} {kind}.csv --dry-run. Exit status 1 when a row "
               "was refused and nothing was stored. docs/how-to/import.md lists the columns.",
    )
    parser.add_argument("file", type=Path, help="CSV (UTF-8 or Windows-1250) or XLSX")
    parser.add_argument("--dry-run", action="store_true", help="check everything, store nothing")
    parser.add_argument(
        "--accept-valid", action="store_true",
        help="store the valid rows and write the others to FILE.refused.csv")
    add_format(parser)
    parser.set_defaults(func=lambda options: run_table(options, run))
    return parser


def run_table(options: argparse.Namespace, run: Callable[..., Any]) -> int:
    """Run one table import and print its report; 1 when a row was refused and nothing stored."""
    from przystan.platform.tables import public as tables

    if not options.file.is_file():
        print(f"przystan: there is no file {options.file}", file=sys.stderr)
        return 2
    try:
        report = run(path=options.file, dry_run=options.dry_run,
                     accept_valid=options.accept_valid)
    except tables.UnreadableTable as error:
        report = tables.ImportReport(
            options.file.name, "", 0, 0, 0, 0, (error.refusal,), is_stored=False)
    _print(report, options)
    refused = bool(report.refusals)
    return 1 if refused and not (options.accept_valid and report.is_stored) else 0


def _run_import(module: str, function: str) -> Callable[..., Any]:
    def run(**options: Any) -> Any:
        from przystan.platform.accounts.public import system_actor
        from przystan.platform.clock import public as clock

        return getattr(import_module(module), function)(
            actor=system_actor("import"), at=clock.now(), **options)

    return run


def _print(report: Any, options: argparse.Namespace) -> None:
    refusals = [
        {"file": r.file, "line": r.line, "column": r.column, "value": r.value,
         "expected": r.expected}
        for r in report.refusals
    ]
    summary = {
        "file": report.file, "rows": report.rows, "added": report.added, "known": report.known,
        "refused": report.refused, "stored": report.is_stored,
        "refused_file": report.refused_file or None,
        "unused_columns": ", ".join(report.unused_columns) or None,
    }
    if options.format == "json":
        print_json({**summary, "unused_columns": list(report.unused_columns),
                    "refusals": refusals})
        return
    if options.format == "csv":
        print_rows(refusals or [summary], "csv")
        return
    print_rows([summary], "table")
    if refusals:
        print()
        print_rows(refusals, "table")
    _print_state(report, options)


def _print_state(report: Any, options: argparse.Namespace) -> None:
    hidden = report.refused - len({r.line for r in report.refusals})
    if hidden > 0:
        print(f"… and {hidden} more refused rows")
    if options.dry_run:
        print("Dry run: nothing was stored.")
    elif not report.is_stored:
        print("Nothing was stored. Correct the rows, or use --accept-valid.")
