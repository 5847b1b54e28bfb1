"""przystan worker: does the jobs that wait."""

from __future__ import annotations

import argparse
import asyncio
import logging
import time
from typing import Any

PAUSE_SECONDS = 1
logger = logging.getLogger(__name__)


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "worker", help="do the jobs that wait: deliver messages, import files",
        epilog="Example: przystan worker",
    )
    parser.add_argument("--until-empty", action="store_true", help="stop when no job waits")
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import ConnectorException

    connector: Any = app.connector
    while True:
        try:
            asyncio.run(_work(app.with_connector(connector.get_worker_connector()),
                              wait=not options.until_empty))
            return 0
        except ConnectorException as away:
            if options.until_empty:
                raise
            logger.warning("the database is away, the worker begins again: %s", away.__cause__)
            time.sleep(PAUSE_SECONDS)


async def _work(app: Any, *, wait: bool) -> None:
    from przystan.platform.jobs import public as jobs

    async with app.open_async():
        watch = asyncio.create_task(jobs.keep_taking_up(app))
        try:
            await app.run_worker_async(
                wait=wait, listen_notify=True, concurrency=4,
                update_heartbeat_interval=jobs.HEARTBEAT_SECONDS,
                stalled_worker_timeout=jobs.DEAD_AFTER_SECONDS)
        finally:
            watch.cancel()
