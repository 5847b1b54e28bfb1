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
from przystan.rooms.documents.types.pictures import (
    Correction,
    CorrectionReason,
    Doubt,
    FileReading,
    Glyph,
    PageReading,
    PageState,
    SeenLine,
    ZoneFit,
)

__all__ = [
    "Ambiguity", "CertificateFacts", "Check", "ChipVerification", "Correction",
    "CorrectionReason", "Doubt", "Field", "FileReading", "Format", "Glyph", "MasterList",
    "MrzContent", "MrzReading", "Outcome", "PageReading", "PageState", "Reading", "Reason",
    "RevocationFacts", "SeenLine", "Step", "StepReason", "StepResult", "TrustFileLine",
    "TrustFileRead", "TrustFolder", "TrustImport", "TrustKind", "TrustMaterial",
    "TrustedCountry", "ZoneFit",
]
