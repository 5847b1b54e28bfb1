"""The door of records: register, label, pass on and find folders."""

from __future__ import annotations

from przystan.rooms.records.operations.folders import (
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
from przystan.rooms.records.operations.inventory import (
    InventoryNotClosed,
    InventoryNotOpen,
    InventoryOverlaps,
    PlaceNotFound,
    PlaceOutsideScope,
    SecondPersonNeeded,
    abandon_inventory,
    close_inventory,
    confirm_inventory,
    observe,
    open_inventory,
)
from przystan.rooms.records.queries.folders import (
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
from przystan.rooms.records.queries.inventory import (
    InventoryNotFound,
    get_inventory,
    list_findings,
    list_inventories,
    reference_tags,
)
from przystan.rooms.records.rules.inventory import locate_reads
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
    Finding,
    FindingKind,
    FolderKind,
    FolderSummary,
    Inventory,
    InventoryLine,
    InventoryState,
    NewCustody,
    NewFolder,
    NewPlace,
    NewTaggingSession,
    Observation,
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
    "Custody", "CustodyEntry", "CustodyNotAllowed", "FOLDER_SCHEMES", "Finding", "FindingKind",
    "FolderKind", "FolderNotFound", "FolderRegisteredBefore", "FolderSummary", "Inventory",
    "InventoryLine", "InventoryNotClosed", "InventoryNotFound", "InventoryNotOpen",
    "InventoryOverlaps", "InventoryState", "NewCustody", "NewFolder", "NewPlace",
    "NewTaggingSession", "NotATag", "Observation", "Place", "PlaceKind", "PlaceNeeded",
    "PlaceNotFound", "PlaceOutsideScope", "ReasonNeeded", "RefusedBytes", "SecondPersonNeeded",
    "TagEntry", "TagInUse", "TagNumber", "TagRead", "TagScheme", "TaggingSession",
    "abandon_inventory", "add_places", "close_inventory", "confirm_inventory", "decode_tag",
    "encode_tag", "find_folder", "get_folder", "get_inventory", "known_sessions", "known_signs",
    "known_tags", "label_folder", "list_custody", "list_findings", "list_folders",
    "list_inventories", "list_places", "list_tagging_sessions", "list_tags", "locate_reads",
    "observe", "open_inventory", "pass_folder", "read_tag_uri", "record_tagging_sessions",
    "reference_tags", "register_folder", "register_folders_in_bulk", "remove_folder",
    "reserve_tag_serials", "retag_in_bulk", "tag_uri", "timeline_of",
]
