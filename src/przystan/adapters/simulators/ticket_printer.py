"""A simulated ticket printer: it makes the page that a printer would get, and keeps nothing."""

from __future__ import annotations

from przystan.adapters.escpos_printer import EscPosPrinter


class SimulatedTicketPrinter(EscPosPrinter):
    """Takes every ticket; the outbox's list shows it as simulated."""

    name = "simulated ticket printer"
    is_simulator = True

    def __init__(self) -> None:
        super().__init__({})

    def _print(self, branch: str, page: bytes) -> None:
        """Print nothing."""
