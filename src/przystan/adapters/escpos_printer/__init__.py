"""Ticket printers that speak ESC/POS over TCP 9100, and say when their paper is out."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping

from przystan.adapters.escpos_printer.page import ticket_page
from przystan.platform.outbox.ports import DeliveryFailed, Outgoing
from przystan.rooms.reception import public as reception

PORT = 9100
CONNECT_SECONDS, ANSWER_SECONDS = 3, 4
# DLE EOT 4: the paper sensor, answered at once. Bits 5 and 6 are set when no paper is left.
ASK_PAPER, NO_PAPER = b"\x10\x04\x04", 0x60


class EscPosPrinter:
    """Prints tickets on the printer of their branch; `printers` are host[:port] by branch."""

    name = "ticket printer"
    is_simulator = False

    def __init__(self, printers: Mapping[str, str]) -> None:
        self._printers = dict(printers)

    def deliver(self, message: Outgoing) -> str:
        """Print one ticket. Raises DeliveryFailed.

        A printer that is away is worth another try; one without paper is told so at once. A ticket
        whose turn has come meanwhile is not printed any more.
        """
        ticket_id = reception.ticket_of_key(message.key)
        if ticket_id is None:
            raise DeliveryFailed("not a ticket", permanent=True)
        ticket = reception.get_ticket(ticket_id=ticket_id)
        if ticket.state is not reception.TicketState.WAITING:
            raise DeliveryFailed("its turn has come", permanent=True)
        self._print(message.recipient, ticket_page(json.loads(message.body)))
        return f"printed {ticket.number}"

    def _print(self, branch: str, page: bytes) -> None:
        address = self._printers.get(branch)
        if not address:
            raise DeliveryFailed(f"no ticket printer for {branch}", permanent=False)
        host, _, port = address.partition(":")
        try:
            with socket.create_connection((host, int(port or PORT)), CONNECT_SECONDS) as printer:
                printer.settimeout(ANSWER_SECONDS)
                printer.sendall(ASK_PAPER)
                answer = printer.recv(1)
                if not answer:
                    raise DeliveryFailed("the printer hung up", permanent=False)
                if answer[0] & NO_PAPER:
                    raise DeliveryFailed("no paper", permanent=False)
                printer.sendall(page)
                # What it answers after the page says that the page was taken whole.
                printer.sendall(ASK_PAPER)
                if not printer.recv(1):
                    raise DeliveryFailed("the printer hung up", permanent=False)
        except OSError as failure:
            raise DeliveryFailed(f"printer: {type(failure).__name__}", permanent=False) from failure
