"""przystan import calls: take an engine's logs into the office."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from przystan.config.commands.output import add_format, print_json, print_rows

if TYPE_CHECKING:
    from przystan.rooms.calls import public as calls

# In this order the later logs find the contacts with which they are compared.
LOGS = (
    ("asterisk_cel", "cel", "channel event log, one JSON object a line"),
    ("asterisk_queue_log", "queue_log", "queue log"),
    ("asterisk_cdr", "cdr", "call detail records (CSV)"),
)
_SHOWN = (
    "file_name", "source", "lines", "added", "repeats", "contacts", "restarts", "open_calls",
    "disagreements", "unexplained", "refused_count",
)


def add_calls_parser(subparsers: Any) -> None:
    """Add `przystan import calls`."""
    parser = subparsers.add_parser(
        "calls", help="import logs of the call engine",
        description="Takes each file in one transaction: a file with a refused line is refused "
                    "whole, unless --accept-valid. The same file again adds nothing; a longer "
                    "version adds what is new and completes the calls that were up.",
        epilog="Example: przystan import calls --asterisk-cel cel.jsonl --dry-run. Exit status 1 "
               "when a line was refused and its file was not taken.",
    )
    for name, _kind, what in LOGS:
        parser.add_argument(f"--{name.replace('_', '-')}", type=Path, metavar="FILE", help=what)
    parser.add_argument("--profile", default="asterisk-classic", metavar="NAME|FILE",
                        help="what the dialplan means (default: asterisk-classic)")
    parser.add_argument("--engine", default="",
                        help="name of the engine (default: the system name in its ids)")
    parser.add_argument("--dry-run", action="store_true", help="check everything, store nothing")
    parser.add_argument(
        "--accept-valid", action="store_true",
        help="take the valid lines and write the others to FILE.refused")
    add_format(parser)
    parser.set_defaults(func=_import)


register = add_calls_parser


def _import(options: argparse.Namespace) -> int:
    from przystan.adapters.asterisk.logs import AsteriskLogs
    from przystan.rooms.calls import public as calls

    files = [(kind, path) for name, kind, _ in LOGS
             if (path := getattr(options, name)) is not None]
    missing = [path for _, path in files if not path.is_file()]
    if missing or not files:
        return _fail(f"there is no file {missing[0]}" if missing else
                     "name a file: --asterisk-cel, --asterisk-queue-log or --asterisk-cdr")
    try:
        logs = AsteriskLogs(options.profile)
    except calls.BadProfile as error:
        return _fail(str(error))
    reports = [_import_one(options, logs, kind, path) for kind, path in files]
    _print(reports, options.format)
    return 1 if any(r.run_id is None and r.refused_count for r in reports) else 0


def _fail(problem: str) -> int:
    print(f"przystan import calls: {problem}", file=sys.stderr)
    return 2


def _import_one(
    options: argparse.Namespace, logs: Any, kind: str, path: Path
) -> calls.ImportReport:
    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.calls import public as calls

    with _RefusedFile(path, options.accept_valid and not options.dry_run) as refused:
        try:
            with transactions.transaction():
                return calls.import_log(
                    logs=logs, source=calls.LogKind(kind), path=path, engine=options.engine,
                    accept_valid=options.accept_valid, is_dry_run=options.dry_run,
                    actor=accounts.system_actor("import"), at=clock.now(),
                    refusals=calls.Refusals(refused.take),
                )
        except calls.LogRefused as error:
            return error.report


class _RefusedFile:
    """Says each refused line on stderr, and writes it as it stood to FILE.refused when asked."""

    def __init__(self, path: Path, is_written: bool) -> None:
        self._path = path.with_name(f"{path.name}.refused")
        self._is_written = is_written
        self._file: IO[str] | None = None
        self.take: Callable[[calls.RefusedLine], None] = self._take

    def __enter__(self) -> _RefusedFile:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()
            print(f"refused lines written to {self._path}", file=sys.stderr)

    def _take(self, line: calls.RefusedLine) -> None:
        column = f", column {line.column}" if line.column else ""
        print(f"{line.file}, line {line.line}{column}: {line.value!r}, expected {line.expected}",
              file=sys.stderr)
        if not self._is_written:
            return
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8", errors="surrogateescape")
        self._file.write(line.raw.rstrip("\n") + "\n")


def _print(reports: list[calls.ImportReport], form: str) -> None:
    if form == "json":
        print_json({"files": [_full(report) for report in reports]})
        return
    print_rows([{name: asdict(report)[name] for name in _SHOWN} for report in reports], form)


def _full(report: calls.ImportReport) -> dict[str, object]:
    row = asdict(report)
    row["refused"] = [
        {key: value for key, value in asdict(line).items() if key != "raw"}
        for line in report.refused
    ]
    return row
