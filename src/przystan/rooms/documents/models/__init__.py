"""Tables of documents: readings, trust, checks, devices and scans; rows are appended."""

from przystan.rooms.documents.models.readings import DocumentReading
from przystan.rooms.documents.models.trust import TrustCertificate, TrustFile

__all__ = ["DocumentReading", "TrustCertificate", "TrustFile"]
