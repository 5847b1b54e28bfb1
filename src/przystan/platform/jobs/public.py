"""The door of jobs: how many wait, run and failed. Tasks live in each room's tasks.py."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from przystan.platform.transactions.public import fetch_rows

__all__ = ["DEAD_AFTER_SECONDS", "HEARTBEAT_SECONDS", "count_jobs", "keep_taking_up", "take_up"]

HEARTBEAT_SECONDS, DEAD_AFTER_SECONDS = 5, 20
logger = logging.getLogger(__name__)


def count_jobs() -> dict[str, int]:
    """Return the number of jobs by status: todo, doing, succeeded, failed."""
    rows = fetch_rows(
        "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status ORDER BY status"
    )
    return dict(rows)


async def take_up(app: Any) -> int:
    """Give back the jobs of workers that died over them, and return how many there were.

    A worker is dead when it was not heard of for DEAD_AFTER_SECONDS; its jobs would be "doing" for
    ever. Every task may be begun again: its writes are one transaction.
    """
    left = list(await app.job_manager.get_stalled_jobs(
        seconds_since_heartbeat=DEAD_AFTER_SECONDS))
    for job in left:
        await app.job_manager.retry_job(job)
    return len(left)


async def keep_taking_up(app: Any) -> None:
    """Look for such jobs as long as this worker lives; ends when the database is away."""
    while True:
        if count := await take_up(app):
            logger.warning("%d jobs of a worker that died are done again", count)
        await asyncio.sleep(HEARTBEAT_SECONDS)
