"""przystan documents collect: take letters by e-mail in, now."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import asdict
from typing import Any

from przystan.config.commands.output import add_format, print_rows


def add(commands: Any) -> None:
    """Add `collect` to the commands of documents."""
    collect = commands.add_parser(
        "collect", help="take letters in from the mailbox or a folder of .eml files",
        description="The worker does it every five minutes with PRZYSTAN_MAILBOX. The same message "
                    "twice adds nothing.",
        epilog="Example: przystan documents collect --mailbox file:///var/spool/letters. "
               "Exit status 1 when the mailbox cannot be read, 3 when messages were too large.")
    collect.add_argument(
        "--mailbox", metavar="ADDRESS", default=None,
        help="imaps://user@host/INBOX (password in PRZYSTAN_MAILBOX_PASSWORD) or file:///folder")
    add_format(collect)
    collect.set_defaults(func=_collect)


def _collect(options: argparse.Namespace) -> int:
    from przystan.adapters.mailbox import mailbox_of
    from przystan.platform.accounts import public as accounts
    from przystan.platform.clock import public as clock
    from przystan.rooms.documents import public as documents

    try:
        mailbox = documents.connected_mailbox() if options.mailbox is None else mailbox_of(
            options.mailbox, os.environ.get("PRZYSTAN_MAILBOX_PASSWORD", ""))
    except ValueError as wrong:
        print(f"przystan documents collect: {wrong}", file=sys.stderr)
        return 2
    if mailbox is None:
        print("przystan documents collect: set PRZYSTAN_MAILBOX, or name one by --mailbox",
              file=sys.stderr)
        return 2
    try:
        told = documents.collect_mail(
            mailbox=mailbox, actor=accounts.system_actor("command line"), now=clock.now)
    except documents.MailboxFailed as failure:
        print(f"przystan documents collect: {failure}", file=sys.stderr)
        return 1
    print_rows([asdict(told)], options.format)
    return 3 if told.too_large else 0
