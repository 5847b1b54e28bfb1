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
    PlaceMove,
    Tag,
    TaggingSession,
)
from przystan.rooms.records.models.hunting import (
    Hunt,
    HuntLine,
    HuntRead,
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
    GateAlarmSettled,
    Sighting,
    TagSeen,
)
from przystan.rooms.records.models.requests import (
    Consignment,
    ConsignmentLine,
    FolderRequest,
    LoanReminder,
    LoanTerm,
    RequestStep,
)
from przystan.rooms.records.models.retention import (
    DisposalLine,
    DisposalList,
    DisposalStep,
    FolderCategory,
    LegalHold,
    RetentionRule,
)
from przystan.rooms.records.models.tagging import (
    SessionRemoval,
    TaggingEntry,
    TaggingError,
    TaggingRun,
)

__all__ = [
    "Antenna",
    "Consignment",
    "ConsignmentLine",
    "CustodyEvent",
    "DisposalLine",
    "DisposalList",
    "DisposalStep",
    "EdgeAgent",
    "EnrolmentCode",
    "Folder",
    "FolderCategory",
    "FolderRemoval",
    "FolderRequest",
    "GateAlarm",
    "GateAlarmSettled",
    "Hunt",
    "HuntLine",
    "HuntRead",
    "Inventory",
    "InventoryExpected",
    "InventoryFinding",
    "InventoryObservation",
    "InventoryScan",
    "InventoryStep",
    "LabelEnd",
    "LabelJob",
    "LegalHold",
    "LoanReminder",
    "LoanTerm",
    "Place",
    "PlaceMove",
    "RequestStep",
    "RetentionRule",
    "SessionRemoval",
    "Sighting",
    "Tag",
    "TagSeen",
    "TaggingEntry",
    "TaggingError",
    "TaggingRun",
    "TaggingSession",
]
