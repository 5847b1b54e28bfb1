"""The command-line tool `przystan`. Each command lives in przystan.config.commands."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from urllib.parse import urlsplit

COMMANDS = (
    "serve", "worker", "migrate", "demo", "imports", "figures", "report", "audit", "doctor",
    "calls", "cases", "tag", "readers", "records", "edge", "people", "engine", "helpline",
    "switchboard", "reception", "documents", "backup", "restore", "fees", "finance", "training",
    "knowledge",
)

BEYOND = "-c przystan.wall=open"


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every command."""
    parser = argparse.ArgumentParser(
        prog="przystan", description="The integrated platform of a foreigners department.",
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        import_module(f"przystan.config.commands.{name}").register(subparsers)
    return parser


def needs_database(options: argparse.Namespace) -> bool:
    """Whether the command reads or writes the office's database; those that do not say so."""
    return bool(getattr(options, "needs_database", getattr(options, "needs_django", True)))


def stand_at_the_wall(*, beyond: bool) -> None:
    """Say on which side of the second wall this process's connections stand.

    Commands and jobs ask for no person and stand beyond it; a server of pages never does.
    """
    known = os.environ.get("PGOPTIONS", "").replace(BEYOND, "").strip()
    os.environ["PGOPTIONS"] = f"{known} {BEYOND}".strip() if beyond else known


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = build_parser().parse_args(arguments)
    before = {name: os.environ.get(name, "") for name in ("PGOPTIONS", "DATABASE_POOLER_URL")}
    stand_at_the_wall(beyond=options.command != "serve")
    if options.command != "serve":
        # A pooler hands one connection from hand to hand; what stands beyond the wall, or
        # listens, needs one of its own.
        os.environ.pop("DATABASE_POOLER_URL", None)
    try:
        return _run(options)
    finally:
        # Whoever called it in a process of their own stands where they stood.
        os.environ.update(before)


def _run(options: argparse.Namespace) -> int:
    if getattr(options, "needs_django", True):
        settings = "production" if needs_database(options) else "tool"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"przystan.config.settings.{settings}")
        if getattr(options, "as_owner", False) and os.environ.get("DATABASE_OWNER_URL"):
            os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
        import django
        from django.core.exceptions import ImproperlyConfigured

        try:
            django.setup()
        except ImproperlyConfigured as error:
            # Without an office yet: a sentence, where Python would print its stack.
            return _fail(f"the office is not set up: {error}\n"
                         "deploy/README.md names what an office needs; `./dev demo` needs nothing.")
    try:
        return int(options.func(options) or 0)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; silence the interpreter's last flush too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if not _is_database_away(error):
            raise
        asked = urlsplit(os.environ.get("DATABASE_URL", ""))
        return _fail(f"the database {asked.hostname}:{asked.port or 5432}{asked.path} does not "
                     f"answer: {str(error).strip()}\n`przystan doctor` says what is connected.")


def _is_database_away(error: Exception) -> bool:
    """Whether no connection could be had or kept; a tool without Django has none to lose."""
    utils = sys.modules.get("django.db.utils")
    return bool(utils and isinstance(error, utils.OperationalError))


def _fail(message: str) -> int:
    print(f"przystan: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
