"""przystan calls: fold an engine's logs without a database; the rest is in calls_plan."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from przystan.adapters.asterisk.cdr import read_cdr
from przystan.adapters.asterisk.cel import read_cel
from przystan.adapters.asterisk.profile import CLASSIC, load_profile
from przystan.adapters.asterisk.queue_log import read_queue_log
from przystan.config.commands import calls_plan, calls_sms
from przystan.rooms.calls import public as calls

_EXAMPLE = """example:
  przystan calls fold --asterisk-cel cel.jsonl --queue-log queue_log --cdr Master.csv \\
      --profile asterisk-classic --format json
"""
_COLUMNS = (
    "id", "started_at", "direction", "number", "line", "language", "outcome", "redirected_to",
    "redirect_answered", "operators", "wait_seconds", "talk_seconds", "legs",
)
_DIRECTIONS = {calls.Direction.INCOMING: "in", calls.Direction.OUTGOING: "out"}
_WIDTHS = (26, 26, 3, 15, 4, 4, 19, 5, 5, 10, 7, 7, 4)
_LISTED = 1000
"""Refused lines that are kept for the report; all are counted and written to stderr."""


def register(subparsers: Any) -> None:
    """Add `przystan calls` and its subcommands."""
    parser = subparsers.add_parser(
        "calls", help="the call engine's logs, whether they balance, and what they tell",
        epilog="Example: przystan calls fold --help",
    )
    commands = parser.add_subparsers(dest="calls_command", metavar="COMMAND", required=True)
    fold = commands.add_parser(
        "fold",
        help="fold logs into contacts; needs no database",
        description="Fold an engine's logs into contacts with their legs, and list every "
        "difference between the logs with its reason. Needs no database.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    fold.add_argument("--asterisk-cel", type=Path, required=True, metavar="FILE",
                      help="channel event log, one JSON object a line")
    fold.add_argument("--queue-log", type=Path, metavar="FILE", help="queue log, to compare")
    fold.add_argument("--cdr", type=Path, metavar="FILE", help="call detail records, to compare")
    fold.add_argument("--profile", default=CLASSIC, metavar="NAME|FILE",
                      help=f"what the dialplan means (default: {CLASSIC})")
    fold.add_argument("--accept-valid", action="store_true",
                      help="end well although lines were refused")
    fold.add_argument("--format", choices=("table", "json", "csv"), default="table")
    fold.set_defaults(func=_fold, needs_django=False)
    calls_plan.register(commands)
    calls_sms.register(commands)


class _Refused:
    """Counts refused lines, says each on stderr and keeps the first for the report."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[calls.RefusedLine] = []

    def __call__(self, line: calls.RefusedLine) -> None:
        self.count += 1
        if len(self.first) < _LISTED:
            self.first.append(line)
        column = f", column {line.column}" if line.column else ""
        print(f"{line.file}, line {line.line}{column}: {line.value!r}, expected {line.expected}",
              file=sys.stderr)


def _fold(options: argparse.Namespace) -> int:
    for path in (options.asterisk_cel, options.queue_log, options.cdr):
        if path is not None and not path.is_file():
            print(f"przystan calls fold: there is no file {path}", file=sys.stderr)
            return 2
    try:
        profile = load_profile(options.profile)
    except calls.BadProfile as error:
        print(f"przystan calls fold: {error}", file=sys.stderr)
        return 2
    refused = _Refused()
    found = calls.fold_logs(
        profile=profile,
        events=(event for _, event in read_cel(options.asterisk_cel, refused)),
        queue_events=None if options.queue_log is None else
        (event for _, event in read_queue_log(options.queue_log, refused)),
        records=None if options.cdr is None else
        (record for _, record in read_cdr(options.cdr, profile.timezone, refused)),
    )
    has_other_logs = options.queue_log is not None or options.cdr is not None
    _PRINTERS[options.format](found, refused, has_other_logs)
    if refused.count:
        print(f"{refused.count} lines refused", file=sys.stderr)
    return 1 if refused.count and not options.accept_valid else 0


Found = Iterator[calls.Contact | calls.Disagreement]


