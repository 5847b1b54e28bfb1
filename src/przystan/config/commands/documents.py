"""przystan documents: read a document, verify a chip, import whom a chip may be signed by."""

from __future__ import annotations

from importlib import import_module
from typing import Any

COMMANDS = ("documents_read", "documents_chip", "documents_verify", "documents_trust",
            "documents_collect")


def register(subparsers: Any) -> None:
    """Add `przystan documents` and its subcommands."""
    parser = subparsers.add_parser(
        "documents", help="read documents, verify their chips",
        epilog="Example: przystan documents verify --help",
    )
    commands = parser.add_subparsers(dest="documents_command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"przystan.config.commands.{name}").add(commands)
