"""Tables of cases and their named constraints."""

from przystan.rooms.cases.models.cases import (
    Case,
    CaseType,
    CaseTypeVersion,
    SignCounter,
    StageEvent,
    StatusAttempt,
    StatusCode,
)
from przystan.rooms.cases.models.clock import CaseTerm, ClockEvent, ClockStrike, LawRule, TermChange
from przystan.rooms.cases.models.decisions import (
    CardEvent,
    DecisionDraft,
    DraftReview,
    FeeEntry,
    SignedDecision,
)
from przystan.rooms.cases.models.evidence import Hearing, HearingOutcome, OpinionReply
from przystan.rooms.cases.models.letters import (
    ChecklistTick,
    Letter,
    LetterDelivery,
    LetterTemplate,
    Summons,
    SummonsItem,
)
from przystan.rooms.cases.models.notes import CaseNote, CaseNoteStrike
from przystan.rooms.cases.models.parties import (
    CaseLink,
    Party,
    PartyAddress,
    PartyEnd,
    Receipt,
    ReceiptConfirmation,
)
from przystan.rooms.cases.models.work import Assignment, Substitution

__all__ = [
    "Assignment", "CardEvent", "Case", "CaseLink", "CaseNote", "CaseNoteStrike", "CaseTerm",
    "CaseType", "CaseTypeVersion", "ChecklistTick", "ClockEvent", "ClockStrike", "DecisionDraft",
    "DraftReview", "FeeEntry", "Hearing", "HearingOutcome", "LawRule", "Letter", "LetterDelivery",
    "LetterTemplate", "OpinionReply", "Party", "PartyAddress", "PartyEnd", "Receipt",
    "ReceiptConfirmation", "SignCounter", "SignedDecision", "StageEvent", "StatusAttempt",
    "StatusCode", "Substitution", "Summons", "SummonsItem", "TermChange",
]
