"""What crosses the door of advisory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class StayBasis(StrEnum):
    """On what a beneficiary's stay rests: the classes of the Fund's target group."""

    TEMPORARY_PROTECTION = "temporary_protection"
    TEMPORARY_PERMIT = "temporary_permit"
    PENDING_STAMP = "pending_stamp"
    NATIONAL_VISA = "national_visa"
    VISA_FREE = "visa_free"
    PERMANENT = "permanent"
    SCHENGEN_VISA = "schengen_visa"
    HUMANITARIAN = "humanitarian"
    CHILD_BORN_IN_POLAND = "child_born_in_poland"
    FAMILY_MEMBER = "family_member"
    IN_COURSE = "in_course"
    OTHER = "other"


class ServiceKind(StrEnum):
    """The kinds of service that the point gives."""

    INFORMATION = "information"
    LEGAL = "legal"
    PSYCHOLOGICAL = "psychological"
    INTERPRETING = "interpreting"


class InterpreterMode(StrEnum):
    """How an interpreter took part in a visit."""

    NONE = "none"
    ON_SITE = "on_site"
    PHONE = "phone"


class Channel(StrEnum):
    """How the person came to the point."""

    DESK = "desk"
    PHONE = "phone"
    ONLINE = "online"
    OUTREACH = "outreach"


class Topic(StrEnum):
    """What a service was about. A psychological service has none."""

    NONE = ""
    RESIDENCE_AND_WORK = "residence_and_work"
    FAMILY = "family"
    TEMPORARY_PROTECTION = "temporary_protection"
    APPEAL = "appeal"
    PERMANENT = "permanent"
    EMPLOYER = "employer"
    CITIZENSHIP = "citizenship"
    SOCIAL = "social"
    LANGUAGE_AND_SCHOOL = "language_and_school"
    OTHER = "other"


@dataclass(frozen=True)
class NewCard:
    """A beneficiary card to be opened for a person in a project."""

    person_id: int
    project_id: int
    number: str
    branch: str
    opened_on: date
    stay_basis: StayBasis
    is_signed: bool = False
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class NewService:
    """One service given in a visit; provided on the visit's day unless another is named."""

    kind: ServiceKind
    topic: Topic = Topic.NONE
    minutes: int | None = None
    provided_on: date | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class NewVisit:
    """One visit under a card, with its services. `closed_at` is None while it goes on.

    `entry_key` is the desk's own key of the entry: the same key twice is the same visit.
    """

    card_id: int
    branch: str
    visited_on: date
    language: str
    services: tuple[NewService, ...] = ()
    interpreter_mode: InterpreterMode = InterpreterMode.NONE
    channel: Channel = Channel.DESK
    recorded_at: datetime | None = None
    closed_at: datetime | None = None
    entry_key: UUID | None = None


@dataclass(frozen=True)
class Service:
    """One service as recorded; removed ones say when and why."""

    id: int
    visit_id: int
    kind: ServiceKind
    topic: Topic
    minutes: int | None
    provided_on: date
    recorded_at: datetime
    removed_at: datetime | None
    removal_reason: str


@dataclass(frozen=True)
class Visit:
    """One visit with its services."""

    id: int
    card_id: int
    branch: str
    visited_on: date
    language: str
    interpreter_mode: InterpreterMode
    channel: Channel
    recorded_at: datetime
    closed_at: datetime | None
    services: tuple[Service, ...]


@dataclass(frozen=True)
class Card:
    """One beneficiary card; the person is a reference, the name is read from people."""

    id: int
    person_id: int
    project_id: int
    project_code: str
    number: str
    branch: str
    opened_on: date
    recorded_at: datetime
    stay_basis: StayBasis
    is_signed: bool


@dataclass(frozen=True)
class CardSummary:
    """One line of the list of cards."""

    card: Card
    visits: int
    last_visit_on: date | None


@dataclass(frozen=True)
class VisitSummary:
    """One line of the list of visits."""

    visit: Visit
    card: Card