def _print_json(found: Found, refused: _Refused, has_other_logs: bool) -> None:
    differences: list[calls.Disagreement] = []
    sys.stdout.write('{"contacts": [')
    gap = "\n "
    for item in found:
        if isinstance(item, calls.Disagreement):
            differences.append(item)
            continue
        sys.stdout.write(gap + json.dumps(contact_row(item), ensure_ascii=False))
        gap = ",\n "
    sys.stdout.write("\n]")
    _print_list("unexplained", [_difference_row(d) for d in differences if not d.is_explained])
    if has_other_logs:
        _print_list("disagreements", [_difference_row(d) for d in differences if d.is_explained])
    if refused.count:
        _print_list("refused", [_refused_row(line) for line in refused.first])
    sys.stdout.write("}\n")


def _print_list(name: str, rows: list[dict[str, object]]) -> None:
    lines = ",\n ".join(json.dumps(row, ensure_ascii=False) for row in rows)
    sys.stdout.write(f', "{name}": [' + (f"\n {lines}\n" if rows else "") + "]")


def _print_csv(found: Found, refused: _Refused, has_other_logs: bool) -> None:
    del refused, has_other_logs
    writer = csv.writer(sys.stdout)
    writer.writerow(_COLUMNS)
    for item in found:
        if isinstance(item, calls.Contact):
            writer.writerow(_cells(item))
        elif not item.is_explained:
            _warn(item)


def _print_table(found: Found, refused: _Refused, has_other_logs: bool) -> None:
    del refused
    print(_line(_COLUMNS))
    differences: list[calls.Disagreement] = []
    for item in found:
        if isinstance(item, calls.Contact):
            print(_line(_cells(item)))
        else:
            differences.append(item)
    for item in differences:
        if not item.is_explained:
            _warn(item)
        elif has_other_logs:
            print(f"{item.id}: {item.log} says {item.says} instead of {item.instead_of}"
                  f" ({item.reason})")


def _warn(item: calls.Disagreement) -> None:
    print(f"unexplained: {item.id}: {item.log} says {item.says}"
          f"{' instead of ' + item.instead_of if item.instead_of else ''} ({item.reason})",
          file=sys.stderr)


_PRINTERS: dict[str, Callable[[Found, _Refused, bool], None]] = {
    "json": _print_json, "csv": _print_csv, "table": _print_table,
}


def _line(cells: tuple[object, ...]) -> str:
    parts = ("" if cell is None else str(cell) for cell in cells)
    return "  ".join(part.ljust(width) for part, width in zip(parts, _WIDTHS)).rstrip()


def _cells(contact: calls.Contact) -> tuple[object, ...]:
    row = contact_row(contact)
    row["operators"] = "|".join(contact.operators)
    row["legs"] = len(contact.legs)
    return tuple(row[name] for name in _COLUMNS)


def contact_row(contact: calls.Contact) -> dict[str, Any]:
    """Write a contact as the command prints it."""
    return {
        "id": contact.id,
        "started_at": _time(contact.started_at),
        "direction": _DIRECTIONS[contact.direction],
        "number": contact.number,
        "line": contact.line,
        "language": contact.language,
        "outcome": contact.outcome,
        "redirected_to": contact.redirected_to,
        "redirect_answered": contact.redirect_answered,
        "operators": list(contact.operators),
        "wait_seconds": _rounded(contact.wait_seconds),
        "talk_seconds": _rounded(contact.talk_seconds),
        "legs": [_leg_row(leg) for leg in contact.legs],
    }


def _leg_row(leg: calls.Leg) -> dict[str, object]:
    return {
        "kind": leg.kind,
        "started_at": _time(leg.started_at),
        "answered_at": _time(leg.answered_at),
        "ended_at": _time(leg.ended_at),
        "who": leg.who or None,
        "target": leg.target or None,
    }


def _difference_row(difference: calls.Disagreement) -> dict[str, object]:
    return {
        "id": difference.id,
        "reason": difference.reason,
        "log": difference.log,
        "says": difference.says,
        "instead_of": difference.instead_of,
        "at": _time(difference.at),
    }


def _refused_row(line: calls.RefusedLine) -> dict[str, object]:
    return {"file": line.file, "line": line.line, "column": line.column, "value": line.value,
            "expected": line.expected}


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
