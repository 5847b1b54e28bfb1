"""Requests for folders, and consignments between branches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RequestState(StrEnum):
    """How far a request has come. `handed_over`, `refused` and `cancelled` are ends."""

    ASKED = "asked"
    PULLED = "pulled"
    NOT_FOUND = "not_found"
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class FolderRequest:
    """One request for a folder, as the pull list and the officer's list show it.

    `place` is where the folder lies, empty when it is not on a shelf; `holder` who has it then.
    """

    id: int
    folder_id: int
    case_sign: str
    branch: str
    place: str
    holder: str
    asked_at: datetime
    asked_by: str
    purpose: str
    is_urgent: bool
    state: RequestState
    note: str


@dataclass(frozen=True)
class Loan:
    """One folder that is with somebody, and when it is due back; days late, 0 when it is not."""

    folder_id: int
    case_sign: str
    branch: str
    holder: str
    since: datetime
    due_date: date | None
    days_late: int


class ConsignmentState(StrEnum):
    """How far a consignment has come."""

    PACKING = "packing"
    SENT = "sent"
    RECEIVED = "received"


@dataclass(frozen=True)
class Consignment:
    """Folders that go from one branch to another together, with their list.

    `received` counts those that were read at the other end; a consignment is received when the
    receiving branch closes it, whatever is missing.
    """

    id: int
    from_branch: str
    to_branch: str
    state: ConsignmentState
    opened_at: datetime
    opened_by: str
    sent_at: datetime | None
    received_at: datetime | None
    folders: int
    received: int


@dataclass(frozen=True)
class ConsignmentLine:
    """One folder of a consignment."""

    folder_id: int
    case_sign: str
    epc: str
    received_at: datetime | None
