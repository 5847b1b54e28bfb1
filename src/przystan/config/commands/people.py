"""przystan people: persons on the command line. Each module of COMMANDS offers add(commands)."""

from __future__ import annotations

from importlib import import_module
from typing import Any

COMMANDS = ("people_match", "people_data", "people_overlap")


def register(subparsers: Any) -> None:
    """Add `przystan people` and its subcommands."""
    parser = subparsers.add_parser(
        "people", help="recognise persons", epilog="Example: przystan people match --help",
    )
    commands = parser.add_subparsers(dest="people_command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"przystan.config.commands.{name}").add(commands)
