"""The kiosk: one press, one ticket, told to the printer."""

from __future__ import annotations

from datetime import datetime

from przystan.platform.accounts.types import Actor
from przystan.rooms.reception.operations.bookings import ticket_from_code
from przystan.rooms.reception.operations.printing import print_ticket
from przystan.rooms.reception.operations.tickets import take_ticket
from przystan.rooms.reception.queries.tickets import get_ticket
from przystan.rooms.reception.types import Ticket, TicketChannel

KIOSK = Actor(None, "kiosk")


def take_at_kiosk(
    *, branch: str, language: str, press: str, site: str, at: datetime, service_code: str = "",
    code: str = "", address: str = "",
) -> Ticket:
    """Take a ticket for a service, or for a booking's six-digit code, and print it.

    `site` is the beginning of the ticket's own page, `address` the network address that asks.
    Raises UnknownService, OfficeClosed; of a code CodeRefused, TooManyTries.
    """
    if code:
        ticket_id = ticket_from_code(
            branch=branch, code=code, language=language, address=address, press=press,
            actor=KIOSK, at=at)
    else:
        ticket_id = take_ticket(
            branch=branch, service_code=service_code, language=language, press=press,
            channel=TicketChannel.KIOSK, actor=KIOSK, at=at)
    ticket = get_ticket(ticket_id=ticket_id)
    print_ticket(ticket_id=ticket_id, address=f"{site}{ticket.token}/", at=at)
    return ticket
