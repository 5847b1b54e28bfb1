"""Reads of documents."""

from przystan.rooms.documents.queries.chip import (
    list_trust_files,
    list_trusted_countries,
    read_trust_folder,
    step_label,
    step_reason_label,
    trust_kind_label,
    trust_of,
    verify_chip,
)
from przystan.rooms.documents.queries.readings import (
    field_label,
    list_readings,
    outcome_label,
    readings_of,
    reason_label,
    registration_fields,
    state_of,
    timeline_of,
)

__all__ = [
    "field_label", "list_readings", "list_trust_files", "list_trusted_countries",
    "outcome_label", "read_trust_folder", "readings_of", "reason_label", "registration_fields",
    "state_of", "step_label", "step_reason_label", "timeline_of", "trust_kind_label", "trust_of",
    "verify_chip",
]
