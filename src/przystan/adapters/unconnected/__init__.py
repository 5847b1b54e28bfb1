"""What stands where nothing is connected in a real office: it takes nothing and says so."""

from __future__ import annotations

from przystan.platform.outbox.ports import DeliveryFailed, Outgoing


class Unconnected:
    """Refuses every message for now: it waits in the outbox until a carrier is connected."""

    is_simulator = False

    def __init__(self, channel: str) -> None:
        self.name = f"no {channel} connected"

    def deliver(self, message: Outgoing) -> str:
        """Refuse. Raises DeliveryFailed."""
        raise DeliveryFailed(self.name, permanent=False)
