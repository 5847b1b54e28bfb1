"""Tables of records."""

from przystan.rooms.records.models.counting import (
    Inventory,
    InventoryExpected,
    InventoryFinding,
    InventoryObservation,
    InventoryScan,
    InventoryStep,
)
from przystan.rooms.records.models.folders import (
    CustodyEvent,
    Folder,
    FolderRemoval,
    Place,
    Tag,
    TaggingSession,
)
from przystan.rooms.records.models.labels import (
    LabelEnd,
    LabelJob,
)
from przystan.rooms.records.models.readers import (
    Antenna,
    EdgeAgent,
    EnrolmentCode,
    Sighting,
    TagSeen,
)

__all__ = [
    "Antenna",
    "CustodyEvent",
    "EdgeAgent",
    "EnrolmentCode",
    "Folder",
    "FolderRemoval",
    "Inventory",
    "InventoryExpected",
    "InventoryFinding",
    "InventoryObservation",
    "InventoryScan",
    "InventoryStep",
    "LabelEnd",
    "LabelJob",
    "Place",
    "Sighting",
    "Tag",
    "TagSeen",
    "TaggingSession",
]
