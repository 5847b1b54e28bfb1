"""The door of advisory: beneficiary cards, visits, services."""

from __future__ import annotations

from przystan.rooms.advisory.operations import (
    CardNumberTaken,
    RemovalRefused,
    close_visit,
    erase_person,
    export_person,
    open_card,
    open_card_page,
    open_cards_in_bulk,
    record_service,
    record_services_in_bulk,
    record_visit,
    record_visits_in_bulk,
    remove_service,
    sign_card,
)
from przystan.rooms.advisory.queries.cards import (
    CardNotFound,
    ServiceNotFound,
    VisitNotFound,
    cards_of,
    count_cards,
    count_persons,
    count_visits,
    get_card,
    get_service,
    get_visit,
    holds_of,
    known_numbers,
    known_services,
    list_cards,
    list_visits,
    next_number,
    services_of,
    signed_cards,
    timeline_of,
    visits_of,
)
from przystan.rooms.advisory.queries.labels import (
    channel_label,
    interpreter_label,
    kind_label,
    stay_basis_label,
    topic_label,
)
from przystan.rooms.advisory.queries.persons import assisted_persons
from przystan.rooms.advisory.rules import (
    InvalidCard,
    InvalidVisit,
    VisitIncomplete,
    check_card,
    check_visit,
)
from przystan.rooms.advisory.types import (
    Card,
    CardPage,
    CardSummary,
    Channel,
    InterpreterMode,
    NewCard,
    NewService,
    NewVisit,
    Service,
    ServiceKind,
    StayBasis,
    Topic,
    Visit,
    VisitSummary,
)

__all__ = [
    "Card", "CardNotFound", "CardNumberTaken", "CardPage", "CardSummary", "Channel",
    "InterpreterMode", "InvalidCard", "InvalidVisit", "NewCard", "NewService", "NewVisit",
    "RemovalRefused", "Service", "ServiceKind", "ServiceNotFound", "StayBasis", "Topic",
    "Visit", "VisitIncomplete", "VisitNotFound", "VisitSummary", "assisted_persons", "cards_of",
    "channel_label", "check_card", "check_visit", "close_visit", "count_cards",
    "count_persons", "count_visits", "erase_person", "export_person", "get_card",
    "get_service", "get_visit", "holds_of", "interpreter_label", "kind_label",
    "known_numbers", "known_services", "list_cards", "list_visits", "next_number",
    "open_card", "open_card_page", "open_cards_in_bulk", "record_service",
    "record_services_in_bulk", "record_visit", "record_visits_in_bulk", "remove_service",
    "services_of", "sign_card", "signed_cards", "stay_basis_label", "timeline_of",
    "topic_label", "visits_of",
]
