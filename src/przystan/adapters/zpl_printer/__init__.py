"""Label printers that speak ZPL over TCP 9100, write the chip and read it back."""

from __future__ import annotations

import socket
from collections.abc import Mapping

from przystan.platform.accounts.public import system_actor
from przystan.platform.clock import public as clock
from przystan.platform.outbox.ports import DeliveryFailed, Outgoing
from przystan.rooms.records import public as records

PORT = 9100
CONNECT_SECONDS, ANSWER_SECONDS = 5, 20
MAX_ANSWER = 4096


class ZplPrinter:
    """Prints a label on the printer of its branch; delivered means that the chip answered.

    `printers` are addresses (host or host:port) by branch.
    """

    name = "label printer"
    is_simulator = False

    def __init__(self, printers: Mapping[str, str]) -> None:
        self._printers = dict(printers)

    def deliver(self, message: Outgoing) -> str:
        """Print one label and take its read-back. Raises DeliveryFailed.

        A printer that is away or says nothing is worth another try; a label that was read back or
        given up meanwhile is not printed again.
        """
        label = records.label_of_key(message.key)
        if label is None:
            raise DeliveryFailed("not a label", permanent=True)
        try:
            read = self._print(message)
            records.confirm_label(label_id=label, read=read, actor=system_actor("label printer"),
                                  at=clock.now())
        except (records.LabelEnded, records.LabelNotFound) as ended:
            raise DeliveryFailed("the label was ended", permanent=True) from ended
        except (records.WrongTag, records.ChipKnown) as wrong:
            raise DeliveryFailed(f"read back {type(wrong).__name__}", permanent=True) from wrong
        return f"read back {read.epc[-8:]}"

    def _print(self, message: Outgoing) -> records.ReadBack:
        address = self._printers.get(message.recipient)
        if not address:
            raise DeliveryFailed(f"no label printer for {message.recipient}", permanent=False)
        host, _, port = address.partition(":")
        answer = b""
        try:
            with socket.create_connection((host, int(port or PORT)), CONNECT_SECONDS) as printer:
                printer.settimeout(ANSWER_SECONDS)
                printer.sendall(message.body.encode())
                while len(answer) < MAX_ANSWER:
                    part = printer.recv(1024)
                    answer += part
                    if (read := records.read_back(answer)) is not None:
                        return read
                    if not part:
                        break
        except OSError as failure:
            raise DeliveryFailed(f"printer: {type(failure).__name__}", permanent=False) from failure
        raise DeliveryFailed("the chip was not read back", permanent=False)
