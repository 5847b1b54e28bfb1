"""przystan restore: bring a backup into a new home, to its restore point or to an instant."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from przystan.config.bootstrap import Progress


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "restore", help="restore a backup into a new home",
        epilog="Example: przystan restore --from /srv/backups --identity backup.key --home"
               " /srv/restored --to-time 2026-05-04T11:59:00+02:00. Nothing is written over;"
               " start it with PRZYSTAN_HOME=/srv/restored.",
    )
    parser.add_argument("--from", dest="store", type=Path, required=True)
    parser.add_argument("--identity", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True, help="a new PRZYSTAN_HOME")
    parser.add_argument(
        "--to-time", type=_instant, metavar="TIME",
        help="an instant with its offset; needs the followed log. Default: the last backup's end")
    parser.set_defaults(func=run, needs_django=False)


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no instant with an offset, such as 2026-05-04T11:59:00+02:00")
    return found


def run(options: argparse.Namespace) -> int:
    from przystan.config.backup import store
    from przystan.config.backup.restoring import HomeTaken, RestoreFailed, restore

    try:
        with Progress("restore"):
            manifest = restore(
                options.store, store.read_identity(options.identity), options.home.resolve(),
                until=options.to_time)
    except (store.NoBackup, store.BackupDamaged, store.WrongIdentity, HomeTaken,
            RestoreFailed) as wrong:
        print(f"przystan: {wrong}", file=sys.stderr)
        return 1
    until = options.to_time.isoformat() if options.to_time else manifest.ended_at.isoformat()
    print(f"Backup {manifest.name} stands in {options.home}, as of {until}.")
    return 0
