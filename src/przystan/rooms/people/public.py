"""The door of people: persons, their names, numbers and merges; who may be whom; their rights."""

from __future__ import annotations

from przystan.rooms.people.operations.derived import rebuild_derived
from przystan.rooms.people.operations.details import (
    CardFacts,
    CorrectionRefused,
    add_identifier,
    add_name,
    add_phone,
    correct_facts,
    withdraw_identifier,
    withdraw_name,
    withdraw_phone,
)
from przystan.rooms.people.operations.disclosure import (
    ErasedAlready,
    ErasureHeld,
    PersonRestricted,
    erase_person,
    export_person,
    get_person,
    search_matches,
    search_persons,
)
from przystan.rooms.people.operations.duplicates import (
    JudgementRefused,
    judge_pair,
    open_pair,
    queue_pairs,
    sweep_duplicates,
)
from przystan.rooms.people.operations.merging import (
    MergeRefused,
    UndoRefused,
    merge_in_bulk,
    merge_persons,
    undo_merge,
)
from przystan.rooms.people.operations.registration import (
    IdentifierTaken,
    InvalidPerson,
    LooksKnown,
    normal_person,
    register_in_bulk,
    register_person,
)
from przystan.rooms.people.operations.rights import (
    CLAUSE_LANGUAGES,
    ClauseRefused,
    FlagRefused,
    LinkRefused,
    end_flag,
    end_link,
    give_clause,
    link_family,
    publish_clause,
    set_flag,
)
from przystan.rooms.people.queries.duplicates import (
    PairNotFound,
    count_waiting,
    get_pair,
    list_pairs,
    pairs_of,
)
from przystan.rooms.people.queries.explained import (
    explain,
    match_reason_text,
    notice_text,
    problem_text,
    verdict_label,
)
from przystan.rooms.people.queries.labels import (
    answer_label,
    birth_text,
    country_label,
    flag_label,
    given_how_label,
    identifier_kind_label,
    link_label,
    list_citizenships,
    match_label,
    name_kind_label,
    pair_source_label,
    pair_state_label,
    part_label,
    sex_label,
)
from przystan.rooms.people.queries.matching import (
    compare_cards,
    find_duplicates_of,
    find_matches,
    find_matches_of_text,
    record_of,
    records_of,
)
from przystan.rooms.people.queries.overlap import identifiers_of
from przystan.rooms.people.queries.persons import (
    PersonNotFound,
    canonical_ids,
    card_ids,
    count_persons,
    holders_of,
    member_ids,
    names_of,
    participant_keys,
    restricted_ids,
)
from przystan.rooms.people.queries.rights import clause_in_force, clause_languages, list_clauses
from przystan.rooms.people.queries.search import find_persons, list_recent
from przystan.rooms.people.rules.identifiers import (
    InvalidIdentifier,
    InvalidPhone,
    normal_identifier,
    normal_number,
    normal_phone,
)
from przystan.rooms.people.rules.matching import compare, record_from_text
from przystan.rooms.people.rules.notices import mixed_words, notices_of, odd_letters
from przystan.rooms.people.types import (
    Answer,
    BirthPrecision,
    Candidate,
    Clause,
    ClauseGiven,
    Comparison,
    CorrectedPart,
    Correction,
    DuplicatePair,
    FamilyLink,
    Flag,
    FlagKind,
    GivenHow,
    Holder,
    Identifier,
    IdentifierKind,
    Judgement,
    LegalHold,
    LinkKind,
    Match,
    MatchKind,
    MatchReason,
    MatchReasonKind,
    MatchRecord,
    Merge,
    NameKind,
    NewIdentifier,
    NewMerge,
    NewName,
    NewPerson,
    Notice,
    NoticeKind,
    PairSource,
    PairState,
    Person,
    PersonName,
    PersonProblem,
    Phone,
    Reason,
    Sex,
    TimelineEntry,
    Verdict,
)

__all__ = [
    "Answer", "BirthPrecision", "CLAUSE_LANGUAGES", "Candidate", "CardFacts", "Clause",
    "ClauseGiven", "ClauseRefused", "Comparison", "CorrectedPart", "Correction",
    "CorrectionRefused", "DuplicatePair", "ErasedAlready", "ErasureHeld", "FamilyLink", "Flag",
    "FlagKind", "FlagRefused", "GivenHow", "Holder", "Identifier", "IdentifierKind",
    "IdentifierTaken", "InvalidIdentifier", "InvalidPerson", "InvalidPhone", "Judgement",
    "JudgementRefused", "LegalHold", "LinkKind", "LinkRefused", "LooksKnown", "Match",
    "MatchKind", "MatchReason", "MatchReasonKind", "MatchRecord", "Merge", "MergeRefused",
    "NameKind", "NewIdentifier", "NewMerge", "NewName", "NewPerson", "Notice", "NoticeKind",
    "PairNotFound", "PairSource", "PairState", "Person", "PersonName", "PersonNotFound",
    "PersonProblem", "PersonRestricted", "Phone", "Reason", "Sex", "TimelineEntry",
    "UndoRefused", "Verdict", "add_identifier", "add_name", "add_phone", "answer_label",
    "birth_text", "canonical_ids", "card_ids", "clause_in_force", "clause_languages", "compare",
    "compare_cards", "correct_facts", "count_persons", "count_waiting", "country_label",
    "end_flag", "end_link", "erase_person", "explain", "export_person", "find_duplicates_of",
    "find_matches", "find_matches_of_text", "find_persons", "flag_label", "get_pair",
    "get_person", "give_clause", "given_how_label", "holders_of", "identifier_kind_label",
    "identifiers_of", "judge_pair", "link_family", "link_label", "list_citizenships",
    "list_clauses", "list_pairs", "list_recent", "match_label", "match_reason_text",
    "member_ids", "merge_in_bulk", "merge_persons", "mixed_words", "name_kind_label",
    "names_of", "normal_identifier", "normal_number", "normal_person", "normal_phone",
    "notice_text", "notices_of", "odd_letters", "open_pair", "pair_source_label",
    "pair_state_label", "pairs_of", "part_label", "participant_keys", "problem_text",
    "publish_clause", "queue_pairs", "rebuild_derived", "record_from_text", "record_of",
    "records_of", "register_in_bulk", "register_person", "restricted_ids", "search_matches",
    "search_persons", "set_flag", "sex_label", "sweep_duplicates", "undo_merge",
    "verdict_label", "withdraw_identifier", "withdraw_name", "withdraw_phone",
]
