"""przystan worker: does the jobs that wait."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
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
    import psycopg
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import ConnectorException

    connector: Any = app.connector
    try:
        is_over = asyncio.run(_work(app.with_connector(connector.get_worker_connector()),
                                    wait=not options.until_empty))
    except (ConnectorException, psycopg.OperationalError) as away:
        # The second comes from a pool that could not be filled in time.
        if options.until_empty:
            raise
        _begin_again(away)
    else:
        if not is_over:
            _begin_again(None)
    return 0


async def _work(app: Any, *, wait: bool) -> bool:
    """Work until told to stop, or until no job waits; return whether that was the reason to end.

    The library ends a worker in order, as if it had been told to, when it can no longer listen.
    """
    from przystan.platform.jobs import public as jobs

    told = asyncio.Event()
    async with app.open_async():
        watch = asyncio.create_task(jobs.keep_taking_up(app))
        work = asyncio.create_task(app.run_worker_async(
            wait=wait, listen_notify=True, concurrency=4, install_signal_handlers=False,
            update_heartbeat_interval=jobs.HEARTBEAT_SECONDS,
            stalled_worker_timeout=jobs.DEAD_AFTER_SECONDS))
        watch.add_done_callback(_begin_again_when_away)
        if wait:
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, _stop, work, told)
        try:
            await work
        except asyncio.CancelledError:
            if not told.is_set():
                raise
        finally:
            watch.cancel()
    return told.is_set() or not wait


def _stop(work: asyncio.Task[None], told: asyncio.Event) -> None:
    """Let the worker end the job in hand."""
    told.set()
    work.cancel()


def _begin_again_when_away(watch: asyncio.Task[None]) -> None:
    if watch.cancelled() or watch.exception() is None:
        return
    _begin_again(watch.exception())


def _begin_again(away: BaseException | None) -> None:
    """Begin anew as a process: what listened on the lost connection may never end by itself."""
    logger.warning("the database is away, the worker begins again: %s", away)
    time.sleep(PAUSE_SECONDS)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
