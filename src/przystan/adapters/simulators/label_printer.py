"""A simulated label printer: prints nothing, and reads back what it was told to write."""

from __future__ import annotations

import re

from przystan.adapters.zpl_printer import ZplPrinter
from przystan.platform.outbox.ports import DeliveryFailed, Outgoing
from przystan.rooms.records import public as records

WRITTEN = re.compile(r"\^RFW,H,,,A\^FD([0-9A-F]{24})\^FS")


class SimulatedLabelPrinter(ZplPrinter):
    """Takes every label; the outbox's list shows it as simulated."""

    name = "simulated label printer"
    is_simulator = True

    def __init__(self) -> None:
        super().__init__({})

    def _print(self, message: Outgoing) -> records.ReadBack:
        written = WRITTEN.search(message.body)
        if written is None:
            raise DeliveryFailed("no label", permanent=True)
        return records.ReadBack(written[1], f"E2801170{written[1][-16:]}")
