"""The door of advisory: cards, visits, notes, rota, follow-ups, surveys and complaints."""

from __future__ import annotations

from przystan.rooms.advisory.operations.disclosure import (
    erase_person,
    export_person,
)
from przystan.rooms.advisory.operations.eligibility import (
    DocumentSeenToday,
    SignedAlready,
    add_rule_version,
    check_card_eligibility,
    record_cards_in_bulk,
    record_document,
    sign_card,
    sign_in_bulk,
    sign_visit,
)
from przystan.rooms.advisory.operations.followups import (
    DoneAlready,
    add_followup,
    finish_followup,
    make_referral,
    move_referral,
    record_followups_in_bulk,
    reopen_followup,
)
from przystan.rooms.advisory.operations.legal import (
    ConflictFound,
    LegalNoteRefused,
    NotALegalService,
    check_conflicts,
    read_legal_notes,
    record_legal_notes_in_bulk,
    write_legal_note,
)
from przystan.rooms.advisory.operations.sealed import (
    KeyRefused,
    SealRefused,
    WeakPassPhrase,
    WrongPassPhrase,
    make_key,
    open_note,
    reseal_notes,
    retire_key,
    seal_note,
    vouch_for_key,
)
from przystan.rooms.advisory.operations.specialists import (
    DutyOverlaps,
    HourTaken,
    InterpreterNamed,
    NotOnDuty,
    add_duty,
    add_specialist,
    book_hour,
    cancel_booking,
    name_interpreter,
    record_rota_in_bulk,
    remove_duty,
)
from przystan.rooms.advisory.operations.visits import (
    CardNumberTaken,
    RemovalRefused,
    close_visit,
    open_card,
    open_card_page,
    open_cards_in_bulk,
    record_service,
    record_services_in_bulk,
    record_visit,
    record_visits_in_bulk,
    remove_service,
)
from przystan.rooms.advisory.operations.voices import (
    answer_survey,
    file_complaint,
    invite_to_survey,
    move_complaint,
    read_complaint,
    record_answers_in_bulk,
    text_survey_code,
)
from przystan.rooms.advisory.queries.cards import (
    CardNotFound,
    ServiceNotFound,
    VisitNotFound,
    branches_of_card,
    cards_of,
    count_cards,
    count_persons,
    count_visits,
    get_card,
    get_service,
    get_visit,
    holds_of,
    known_numbers,
    known_services,
    list_cards,
    list_visits,
    next_number,
    services_of,
    signed_cards,
    visit_of_entry,
    visits_of,
)
from przystan.rooms.advisory.queries.eligibility import (
    checks_of,
    documents_seen,
    list_eligibility_rules,
    signatures_of,
)
from przystan.rooms.advisory.queries.followups import (
    FollowUpNotFound,
    ReferralNotFound,
    count_due,
    followups_of,
    get_followup,
    get_referral,
    list_followups,
    list_referrals,
    referrals_of,
)
from przystan.rooms.advisory.queries.labels import (
    channel_label,
    interpreter_label,
    kind_label,
    stay_basis_label,
    topic_label,
)
from przystan.rooms.advisory.queries.notes import (
    KeyNotFound,
    NoteNotFound,
    count_sealed_notes,
    key_of,
    list_keys,
    openers_for,
    sealed_notes_of,
    service_of_note,
)
from przystan.rooms.advisory.queries.persons import assisted_persons
from przystan.rooms.advisory.queries.registers import (
    list_card_lines,
    list_services_lines,
    list_signatures,
)
from przystan.rooms.advisory.queries.specialists import (
    BookingNotFound,
    SpecialistNotFound,
    bookings_of,
    get_booking,
    interpreters_of,
    list_bookings,
    list_duties,
    list_free,
    list_specialists,
)
from przystan.rooms.advisory.queries.timeline import timeline_of
from przystan.rooms.advisory.queries.voices import (
    ComplaintNotFound,
    SurveyClosed,
    find_invitation,
    get_complaint,
    list_complaints,
    survey_results,
)
from przystan.rooms.advisory.queries.words import (
    choices_of,
    reason_words,
    word,
)
from przystan.rooms.advisory.rules.bookings import (
    InvalidHours,
)
from przystan.rooms.advisory.rules.conflicts import (
    InvalidLegalNote,
)
from przystan.rooms.advisory.rules.eligibility import (
    InvalidDocument,
    InvalidRule,
    check_eligibility,
)
from przystan.rooms.advisory.rules.followups import (
    TRANSITIONS,
    InvalidFollowUp,
    ReferralRefused,
)
from przystan.rooms.advisory.rules.signatures import (
    InvalidSignature,
    path_of,
    read_strokes,
)
from przystan.rooms.advisory.rules.visits import (
    InvalidCard,
    InvalidVisit,
    VisitIncomplete,
    check_card,
    check_visit,
)
from przystan.rooms.advisory.rules.voices import SMALLEST_SHOWN, InvalidComplaint
from przystan.rooms.advisory.rules.voices import TRANSITIONS as COMPLAINT_TRANSITIONS
from przystan.rooms.advisory.types.eligibility import (
    DocumentKind,
    DocumentSeen,
    Eligibility,
    EligibilityCheck,
    EligibilityFacts,
    EligibilityReason,
    EligibilityResult,
    EligibilityRule,
    NewEligibilityRule,
    ReasonLine,
    Support,
)
from przystan.rooms.advisory.types.followups import (
    FollowUp,
    NewFollowUp,
    NewReferral,
    Referral,
    ReferralState,
    ReferralStep,
)
from przystan.rooms.advisory.types.notes import (
    ConflictFinding,
    KeyState,
    LegalNote,
    NewLegalNote,
    Party,
    PartyRole,
    SealedNote,
    SpecialistKey,
)
from przystan.rooms.advisory.types.pages import CardPage
from przystan.rooms.advisory.types.processing import PROCESSING
from przystan.rooms.advisory.types.registers import CardLine, RegisterScope, ServicesLine
from przystan.rooms.advisory.types.signatures import (
    CardSignature,
    SignatureLine,
    SignatureWay,
    Stroke,
)
from przystan.rooms.advisory.types.specialists import (
    Booking,
    Duty,
    LanguagePair,
    NewBooking,
    NewDuty,
    NewInterpretation,
    NewSpecialist,
    Profession,
    Specialist,
)
from przystan.rooms.advisory.types.visits import (
    Card,
    CardSummary,
    Channel,
    InterpreterMode,
    NewCard,
    NewService,
    NewVisit,
    Service,
    ServiceKind,
    StayBasis,
    Topic,
    Visit,
    VisitSummary,
)
from przystan.rooms.advisory.types.voices import (
    Clarity,
    Complaint,
    ComplaintCategory,
    ComplaintState,
    ComplaintStep,
    Helpfulness,
    NewComplaint,
    SurveyAnswer,
    SurveyCount,
    SurveyInvitation,
    SurveyTable,
)

