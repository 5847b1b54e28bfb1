"""What crosses the door of reception."""

from przystan.rooms.reception.types.bookings import (
    Booking,
    BookingStep,
    Contact,
    HarvestRow,
    Made,
    NewBooking,
    NoShowRow,
    Slot,
    WaitingPlace,
)
from przystan.rooms.reception.types.forecast import Accuracy, BackTest, Moment, Past, Range, Waited
from przystan.rooms.reception.types.pads import PadKind, PadTask, Pairing, Statement
from przystan.rooms.reception.types.places import (
    BookingRule,
    Closure,
    Counter,
    Hours,
    NewCounter,
    OpenDay,
)
from przystan.rooms.reception.types.tickets import (
    Call,
    HallRow,
    NewService,
    NewTicket,
    Priority,
    Skills,
    Ticket,
    TicketChannel,
    TicketState,
    TicketStep,
)

__all__ = [
    "Accuracy", "BackTest", "Booking", "BookingRule", "BookingStep", "Call", "Closure", "Contact",
    "Counter", "HallRow", "HarvestRow", "Hours", "Made", "Moment", "NewBooking", "NewCounter",
    "NewService", "NewTicket", "NoShowRow", "OpenDay", "PadKind", "PadTask", "Pairing", "Past",
    "Priority", "Range", "Skills", "Slot", "Statement", "Ticket", "TicketChannel", "TicketState",
    "TicketStep", "Waited", "WaitingPlace",
]
