"""The door of jobs: how many wait, run and failed. Tasks live in each room's tasks.py."""

from __future__ import annotations

from przystan.platform.transactions.public import fetch_rows

__all__ = ["count_jobs"]


def count_jobs() -> dict[str, int]:
    """Return the number of jobs by status: todo, doing, succeeded, failed."""
    rows = fetch_rows(
        "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status ORDER BY status"
    )
    return dict(rows)