__all__ = [
    "PROCESSING", "Booking", "BookingNotFound", "Card", "CardLine", "CardNotFound",
    "CardNumberTaken", "CardPage", "CardSignature", "CardSummary", "Channel", "Clarity",
    "Complaint", "ComplaintCategory", "ComplaintNotFound", "ComplaintState", "ComplaintStep",
    "ConflictFinding", "ConflictFound", "DocumentKind", "DocumentSeen", "DocumentSeenToday",
    "DoneAlready", "Duty", "DutyOverlaps", "Eligibility", "EligibilityCheck", "EligibilityFacts",
    "EligibilityReason", "EligibilityResult", "EligibilityRule", "FollowUp", "FollowUpNotFound",
    "Helpfulness", "HourTaken", "InterpreterMode", "InterpreterNamed", "InvalidCard",
    "InvalidComplaint", "InvalidDocument", "InvalidFollowUp", "InvalidHours", "InvalidLegalNote",
    "InvalidRule", "InvalidSignature", "InvalidVisit", "KeyNotFound", "KeyRefused", "KeyState",
    "LanguagePair", "LegalNote", "LegalNoteRefused", "NewBooking", "NewCard", "NewComplaint",
    "NewDuty", "NewEligibilityRule", "NewFollowUp", "NewInterpretation", "NewLegalNote",
    "NewReferral", "NewService", "NewSpecialist", "NewVisit", "NotALegalService", "NotOnDuty",
    "NoteNotFound", "Party", "PartyRole", "Profession", "ReasonLine", "Referral",
    "ReferralNotFound", "ReferralRefused", "ReferralState", "ReferralStep", "RegisterScope",
    "RemovalRefused", "SMALLEST_SHOWN", "SealRefused", "SealedNote", "Service", "ServiceKind",
    "ServiceNotFound", "ServicesLine", "SignatureLine", "SignatureWay", "SignedAlready",
    "Specialist", "SpecialistKey", "SpecialistNotFound", "StayBasis", "Stroke", "Support",
    "SurveyAnswer", "SurveyClosed", "SurveyCount", "SurveyInvitation", "SurveyTable",
    "COMPLAINT_TRANSITIONS", "TRANSITIONS", "Topic", "Visit", "VisitIncomplete", "VisitNotFound",
    "VisitSummary", "WeakPassPhrase", "WrongPassPhrase", "add_duty", "add_followup",
    "add_rule_version", "add_specialist", "answer_survey", "assisted_persons", "book_hour",
    "bookings_of", "branches_of_card", "cancel_booking", "cards_of", "channel_label",
    "check_card", "check_card_eligibility", "check_conflicts", "check_eligibility",
    "check_visit", "checks_of", "choices_of", "close_visit", "count_cards", "count_due",
    "count_persons", "count_sealed_notes", "count_visits", "documents_seen", "erase_person",
    "export_person", "file_complaint", "find_invitation", "finish_followup", "followups_of",
    "get_booking", "get_card", "get_complaint", "get_followup", "get_referral", "get_service",
    "get_visit", "holds_of", "interpreter_label", "interpreters_of", "invite_to_survey",
    "key_of", "kind_label", "known_numbers", "known_services", "list_bookings",
    "list_card_lines", "list_cards", "list_complaints", "list_duties", "list_eligibility_rules",
    "list_followups", "list_free", "list_keys", "list_referrals", "list_services_lines",
    "list_signatures", "list_specialists", "list_visits", "make_key", "make_referral",
    "move_complaint", "move_referral", "name_interpreter", "next_number", "open_card",
    "open_card_page", "open_cards_in_bulk", "open_note", "openers_for", "path_of",
    "read_complaint", "read_legal_notes", "read_strokes", "reason_words",
    "record_answers_in_bulk", "record_cards_in_bulk", "record_document",
    "record_followups_in_bulk", "record_legal_notes_in_bulk", "record_rota_in_bulk",
    "record_service", "record_services_in_bulk", "record_visit", "record_visits_in_bulk",
    "referrals_of", "remove_duty", "remove_service", "reopen_followup", "reseal_notes",
    "retire_key", "seal_note", "sealed_notes_of", "service_of_note", "services_of", "sign_card",
    "sign_in_bulk", "sign_visit", "signatures_of", "signed_cards", "stay_basis_label",
    "survey_results", "text_survey_code", "timeline_of", "topic_label", "visit_of_entry",
    "visits_of", "vouch_for_key", "word", "write_legal_note",
]
