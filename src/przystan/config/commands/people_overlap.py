"""przystan people overlap: persons shared with partners, counted from keyed hashes."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from przystan.config.commands.output import add_format, print_rows


def add(commands: Any) -> None:
    """Add `przystan people overlap key|export|count`."""
    overlap = commands.add_parser(
        "overlap", help="count persons shared with branches and partners, without names",
        description="Each partner exports keyed hashes of agreed identifiers; the files are "
                    "counted together. docs/ways/overlap.md says what it protects and what not.",
        epilog="Example: przystan people overlap count szczecin.json koszalin.json ngo.json")
    actions = overlap.add_subparsers(dest="overlap_command", metavar="ACTION", required=True)
    key = actions.add_parser(
        "key", help="make an agreed key; give it to the partners by a safe way",
        epilog="Example: przystan people overlap key -o project.key")
    key.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    key.set_defaults(func=run_key, needs_django=False)
    _add_export(actions)
    count = actions.add_parser(
        "count", help="count files together; cells below 5 and what reveals them are suppressed",
        epilog="Example: przystan people overlap count szczecin.json ngo.json --format json")
    count.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add_format(count)
    count.set_defaults(func=run_count)


def _add_export(actions: Any) -> None:
    export = actions.add_parser(
        "export", help="the hashes of the persons whom a project has assisted",
        epilog="Example: przystan people overlap export --project OG-8-14-2022 --branch SZ "
               "--key-file project.key -o szczecin.json")
    export.add_argument("--project", required=True, metavar="CODE")
    export.add_argument("--branch", default="", metavar="CODE", help="only services given there")
    export.add_argument("--key-file", type=Path, required=True, metavar="FILE")
    export.add_argument("--label", default="", metavar="TEXT",
                        help="how this office is called in the count (default: the branch)")
    export.add_argument("--agreement", default="", metavar="TEXT",
                        help="the text that all partners enter (default: the project's code)")
    export.add_argument("--identifiers", default="pesel,passport", metavar="KINDS",
                        help="which numbers are agreed (default: pesel,passport)")
    export.add_argument("--cost", type=int, default=14, metavar="LOG2",
                        help="scrypt's N as a power of two: what a guess costs (default: 14)")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    export.set_defaults(func=run_export)


def run_key(options: argparse.Namespace) -> int:
    """Write a new random key, readable by its owner alone; never over an old one."""
    try:
        handle = os.open(options.output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        print(f"przystan: {options.output} exists already.", file=sys.stderr)
        return 2
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32) + "\n")
    return 0


def _read_key(path: Path) -> bytes:
    text = path.read_text("utf-8").strip()
    try:
        return bytes.fromhex(text)
    except ValueError:
        return text.encode()


def run_export(options: argparse.Namespace) -> int:
    from przystan.config.commands.people_data import command_actor
    from przystan.journeys.overlap import export_overlap
    from przystan.journeys.overlap_rules import Cost, KeyTooShort
    from przystan.platform.clock import public as clock
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.finance import public as finance
    from przystan.rooms.people import public as people

    try:
        kinds = tuple(people.IdentifierKind(k.strip()) for k in options.identifiers.split(","))
        with transactions.transaction():
            file = export_overlap(
                actor=command_actor(), at=clock.now(), project_code=options.project,
                branch=options.branch, key=_read_key(options.key_file), kinds=kinds,
                label=options.label or options.branch or options.project,
                agreement=options.agreement, cost=Cost(n=2**options.cost))
    except finance.ProjectNotFound:
        print(f"przystan: there is no project {options.project}.", file=sys.stderr)
        return 2
    except (KeyTooShort, OSError, ValueError) as error:
        print(f"przystan: {error}.", file=sys.stderr)
        return 2
    options.output.write_text(json.dumps(file.as_json()), "utf-8")
    print(f"{len(file.persons)} persons, "
          f"{sum(1 for p in file.persons if not p)} of them without an agreed identifier")
    return 0


def run_count(options: argparse.Namespace) -> int:
    from przystan.journeys.overlap_rules import NotComparable, count_overlap, read_overlap_file

    try:
        files = [
            read_overlap_file(json.loads(path.read_text("utf-8"))) for path in options.files
        ]
        found = count_overlap(files)
    except (NotComparable, OSError, ValueError) as error:
        print(f"przystan: {error}.", file=sys.stderr)
        return 2
    rows: list[dict[str, object]] = [
        {"what": "persons", "of": label, "value": _shown(size)} for label, size, _ in found.sizes]
    rows += [{"what": "without identifier", "of": label, "value": _shown(without)}
             for label, _, without in found.sizes]
    rows += [{"what": "shared", "of": f"{s.one} + {s.other}", "value": _shown_or_not(s.persons)}
             for s in found.shared]
    if len(files) > 2:
        rows.append({"what": "in all", "of": "every file", "value": _shown_or_not(found.in_all)})
    rows.append({"what": "unique", "of": "all files", "value": _shown_or_not(found.unique)})
    print_rows(rows, options.format)
    return 0


def _shown(count: int) -> object:
    from przystan.journeys.overlap_rules import SMALL

    return f"<{SMALL}" if 0 < count < SMALL else count


def _shown_or_not(count: int | None) -> object:
    return "suppressed" if count is None else count
