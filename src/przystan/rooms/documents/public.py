"""The door of documents: readings of machine-readable zones and their checks."""

from __future__ import annotations

from przystan.rooms.documents.operations import (
    erase_person,
    export_person,
    read_document,
    record_reading,
)
from przystan.rooms.documents.queries import (
    field_label,
    list_readings,
    outcome_label,
    readings_of,
    reason_label,
    registration_fields,
    state_of,
    timeline_of,
)
from przystan.rooms.documents.rules.digits import check_digit
from przystan.rooms.documents.rules.reading import NotAnMrz, read_mrz
from przystan.rooms.documents.rules.writing import DoesNotFit, write_mrz
from przystan.rooms.documents.types import (
    Ambiguity,
    Check,
    Field,
    Format,
    MrzContent,
    MrzReading,
    Outcome,
    Reading,
    Reason,
)

__all__ = [
    "Ambiguity", "Check", "DoesNotFit", "Field", "Format", "MrzContent", "MrzReading",
    "NotAnMrz", "Outcome", "Reading", "Reason", "check_digit", "erase_person", "export_person",
    "field_label", "list_readings", "outcome_label", "read_document", "read_mrz",
    "readings_of", "reason_label", "record_reading", "registration_fields",
    "state_of", "timeline_of", "write_mrz",
]
