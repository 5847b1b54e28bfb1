"""Tables of advisory."""

from przystan.rooms.advisory.models.cards import (
    DocumentSeen,
    EligibilityCheck,
    EligibilityRule,
    Signature,
)
from przystan.rooms.advisory.models.followups import (
    FollowUp,
    FollowUpDone,
    Referral,
    ReferralStep,
)
from przystan.rooms.advisory.models.notes import (
    LegalNote,
    LegalParty,
    SealedNote,
    SealedNoteKey,
    SpecialistKey,
)
from przystan.rooms.advisory.models.specialists import (
    Booking,
    Duty,
    Interpretation,
    Specialist,
    SpecialistLanguage,
)
from przystan.rooms.advisory.models.visits import (
    BeneficiaryCard,
    Service,
    ServiceRemoval,
    Visit,
)
from przystan.rooms.advisory.models.voices import (
    Complaint,
    ComplaintStep,
    SurveyAnswer,
    SurveyInvitation,
)

__all__ = [
    "BeneficiaryCard", "Booking", "Complaint", "ComplaintStep", "DocumentSeen",
    "Duty", "EligibilityCheck", "EligibilityRule", "FollowUp", "FollowUpDone", "Interpretation",
    "LegalNote", "LegalParty", "Referral", "ReferralStep", "SealedNote", "SealedNoteKey",
    "Service", "ServiceRemoval", "Signature", "Specialist", "SpecialistKey", "SpecialistLanguage",
    "SurveyAnswer", "SurveyInvitation", "Visit",
]
