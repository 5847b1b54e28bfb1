"""The door of reception: take a ticket, call it, say what became of it."""

from __future__ import annotations

from przystan.rooms.reception.operations import (
    TOPIC,
    MoveNotAllowed,
    NobodyWaits,
    UnknownService,
    add_services,
    call_next,
    erase_person,
    export_person,
    move_ticket,
    record_tickets_in_bulk,
    take_ticket,
)
from przystan.rooms.reception.queries import (
    TicketNotFound,
    count_waiting,
    get_ticket,
    list_called,
    list_services,
    list_tickets,
    timeline_of,
)
from przystan.rooms.reception.rules import MOVES
from przystan.rooms.reception.types import (
    NewService,
    NewTicket,
    Ticket,
    TicketState,
)

__all__ = [
    "MOVES", "TOPIC", "MoveNotAllowed", "NewService", "NewTicket", "NobodyWaits", "Ticket",
    "TicketNotFound", "TicketState", "UnknownService", "add_services",
    "call_next", "count_waiting", "erase_person", "export_person",
    "get_ticket", "list_called", "list_services", "list_tickets",
    "move_ticket", "record_tickets_in_bulk", "take_ticket", "timeline_of",
]
