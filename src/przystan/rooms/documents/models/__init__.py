"""Tables of documents: readings, trust, examinations, devices and scans; rows are appended."""

from przystan.rooms.documents.models.examinations import (
    ChecklistFeature,
    Evidence,
    Examination,
    LostDocument,
    LostList,
    Verdict,
)
from przystan.rooms.documents.models.letters import ReceivedMail, ScannedLetter, ScanStack
from przystan.rooms.documents.models.readings import DocumentReading
from przystan.rooms.documents.models.stations import (
    Asset,
    AssetEvent,
    Device,
    DeviceEvent,
    DurabilityRule,
)
from przystan.rooms.documents.models.trust import TrustCertificate, TrustFile

__all__ = [
    "Asset", "AssetEvent", "ChecklistFeature", "Device", "DeviceEvent", "DocumentReading",
    "DurabilityRule", "Evidence", "Examination", "LostDocument", "LostList", "ReceivedMail",
    "ScanStack", "ScannedLetter", "TrustCertificate", "TrustFile", "Verdict",
]
