"""What crosses the door of advisory: cards and visits here, the rest by theme beside."""

from przystan.rooms.advisory.types.visits import (
    Card,
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
    "Card", "CardSummary", "Channel", "InterpreterMode", "NewCard", "NewService",
    "NewVisit", "Service", "ServiceKind", "StayBasis", "Topic", "Visit", "VisitSummary",
]
