"""Reads of the waiting list."""

from __future__ import annotations

from datetime import datetime

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.reception.queries.bookings import CLOSED
from przystan.rooms.reception.queries.keys import keyed
from przystan.rooms.reception.types import WaitingPlace

PLACE = """
SELECT w.id, w.branch_id, v.code, w.ended_at IS NULL FROM reception_waiting w
JOIN reception_service v ON v.id = w.service_id WHERE w.token_hash = %s
"""
OFFERED = f"""
SELECT DISTINCT s.starts_at FROM reception_waitingoffer o JOIN reception_slot s ON s.id = o.slot_id
WHERE o.waiting_id = %s AND s.starts_at > %s AND NOT {CLOSED} AND NOT EXISTS (
    SELECT 1 FROM reception_booking b WHERE b.slot_id = s.id AND b.ended_at IS NULL)
ORDER BY s.starts_at
"""


class WaitingNotFound(Exception):
    """Nobody waits under this link any more, or ever did."""


def waiting_of_token(*, token: str, at: datetime) -> WaitingPlace:
    """Return the place on the waiting list whose page a token opens. Raises WaitingNotFound."""
    rows = fetch_rows(PLACE, [keyed("waiting", token[:40])])
    if not rows:
        raise WaitingNotFound("token")
    waiting_id, branch, service, is_live = rows[0]
    offered = fetch_rows(OFFERED, [waiting_id, at]) if is_live else ()
    return WaitingPlace(waiting_id, branch, service, is_live, tuple(row[0] for row in offered))
