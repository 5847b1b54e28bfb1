"""Simulators for demo and training. Each says in its name that it is one."""

from __future__ import annotations

import hashlib

from przystan.platform.outbox.ports import Outgoing


class SimulatedCarrier:
    """Takes every message and sends nothing; the outbox's list shows it as simulated."""

    is_simulator = True

    def __init__(self, channel: str) -> None:
        self.name = f"simulated {channel}"

    def deliver(self, message: Outgoing) -> str:
        """Pretend to deliver; the same key gives the same reference."""
        return "simulated-" + hashlib.sha256(message.key.encode()).hexdigest()[:12]
