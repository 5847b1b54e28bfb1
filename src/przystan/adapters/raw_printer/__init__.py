"""Printers on the network that take what they print over TCP and answer nothing."""

from __future__ import annotations

import socket

from przystan.platform.outbox.ports import DeliveryFailed, Outgoing

PORT = 9100
SECONDS = 10


class RawPrinter:
    """Sends a message's body to the printer whose address (host or host:port) is the recipient."""

    name = "printer"
    is_simulator = False

    def deliver(self, message: Outgoing) -> str:
        """Print. Raises DeliveryFailed: a printer that is away is worth another try."""
        host, _, port = message.recipient.partition(":")
        if not host or not (port or str(PORT)).isdigit():
            raise DeliveryFailed("no address of a printer", permanent=True)
        try:
            with socket.create_connection((host, int(port or PORT)), SECONDS) as printer:
                printer.sendall(message.body.encode())
        except OSError as failure:
            raise DeliveryFailed(f"printer: {type(failure).__name__}", permanent=False) from failure
        return f"sent {len(message.body)} bytes"
