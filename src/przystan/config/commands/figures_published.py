"""przystan figures publish, revise: propose what a second person approves."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any


def register(actions: Any) -> None:
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
