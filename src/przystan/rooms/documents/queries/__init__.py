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
from przystan.rooms.documents.queries.pictures import (
    NoPictureReader,
    connect_picture_reader,
    picture_reader,
    read_file,
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
from przystan.rooms.documents.queries.words import correction_text, doubt_text, page_state_label

__all__ = [
    "NoPictureReader", "connect_picture_reader", "correction_text", "doubt_text", "field_label",
    "list_readings", "list_trust_files", "list_trusted_countries", "outcome_label",
    "page_state_label", "picture_reader", "read_file", "read_trust_folder", "readings_of",
    "reason_label", "registration_fields", "state_of", "step_label", "step_reason_label",
    "timeline_of", "trust_kind_label", "trust_of", "verify_chip",
]
