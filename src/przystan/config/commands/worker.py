"""przystan worker: does the jobs that wait."""

from __future__ import annotations

import argparse
from typing import Any


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "worker", help="do the jobs that wait: deliver messages, import files",
        epilog="Example: przystan worker",
    )
    parser.add_argument("--until-empty", action="store_true", help="stop when no job waits")
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    from procrastinate.contrib.django import app

    connector: Any = app.connector
    worker_app = app.with_connector(connector.get_worker_connector())
    with worker_app.open():
        worker_app.run_worker(wait=not options.until_empty, listen_notify=True, concurrency=4)
    return 0
