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
from przystan.rooms.records.types.tags import (
    RefusedBytes,
    TagNumber,
    TagRead,
    TagScheme,
)

__all__ = [
    "Custody",
    "CustodyEntry",
    "FolderKind",
    "FolderSummary",
    "NewCustody",
    "NewFolder",
    "NewPlace",
    "NewTaggingSession",
    "Place",
    "PlaceKind",
    "RefusedBytes",
    "TagEntry",
    "TagNumber",
    "TagRead",
    "TagScheme",
    "TaggingSession",
]
