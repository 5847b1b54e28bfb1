"""The tables of reception."""

from przystan.rooms.reception.models.bookings import (
    MOST_NOTICES,
    Booking,
    BookingAttempt,
    BookingEvent,
    EarlierOffer,
    Slot,
    Waiting,
    WaitingOffer,
)
from przystan.rooms.reception.models.pads import PadAnswer, PadPairing, PadTask
from przystan.rooms.reception.models.places import (
    BookingRule,
    Closure,
    Counter,
    CounterSkill,
    CounterStep,
    OpeningHours,
)
from przystan.rooms.reception.models.tickets import (
    Service,
    Ticket,
    TicketEvent,
    TicketLink,
    TicketPriority,
)

__all__ = [
    "MOST_NOTICES", "Booking", "BookingAttempt", "BookingEvent", "BookingRule", "Closure",
    "Counter", "CounterSkill", "CounterStep", "EarlierOffer", "OpeningHours", "PadAnswer",
    "PadPairing", "PadTask", "Service", "Slot", "Ticket", "TicketEvent", "TicketLink",
    "TicketPriority", "Waiting", "WaitingOffer",
]
