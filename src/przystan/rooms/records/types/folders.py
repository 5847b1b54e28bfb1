"""Folders, places, custody and tagging sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class FolderKind(StrEnum):
    """What procedure a paper case record belongs to."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    LONG_TERM = "long_term"
    WORK_PERMIT = "work_permit"
    CARD_DOCUMENTS = "card_documents"
    EU_CITIZEN = "eu_citizen"
    INVITATION_VISA = "invitation_visa"
    POLISH_CARD = "polish_card"


class PlaceKind(StrEnum):
    """What a place is in the tree of places."""

    BUILDING = "building"
    ROOM = "room"
    RACK = "rack"
    SHELF = "shelf"
    BOX = "box"
    DESK = "desk"
    TRANSIT = "transit"
    OUTSIDE = "outside"


class Custody(StrEnum):
    """Where a folder is, by its last custody event."""

    REGISTERED = "registered"
    SHELVED = "shelved"
    LENT = "lent"
    IN_TRANSIT = "in_transit"
    AT_SECOND_INSTANCE = "at_second_instance"
    AT_COURT = "at_court"
    MISSING = "missing"


@dataclass(frozen=True)
class NewPlace:
    """One place; `parent` is the code of a place given before it, `reference_epc` its own tag."""

    code: str
    name: str
    kind: PlaceKind
    branch: str
    parent: str | None = None
    capacity: int | None = None
    reference_epc: str | None = None


@dataclass(frozen=True)
class Place:
    """One place of the tree, with how many folders lie in it."""

    id: int
    code: str
    name: str
    kind: PlaceKind
    branch: str
    parent_id: int | None
    capacity: int | None
    folders: int


@dataclass(frozen=True)
class NewTaggingSession:
    """One session of labelling: a day's work of some persons, in person-hours."""

    work_date: date
    branch: str
    persons: int
    hours: Decimal
    recorded_at: datetime
    errors: int = 0
    reference: str = ""


@dataclass(frozen=True)
class NewCustody:
    """One step of custody."""

    custody: Custody
    at: datetime
    place_id: int | None = None
    holder: str = ""


@dataclass(frozen=True)
class NewFolder:
    """One folder as registered; labelled when it has the serial of a tag, or a tag's number."""

    case_sign: str
    kind: FolderKind
    branch: str
    registered_at: datetime
    is_open: bool
    session_id: int | None = None
    tag_serial: int | None = None
    labelled_at: datetime | None = None
    case_id: int | None = None
    custody: tuple[NewCustody, ...] = ()
    epc: str = ""


@dataclass(frozen=True)
class FolderSummary:
    """One folder as a list shows it."""

    id: int
    case_sign: str
    kind: FolderKind
    branch: str
    is_open: bool
    epc: str
    custody: Custody
    place: str
    holder: str
    since: datetime


@dataclass(frozen=True)
class CustodyEntry:
    """One step of the chain of custody."""

    custody: Custody
    at: datetime
    place: str
    holder: str
    recorded_by: str
    note: str


@dataclass(frozen=True)
class TagEntry:
    """One tag that a folder has or had."""

    epc: str
    labelled_at: datetime
    retired_at: datetime | None
    reason: str


@dataclass(frozen=True)
class TaggingSession:
    """One session with what it yielded."""

    id: int
    reference: str
    work_date: date
    branch: str
    persons: int
    hours: Decimal
    errors: int
    folders: int


class FolderEventKind(StrEnum):
    """What happened to a folder or its tag, as its neighbours in the world of goods see it."""

    LABELLED = "labelled"
    TAG_RETIRED = "tag_retired"
    TAG_REPLACED = "tag_replaced"
    CUSTODY = "custody"
    COUNTED = "counted"


@dataclass(frozen=True)
class FolderEvent:
    """One thing that happened to a folder; `number` tells it among those of its kind.

    `before` is the custody that a step of custody ended.
    """

    kind: FolderEventKind
    number: int
    at: datetime
    folder_id: int
    epc: str
    place: str = ""
    custody: Custody | None = None
    before: Custody | None = None
