"""The door of documents: readings, chips and whom they are signed by, checks and devices."""

from __future__ import annotations

from przystan.rooms.documents.operations import (
    TrustRefused,
    erase_person,
    export_person,
    import_trust,
    read_document,
    record_reading,
)
from przystan.rooms.documents.queries import (
    field_label,
    list_readings,
    list_trust_files,
    list_trusted_countries,
    outcome_label,
    read_trust_folder,
    readings_of,
    reason_label,
    registration_fields,
    state_of,
    step_label,
    step_reason_label,
    timeline_of,
    trust_kind_label,
    trust_of,
    verify_chip,
)
from przystan.rooms.documents.rules.digits import check_digit
from przystan.rooms.documents.rules.reading import NotAnMrz, read_mrz
from przystan.rooms.documents.rules.writing import DoesNotFit, write_mrz
from przystan.rooms.documents.types import (
    Ambiguity,
    CertificateFacts,
    Check,
    ChipVerification,
    Field,
    Format,
    MrzContent,
    MrzReading,
    Outcome,
    Reading,
    Reason,
    Step,
    StepReason,
    StepResult,
    TrustedCountry,
    TrustFileLine,
    TrustFileRead,
    TrustFolder,
    TrustImport,
    TrustKind,
    TrustMaterial,
)

__all__ = [
    "Ambiguity", "CertificateFacts", "Check", "ChipVerification", "DoesNotFit", "Field", "Format",
    "MrzContent", "MrzReading", "NotAnMrz", "Outcome", "Reading", "Reason", "Step", "StepReason",
    "StepResult", "TrustFileLine", "TrustFileRead", "TrustFolder", "TrustImport", "TrustKind",
    "TrustMaterial", "TrustRefused", "TrustedCountry", "check_digit", "erase_person",
    "export_person", "field_label", "import_trust", "list_readings", "list_trust_files",
    "list_trusted_countries", "outcome_label", "read_document", "read_mrz", "read_trust_folder",
    "readings_of", "reason_label", "record_reading", "registration_fields", "state_of",
    "step_label", "step_reason_label", "timeline_of", "trust_kind_label", "trust_of",
    "verify_chip", "write_mrz",
]
