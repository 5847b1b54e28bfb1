"""przystan backup: take one while the office works, follow the log, list, rehearse."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from przystan.config.bootstrap import Progress
from przystan.config.commands.output import add_format, print_json, print_rows


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "backup", help="encrypted backups of the whole office, and their rehearsal",
        epilog="Example: przystan backup key --output backup.key, once; then daily:"
               " przystan backup take --to /srv/backups --recipient age1…",
    )
    actions = parser.add_subparsers(dest="action", required=True)
    key = actions.add_parser(
        "key", help="make an identity that opens backups; print its recipient",
        epilog="Example: przystan backup key --output backup.key. Keep the file away from the"
               " backups: whoever has both reads everything.")
    key.add_argument("--output", type=Path, required=True)
    key.set_defaults(func=run_key, needs_django=False)
    for name, run, told, example in (
        ("take", run_take, "take one backup while the office works",
         "przystan backup take --to /srv/backups --recipient age1…"),
        ("follow", run_follow, "receive the log continuously, until stopped",
         "przystan backup follow --to /srv/backups --recipient age1… (a service of its own)"),
    ):
        action = actions.add_parser(name, help=told, epilog=f"Example: {example}")
        action.add_argument("--to", type=Path, required=True, help="the folder of backups")
        action.add_argument("--recipient", action="append", required=True, metavar="age1…",
                            help="who may open it; several with several --recipient")
        action.set_defaults(func=run, needs_django=False, needs_database=True)
    listing = actions.add_parser(
        "list", help="the whole backups of a folder",
        epilog="Example: przystan backup list --from /srv/backups --format json")
    listing.add_argument("--from", dest="store", type=Path, required=True)
    add_format(listing)
    listing.set_defaults(func=run_list, needs_django=False)
    rehearsal = actions.add_parser(
        "rehearse", help="restore the latest into a scratch server and compare all of it",
        epilog="Example: przystan backup rehearse --from /srv/backups --identity backup.key."
               " Exit status 0 only if every table and the audit chain are as they were.")
    rehearsal.add_argument("--from", dest="store", type=Path, required=True)
    rehearsal.add_argument("--identity", type=Path, required=True)
    rehearsal.set_defaults(func=run_rehearse, needs_django=False)


def are_recipients(given: list[str]) -> bool:
    """Whether age knows all of these as recipients; the first that it does not is named."""
    import pyrage

    for text in given:
        try:
            pyrage.x25519.Recipient.from_str(text)
        except pyrage.RecipientError:
            print(f"przystan: {text!r} is no recipient: it begins with age1, and"
                  " `przystan backup key` prints it.", file=sys.stderr)
            return False
    return True


def owner_address() -> str:
    """Return the login that may replicate. Raises SystemExit with what to set."""
    address = os.environ.get("DATABASE_OWNER_URL") or os.environ.get("DATABASE_URL")
    if not address:
        raise SystemExit("przystan: set DATABASE_OWNER_URL to a login that may replicate.")
    return address


def run_key(options: argparse.Namespace) -> int:
    from przystan.config.backup.store import new_identity

    now = datetime.now(UTC)  # noqa: TID251 - this edge stamps a file outside the office
    try:
        print(new_identity(options.output, at=now))
    except FileExistsError:
        print(f"przystan: {options.output} exists; an identity is never written over.",
              file=sys.stderr)
        return 1
    return 0


def run_take(options: argparse.Namespace) -> int:
    from przystan.config.backup.taking import BackupFailed, take
    from przystan.config.backup.witness import OfficeTooBusy

    if not are_recipients(options.recipient):
        return 2
    try:
        with Progress("backup"):
            manifest = take(owner_address(), options.to, options.recipient)
    except (BackupFailed, OfficeTooBusy) as wrong:
        print(f"przystan: {wrong}", file=sys.stderr)
        return 1
    rows = sum(state.rows for state in manifest.tables.values())
    print(f"{options.to / manifest.name}: {len(manifest.tables)} tables, {rows:,} rows")
    return 0


def run_follow(options: argparse.Namespace) -> int:
    from przystan.config.backup.taking import BackupFailed, follow

    if not are_recipients(options.recipient):
        return 2
    over: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _frame: over.append(number))
    try:
        follow(owner_address(), options.to, options.recipient, lambda: bool(over))
    except BackupFailed as wrong:
        print(f"przystan: {wrong}", file=sys.stderr)
        return 1
    return 0


def run_list(options: argparse.Namespace) -> int:
    from przystan.config.backup.store import list_backups

    print_rows([{
        "backup": m.name, "ended_at": m.ended_at.isoformat(timespec="seconds"),
        "server": m.server_version, "tables": len(m.tables),
        "rows": sum(state.rows for state in m.tables.values()),
        "megabytes": round(sum(
            (options.store / m.name / name).stat().st_size for name in m.files) / 1e6, 1),
    } for m in list_backups(options.store)], options.format)
    return 0


def run_rehearse(options: argparse.Namespace) -> int:
    from przystan.config.backup import store
    from przystan.config.backup.restoring import RestoreFailed, rehearse

    try:
        with Progress("rehearsal"):
            found = rehearse(options.store, store.read_identity(options.identity))
    except (store.NoBackup, store.BackupDamaged, store.WrongIdentity, RestoreFailed) as wrong:
        print(f"przystan: {wrong}", file=sys.stderr)
        return 1
    print_json({
        "backup": found.backup, "good": found.is_good, "tables": found.tables, "rows": found.rows,
        "differences": found.differences, "audit_rows": found.audit_rows,
        "audit_holds": found.audit_holds,
        "seconds": {step: round(spent, 1) for step, spent in found.seconds.items()}})
    return 0 if found.is_good else 1
