"""The door of people: persons, their names, numbers and merges."""

from __future__ import annotations

from przystan.rooms.people.operations.disclosure import (
    ErasedAlready,
    ErasureHeld,
    erase_person,
    export_person,
    get_person,
    search_persons,
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
    add_identifier,
    normal_person,
    register_in_bulk,
    register_person,
)
from przystan.rooms.people.queries.labels import (
    birth_text,
    country_label,
    identifier_kind_label,
    list_citizenships,
    match_label,
    name_kind_label,
    sex_label,
)
from przystan.rooms.people.queries.persons import (
    PersonNotFound,
    canonical_ids,
    count_persons,
    holders_of,
    member_ids,
    names_of,
    participant_keys,
)
from przystan.rooms.people.queries.search import find_persons, list_recent
from przystan.rooms.people.rules.identifiers import (
    InvalidIdentifier,
    InvalidPhone,
    normal_identifier,
    normal_phone,
)
from przystan.rooms.people.rules.matching import (
    FoundPair,
    Problem,
    Reading,
    compare,
    find_duplicates,
    is_broad,
    keys_of,
    keys_to_ask,
    link_records,
    read_match_record,
    record_from_text,
)
from przystan.rooms.people.types import (
    BirthPrecision,
    Candidate,
    Comparison,
    Holder,
    Identifier,
    IdentifierKind,
    LegalHold,
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
    Person,
    PersonName,
    Reason,
    Sex,
    TimelineEntry,
    Verdict,
)

__all__ = [
    "BirthPrecision", "Candidate", "Comparison", "ErasedAlready", "ErasureHeld", "FoundPair",
    "Holder", "Identifier", "IdentifierKind", "IdentifierTaken", "InvalidIdentifier",
    "InvalidPerson", "InvalidPhone", "LegalHold", "MatchKind", "MatchReason", "MatchReasonKind",
    "MatchRecord", "Merge", "MergeRefused", "NameKind", "NewIdentifier", "NewMerge", "NewName",
    "NewPerson", "Person", "PersonName", "PersonNotFound", "Problem", "Reading", "Reason", "Sex",
    "TimelineEntry", "UndoRefused", "Verdict", "add_identifier", "birth_text", "canonical_ids",
    "compare", "count_persons", "country_label", "erase_person", "export_person",
    "find_duplicates", "find_persons", "get_person", "holders_of", "identifier_kind_label",
    "is_broad", "keys_of", "keys_to_ask", "link_records", "list_citizenships", "list_recent",
    "match_label", "member_ids", "merge_in_bulk", "merge_persons", "name_kind_label", "names_of",
    "normal_identifier", "normal_person", "normal_phone", "participant_keys", "read_match_record",
    "record_from_text", "register_in_bulk", "register_person", "search_persons", "sex_label",
    "undo_merge",
]
