"""The door of reception: tickets and their line, counters, bookings, the forecast, the pad."""

from __future__ import annotations

from przystan.rooms.reception.models.passing import PASSING
from przystan.rooms.reception.operations.bookings import (
    BookedAlready,
    CodeRefused,
    SlotTaken,
    TooManyTries,
    book_slot,
    cancel_booking,
    cancel_day,
    confirm_booking,
    move_booking,
    note_attempt,
    note_refused,
    send_again,
    ticket_from_code,
)
from przystan.rooms.reception.operations.calling import (
    CounterBusy,
    NobodyWaits,
    call_next,
    call_ticket,
)
from przystan.rooms.reception.operations.disclosure import erase_person, export_person
from przystan.rooms.reception.operations.holders import CaseNotYours, case_of_holder
from przystan.rooms.reception.operations.kiosk import take_at_kiosk
from przystan.rooms.reception.operations.pads import (
    PAD_TOPIC,
    AnswerMissing,
    PadAnswered,
    answer_pad,
    ask_on_pad,
    offer_pairing,
    pair_pad,
)
from przystan.rooms.reception.operations.places import (
    TOPIC,
    ClosureKnown,
    InvalidPlace,
    add_closure,
    set_booking_rule,
    set_counters,
    set_hours,
    set_procedure,
    staff_counter,
    staff_in_bulk,
    withdraw_closure,
)
from przystan.rooms.reception.operations.printing import (
    estimate_words,
    has_paper,
    print_ticket,
    ticket_of_key,
    ticket_pdf,
)
from przystan.rooms.reception.operations.slots import (
    close_past_bookings,
    lay_slots,
    remind_of_bookings,
)
from przystan.rooms.reception.operations.tickets import (
    MoveNotAllowed,
    OfficeClosed,
    ReasonMissing,
    TicketOfAnotherDay,
    UnknownService,
    add_services,
    link_ticket,
    move_ticket,
    record_tickets_in_bulk,
    redirect_ticket,
    set_priority,
    take_ticket,
)
from przystan.rooms.reception.operations.waiting import (
    WaitsAlready,
    join_waiting_list,
    leave_waiting_list,
    take_offered,
)
from przystan.rooms.reception.queries.bookings import (
    BookingNotFound,
    booking_of_token,
    bookings_of_case,
    bookings_of_code,
    count_slots,
    get_booking,
    harvest_report,
    is_holder,
    is_slot_free,
    list_bookings,
    list_free_slots,
    list_gone,
    no_shows,
)
from przystan.rooms.reception.queries.forecast import (
    NoHistory,
    estimate,
    published_share,
    run_back_test,
    stated_accuracy,
)
from przystan.rooms.reception.queries.labels import service_name, service_names
from przystan.rooms.reception.queries.pads import (
    PadNotFound,
    latest_task,
    pad_of,
    pad_tasks_of,
    pairing_of_token,
    ratings,
)
from przystan.rooms.reception.queries.places import (
    CounterNotFound,
    get_counter,
    hours_on,
    is_open,
    list_booking_rules,
    list_closures,
    list_counters,
    list_hours,
    next_opening,
)
from przystan.rooms.reception.queries.staff import (
    connect_staff,
    connected_staff,
    left_to_holders,
)
from przystan.rooms.reception.queries.statistics import (
    hall_by_counter,
    hall_by_hour,
    hall_by_service,
)
from przystan.rooms.reception.queries.tickets import (
    TicketNotFound,
    at_counter,
    count_waiting,
    get_ticket,
    list_aside,
    list_called,
    list_services,
    list_tickets,
    list_waiting,
    place_in_line,
    steps_of,
    ticket_of_token,
    timeline_of,
)
from przystan.rooms.reception.queries.waiting import WaitingNotFound, waiting_of_token
from przystan.rooms.reception.rules.bookings import InvalidBooking
from przystan.rooms.reception.rules.signatures import InvalidSignature, path_of
from przystan.rooms.reception.rules.tickets import MOVES
from przystan.rooms.reception.types import (
    Accuracy,
    BackTest,
    Booking,
    BookingRule,
    BookingStep,
    Call,
    Closure,
    Contact,
    Counter,
    HallRow,
    HarvestRow,
    Hours,
    Made,
    NewBooking,
    NewCounter,
    NewService,
    NewTicket,
    NoShowRow,
    OpenDay,
    PadKind,
    PadTask,
    Pairing,
    Priority,
    Range,
    Slot,
    Statement,
    Ticket,
    TicketChannel,
    TicketState,
    TicketStep,
    WaitingPlace,
)
from przystan.rooms.reception.types.processing import PROCESSING

__all__ = [
    "MOVES", "PAD_TOPIC", "PASSING", "PROCESSING", "TOPIC", "Accuracy", "AnswerMissing", "BackTest",
    "BookedAlready", "Booking", "BookingNotFound", "BookingRule", "BookingStep", "Call",
    "CaseNotYours", "Closure", "ClosureKnown", "CodeRefused", "Contact", "Counter", "CounterBusy",
    "CounterNotFound", "HallRow", "HarvestRow", "Hours", "InvalidBooking", "InvalidPlace",
    "InvalidSignature", "Made", "MoveNotAllowed", "NewBooking", "NewCounter", "NewService",
    "NewTicket", "NoHistory", "NoShowRow", "NobodyWaits", "OfficeClosed", "OpenDay", "PadAnswered",
    "PadKind", "PadNotFound", "PadTask", "Pairing", "Priority", "Range", "ReasonMissing", "Slot",
    "SlotTaken", "Statement", "Ticket", "TicketChannel", "TicketNotFound", "TicketOfAnotherDay",
    "TicketState", "TicketStep", "TooManyTries", "UnknownService", "WaitingNotFound",
    "WaitingPlace", "WaitsAlready", "add_closure", "add_services", "answer_pad", "ask_on_pad",
    "at_counter", "book_slot", "booking_of_token", "bookings_of_case", "bookings_of_code",
    "call_next", "call_ticket", "cancel_booking", "cancel_day", "case_of_holder",
    "close_past_bookings", "confirm_booking", "connect_staff", "connected_staff", "count_slots",
    "count_waiting", "erase_person", "estimate", "estimate_words", "export_person", "get_booking",
    "get_counter", "get_ticket", "hall_by_counter", "hall_by_hour", "hall_by_service",
    "harvest_report", "has_paper", "hours_on", "is_holder", "is_open", "is_slot_free",
    "join_waiting_list", "latest_task", "lay_slots", "leave_waiting_list", "left_to_holders",
    "link_ticket", "list_aside", "list_booking_rules", "list_bookings", "list_called",
    "list_closures", "list_counters", "list_free_slots", "list_gone", "list_hours", "list_services",
    "list_tickets", "list_waiting", "move_booking", "move_ticket", "next_opening", "no_shows",
    "note_attempt", "note_refused", "offer_pairing", "pad_of", "pad_tasks_of", "pair_pad",
    "pairing_of_token", "path_of", "place_in_line", "print_ticket", "published_share", "ratings",
    "record_tickets_in_bulk", "redirect_ticket", "remind_of_bookings", "run_back_test",
    "send_again", "service_name", "service_names", "set_booking_rule", "set_counters", "set_hours",
    "set_priority", "set_procedure", "staff_counter", "staff_in_bulk", "stated_accuracy",
    "steps_of", "take_at_kiosk", "take_offered", "take_ticket", "ticket_from_code", "ticket_of_key",
    "ticket_of_token", "ticket_pdf", "timeline_of", "waiting_of_token", "withdraw_closure",
]
