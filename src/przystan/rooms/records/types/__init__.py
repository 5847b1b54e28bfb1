"""What crosses the door of records: frozen, and free of Django."""

from przystan.rooms.records.types.folders import (
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
    TagEntry,
    TaggingSession,
)
from przystan.rooms.records.types.inventory import (
    Finding,
    FindingKind,
    Inventory,
    InventoryLine,
    InventoryState,
    Observation,
)
from przystan.rooms.records.types.sightings import (
    Agent,
    AntennaPlace,
    Batch,
    LastSeen,
    Sighting,
)
from przystan.rooms.records.types.tags import (
    RefusedBytes,
    TagNumber,
    TagRead,
    TagScheme,
)

__all__ = [
    "Agent",
    "AntennaPlace",
    "Batch",
    "Custody",
    "CustodyEntry",
    "Finding",
    "FindingKind",
    "FolderKind",
    "FolderSummary",
    "Inventory",
    "InventoryLine",
    "InventoryState",
    "LastSeen",
    "NewCustody",
    "NewFolder",
    "NewPlace",
    "NewTaggingSession",
    "Observation",
    "Place",
    "PlaceKind",
    "RefusedBytes",
    "Sighting",
    "TagEntry",
    "TagNumber",
    "TagRead",
    "TagScheme",
    "TaggingSession",
]
