"""Reads of calls."""

from przystan.rooms.calls.queries.books import reconcile_day
from przystan.rooms.calls.queries.contacts import (
    ContactNotFound,
    count_contacts,
    get_contact,
    list_contacts,
    list_topics,
)
from przystan.rooms.calls.queries.imports import (
    ImportNotFound,
    get_import,
    list_disagreements,
    list_imports,
)
from przystan.rooms.calls.queries.ledger import daily_balance
from przystan.rooms.calls.queries.live import (
    get_agent,
    helpline_text,
    list_agents,
    list_call_backs,
    list_helpline_versions,
)
from przystan.rooms.calls.queries.metrics import (
    call_metrics,
    list_abandoned,
    list_savable_topics,
)
from przystan.rooms.calls.queries.planning import get_forecast, list_staffing

__all__ = [
    "ContactNotFound", "ImportNotFound", "call_metrics", "count_contacts", "daily_balance",
    "get_agent", "get_contact", "get_forecast", "get_import", "helpline_text", "list_abandoned",
    "list_agents", "list_call_backs", "list_contacts", "list_disagreements",
    "list_helpline_versions", "list_imports", "list_savable_topics", "list_staffing",
    "list_topics", "reconcile_day",
]
