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
    GateAlarm,
    Sighting,
    TagSeen,
)
from przystan.rooms.records.models.requests import (
    Consignment,
    ConsignmentLine,
    FolderRequest,
    LoanTerm,
    RequestStep,
)

__all__ = [
    "Antenna",
    "Consignment",
    "ConsignmentLine",
    "CustodyEvent",
    "EdgeAgent",
    "EnrolmentCode",
    "Folder",
    "FolderRemoval",
    "FolderRequest",
    "GateAlarm",
    "Inventory",
    "InventoryExpected",
    "InventoryFinding",
    "InventoryObservation",
    "InventoryScan",
    "InventoryStep",
    "LabelEnd",
    "LabelJob",
    "LoanTerm",
    "Place",
    "RequestStep",
    "Sighting",
    "Tag",
    "TagSeen",
    "TaggingSession",
]
