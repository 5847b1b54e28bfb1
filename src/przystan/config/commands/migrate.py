"""przystan migrate: bring the database to this version's form, as its owner."""

from __future__ import annotations

import argparse
from typing import Any


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "migrate", help="bring the database to this version's form",
        epilog="Example: DATABASE_OWNER_URL=postgresql://… przystan migrate",
    )
    parser.set_defaults(func=run, as_owner=True)


def run(options: argparse.Namespace) -> int:
    from django.core.management import call_command

    from przystan.config.database import grant_office_rights
    from przystan.platform.transactions import public as transactions
    from przystan.rooms.knowledge import public as knowledge

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    grant_office_rights()
    # The index follows the rule of this version, and texts may be older than the index.
    with transactions.transaction():
        knowledge.index_all()
    return 0
