"""How long a caller in the queue may have to wait."""

from __future__ import annotations

import math

MOST_MINUTES = 30


def estimate_minutes(
    *, position: int, operators: int, handling_seconds: float | None
) -> int | None:
    """Estimate the wait in whole minutes, rounded up; None where nothing can be said.

    Each operator ends a call in the mean handling time, so a place in the queue comes up once in
    handling ÷ operators. Nobody signed on, or no call answered yet: nothing can be said. Never
    over 30 minutes, from where on it is "more than".
    """
    if operators < 1 or handling_seconds is None:
        return None
    minutes = math.ceil(position * handling_seconds / operators / 60)
    return max(1, min(minutes, MOST_MINUTES))
