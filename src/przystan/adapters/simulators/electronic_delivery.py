"""A simulated service for electronic deliveries: sends nothing; three of four boxes are read."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from przystan.rooms.cases import public as cases


class SimulatedDelivery:
    """Takes every letter. Its reader opens it on the next day, or never: its key decides."""

    name = "simulated electronic delivery"
    is_simulator = True

    def send(self, *, key: str, address: str, letter: bytes) -> str:
        """Pretend to send; the same key gives the same reference. Raises DeliveryUnreachable."""
        if not letter.startswith(b"%PDF"):
            raise cases.DeliveryUnreachable(f"no letter for {address}", permanent=True)
        return "simulated-" + hashlib.sha256(key.encode()).hexdigest()[:12]

    def opened_on(self, *, reference: str, sent_on: date, today: date) -> date | None:
        """Return the day after the sending once it has come; None for one letter of four."""
        day = sent_on + timedelta(days=1)
        is_read = int(reference.rsplit("-", 1)[1], 16) % 4 != 0
        return day if is_read and day <= today else None
