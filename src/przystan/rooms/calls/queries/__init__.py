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

__all__ = [
    "ContactNotFound", "ImportNotFound", "count_contacts", "daily_balance", "get_agent",
    "get_contact", "get_import", "helpline_text", "list_agents", "list_call_backs",
    "list_contacts", "list_disagreements", "list_helpline_versions", "list_imports", "list_topics",
    "reconcile_day",
]
