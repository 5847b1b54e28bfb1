"""What crosses the door of documents."""

from przystan.rooms.documents.types.chip import (
    CertificateFacts,
    ChipVerification,
    MasterList,
    RevocationFacts,
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
from przystan.rooms.documents.types.mrz import (
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
    "Ambiguity", "CertificateFacts", "Check", "ChipVerification", "Field", "Format", "MasterList",
    "MrzContent", "MrzReading", "Outcome", "Reading", "Reason", "RevocationFacts", "Step",
    "StepReason", "StepResult", "TrustFileLine", "TrustFileRead", "TrustFolder", "TrustImport",
    "TrustKind", "TrustMaterial", "TrustedCountry",
]
