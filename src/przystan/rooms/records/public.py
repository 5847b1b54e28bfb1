"""The door of records: register, label, pass on and find folders."""

from __future__ import annotations

from przystan.rooms.records.operations import (
    CustodyNotAllowed,
    FolderRegisteredBefore,
    PlaceNeeded,
    ReasonNeeded,
    TagInUse,
    add_places,
    label_folder,
    pass_folder,
    record_tagging_sessions,
    register_folder,
    register_folders_in_bulk,
    remove_folder,
    reserve_tag_serials,
    retag_in_bulk,
)
from przystan.rooms.records.queries import (
    FolderNotFound,
    find_folder,
    get_folder,
    known_sessions,
    known_signs,
    known_tags,
    list_custody,
    list_folders,
    list_places,
    list_tagging_sessions,
    list_tags,
    timeline_of,
)
from przystan.rooms.records.rules.tags import (
    FOLDER_SCHEMES,
    NotATag,
    decode_tag,
    encode_tag,
    read_tag_uri,
    tag_uri,
)
from przystan.rooms.records.types import (
    Custody,
    CustodyEntry,
    FolderKind,
    FolderSummary,
    NewCustody,
    NewFolder,
    NewPlace,
    NewTaggingSession,
    Place,
    PlaceKind,
    RefusedBytes,
    TagEntry,
    TaggingSession,
    TagNumber,
    TagRead,
    TagScheme,
)

__all__ = [
    "Custody", "CustodyEntry", "CustodyNotAllowed", "FOLDER_SCHEMES", "FolderKind",
    "FolderNotFound", "FolderRegisteredBefore", "FolderSummary", "NewCustody", "NewFolder",
    "NewPlace", "NewTaggingSession", "NotATag", "Place", "PlaceKind", "PlaceNeeded",
    "ReasonNeeded", "RefusedBytes", "TagEntry", "TagInUse", "TagNumber", "TagRead", "TagScheme",
    "TaggingSession", "add_places", "decode_tag", "encode_tag", "find_folder", "get_folder",
    "known_sessions", "known_signs", "known_tags", "label_folder", "list_custody",
    "list_folders", "list_places", "list_tagging_sessions", "list_tags", "pass_folder",
    "read_tag_uri", "record_tagging_sessions", "register_folder", "register_folders_in_bulk",
    "remove_folder", "reserve_tag_serials", "retag_in_bulk", "tag_uri", "timeline_of",
]
