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
    INVENTORY_TOPIC,
    InventoryNotClosed,
    InventoryNotOpen,
    InventoryOverlaps,
    PlaceOutsideScope,
    SecondPersonNeeded,
    abandon_inventory,
    close_inventory,
    confirm_inventory,
    observe,
    observe_texts,
    open_inventory,
)
from przystan.rooms.records.operations.labels import (
    ChipKnown,
    LabelAsked,
    LabelEnded,
    LabelNotFound,
    WrongTag,
    ask_label,
    confirm_label,
    give_up_label,
    label_of_key,
)
from przystan.rooms.records.operations.sheets import label_sheet
from przystan.rooms.records.operations.sightings import (
    SIGHTINGS_TOPIC,
    AgentUnknown,
    BadKey,
    CodeRefused,
    PlaceNotFound,
    enrol_agent,
    make_enrolment_code,
    place_antenna,
    revoke_agent,
    take_batch,
    verify_agent,
)
from przystan.rooms.records.queries.events import folder_events
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
from przystan.rooms.records.queries.labels import list_labels
from przystan.rooms.records.queries.sightings import (
    allowed_to_leave,
    last_seen,
    list_agents,
    list_antennas,
)
from przystan.rooms.records.rules.epcis import epcis_document, epcis_event
from przystan.rooms.records.rules.inventory import is_folder_tag, locate_reads
from przystan.rooms.records.rules.labels import label_number, label_zpl, read_back
from przystan.rooms.records.rules.smoothing import Smoother
from przystan.rooms.records.rules.tags import (
    FOLDER_SCHEMES,
    NotATag,
    decode_tag,
    encode_tag,
    read_tag_uri,
    tag_uri,
)
from przystan.rooms.records.types import (
    Agent,
    AntennaPlace,
    Batch,
    Custody,
    CustodyEntry,
    Finding,
    FindingKind,
    FolderEvent,
    FolderEventKind,
    FolderKind,
    FolderSummary,
    Inventory,
    InventoryLine,
    InventoryState,
    Label,
    LabelOutcome,
    LabelWay,
    LastSeen,
    NewCustody,
    NewFolder,
    NewPlace,
    NewTaggingSession,
    Observation,
    Place,
    PlaceKind,
    ReadBack,
    RefusedBytes,
    Sighting,
    TagEntry,
    TaggingSession,
    TagNumber,
    TagRead,
    TagScheme,
)

__all__ = [
    "Agent", "AgentUnknown", "AntennaPlace", "BadKey", "Batch", "ChipKnown", "CodeRefused",
    "Custody", "CustodyEntry", "CustodyNotAllowed", "FOLDER_SCHEMES", "Finding", "FindingKind",
    "FolderEvent", "FolderEventKind", "FolderKind", "FolderNotFound", "FolderRegisteredBefore",
    "FolderSummary", "INVENTORY_TOPIC", "Inventory", "InventoryLine", "InventoryNotClosed",
    "InventoryNotFound", "InventoryNotOpen", "InventoryOverlaps", "InventoryState", "Label",
    "LabelAsked", "LabelEnded", "LabelNotFound", "LabelOutcome", "LabelWay", "LastSeen",
    "NewCustody", "NewFolder", "NewPlace", "NewTaggingSession", "NotATag", "Observation",
    "Place", "PlaceKind", "PlaceNeeded", "PlaceNotFound", "PlaceOutsideScope", "ReadBack",
    "ReasonNeeded", "RefusedBytes", "SIGHTINGS_TOPIC", "SecondPersonNeeded", "Sighting",
    "Smoother", "TagEntry", "TagInUse", "TagNumber", "TagRead", "TagScheme", "TaggingSession",
    "WrongTag", "abandon_inventory", "add_places", "allowed_to_leave", "ask_label",
    "close_inventory", "confirm_inventory", "confirm_label", "decode_tag", "encode_tag",
    "enrol_agent", "epcis_document", "epcis_event", "find_folder", "folder_events",
    "get_folder", "get_inventory", "give_up_label", "is_folder_tag", "known_sessions",
    "known_signs", "known_tags", "label_folder", "label_number", "label_of_key", "label_sheet",
    "label_zpl", "last_seen", "list_agents", "list_antennas", "list_custody", "list_findings",
    "list_folders", "list_inventories", "list_labels", "list_places", "list_tagging_sessions",
    "list_tags", "locate_reads", "make_enrolment_code", "observe", "observe_texts",
    "open_inventory", "pass_folder", "place_antenna", "read_back", "read_tag_uri",
    "record_tagging_sessions", "reference_tags", "register_folder", "register_folders_in_bulk",
    "remove_folder", "reserve_tag_serials", "retag_in_bulk", "revoke_agent", "tag_uri",
    "take_batch", "timeline_of", "verify_agent",
]
