"""Writes of documents. Each takes the actor and the instant and writes one audit line."""

from przystan.rooms.documents.operations.chip import TrustRefused, import_trust
from przystan.rooms.documents.operations.readings import (
    erase_person,
    export_person,
    read_document,
    record_reading,
)

__all__ = [
    "TrustRefused", "erase_person", "export_person", "import_trust", "read_document",
    "record_reading",
]
