"""przystan demo: build the synthetic year, say whether it stands, name the personas."""

from __future__ import annotations

import argparse
from typing import Any

from przystan.config.commands.output import add_format, print_rows


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "demo", help="build the synthetic office year; refuses a production office",
        epilog="Example: przystan demo build",
    )
    actions = parser.add_subparsers(dest="action", required=True)
    build = actions.add_parser(
        "build", help="build the year, unless it stands", epilog="Example: przystan demo build",
    )
    build.set_defaults(func=run_build, as_owner=True)
    personas = actions.add_parser(
        "personas", help="who may sign in", epilog="Example: przystan demo personas --format json",
    )
    add_format(personas)
    personas.set_defaults(func=run_personas)


def run_build(options: argparse.Namespace) -> int:
    from przystan.config.bootstrap import Progress
    from przystan.demo import build

    if build.stands():
        return 0
    with Progress("demo year") as progress:
        def show(what: str, share: float) -> None:
            progress.what, progress.share = f"demo year: {what}", share

        build.build_year(progress=show)
        progress.what = "demo year"
    return 0


def run_personas(options: argparse.Namespace) -> int:
    from przystan.demo.personas import PASSWORD, PERSONAS

    print_rows(
        [{"username": p.username, "role": p.role, "branch": p.branch or "all",
          "password": PASSWORD} for p in PERSONAS],
        options.format,
    )
    return 0
