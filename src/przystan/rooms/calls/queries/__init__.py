"""Reads of calls."""

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

__all__ = [
    "ContactNotFound", "ImportNotFound", "count_contacts", "daily_balance", "get_contact",
    "get_import",
    "list_contacts", "list_disagreements", "list_imports", "list_topics",
]
