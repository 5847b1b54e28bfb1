"""przystan audit: verify the chain, read its lines."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from przystan.config.commands.output import add_format, print_rows


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "audit", help="verify the audit chain, read its lines",
        epilog="Example: przystan audit verify",
    )
    actions = parser.add_subparsers(dest="action", required=True)
    verify = actions.add_parser(
        "verify", help="recompute every hash; name the first row that does not hold",
        epilog="Example: przystan audit verify --format json. Exit status 1 when broken.",
    )
    add_format(verify)
    verify.set_defaults(func=run_verify)
    lines = actions.add_parser(
        "list", help="the latest lines", epilog="Example: przystan audit list --limit 20",
    )
    lines.add_argument("--limit", type=int, default=20)
    add_format(lines)
    lines.set_defaults(func=run_list)


def run_verify(options: argparse.Namespace) -> int:
    from przystan.platform.audit import public as audit

    count, broken = audit.verify_chain()
    row = {
        "rows": count, "holds": broken is None,
        "first_broken_row": broken.seq if broken else None,
        "problem": broken.problem if broken else None,
    }
    print_rows([row], options.format)
    if broken:
        print(f"przystan: the chain breaks at row {broken.seq}: {broken.problem}", file=sys.stderr)
    return 1 if broken else 0


def run_list(options: argparse.Namespace) -> int:
    from przystan.platform.audit import public as audit

    rows = [
        {"seq": x.seq, "at": x.at.isoformat(timespec="seconds"), "actor": x.actor_name,
         "action": x.action, "subject": x.subject}
        for x in audit.list_lines(limit=options.limit)
    ]
    print_rows(rows, options.format)
    return 0
