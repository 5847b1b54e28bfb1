"""Receipt, parties, letters, decisions, cards and fees of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from przystan.rooms.cases.types.cases import Channel, Decision
from przystan.rooms.cases.types.catalogue import ItemKind


class Regime(StrEnum):
    """How applications are filed: on paper with a stamp, or electronically with a certificate."""

    PAPER = "paper"
    ELECTRONIC = "electronic"


class Confirmation(StrEnum):
    """What shows that an application was filed in time and is formally complete."""

    STAMP = "stamp"
    CERTIFICATE = "certificate"


class PartyRole(StrEnum):
    """As what somebody takes part in a case."""

    APPLICANT = "applicant"
    PROXY = "proxy"
    GUARDIAN = "guardian"
    EMPLOYER = "employer"
    SPONSOR = "sponsor"


class LinkKind(StrEnum):
    """Why two cases belong together."""

    FAMILY = "family"
    RENEWAL = "renewal"
    CHANGE = "change"


class LetterKind(StrEnum):
    """What a letter is."""

    SUMMONS = "summons"
    DECISION = "decision"


class DeliveryStep(StrEnum):
    """One step of a letter's way to its reader."""

    SENT = "sent"
    FIRST_NOTICE = "first_notice"
    SECOND_NOTICE = "second_notice"
    DELIVERED = "delivered"
    REFUSED = "refused"
    E_QUEUED = "e_queued"
    E_SENT = "e_sent"
    E_OPENED = "e_opened"
    E_DEEMED = "e_deemed"


class Verdict(StrEnum):
    """What the head says of a draft."""

    APPROVED = "approved"
    RETURNED = "returned"


class CardStep(StrEnum):
    """Where a residence card stands."""

    ORDERED = "ordered"
    PRODUCED = "produced"
    READY = "ready"
    COLLECTED = "collected"


class FeeEntryKind(StrEnum):
    """What a line of the fee ledger is."""

    DUE = "due"
    RELIEF = "relief"
    PAID = "paid"
    REFUND = "refund"


@dataclass(frozen=True)
class Application:
    """One application at the moment of its receipt; `entry_key` is the form's own key."""

    unit: str
    type_code: str
    received_at: datetime
    channel: Channel
    branch: str
    person_id: int | None
    entry_key: UUID
    last_stay_date: date | None = None


@dataclass(frozen=True)
class ReceiptFacts:
    """The receipt of a case. `in_time` is None where the last day of lawful stay is not known."""

    received_at: datetime
    regime: Regime
    last_stay_date: date | None
    in_time: bool | None
    confirmation: Confirmation | None
    confirmed_on: date | None


@dataclass(frozen=True)
class PartyEntry:
    """Who takes part in a case; `ended_on` once no more."""

    id: int
    role: PartyRole
    person_id: int | None
    organisation: str
    since: date
    ended_on: date | None
    end_reason: str


@dataclass(frozen=True)
class LinkedCase:
    """A case that belongs to another."""

    case_id: int
    sign: str
    kind: LinkKind


@dataclass(frozen=True)
class ChecklistLine:
    """One thing of a case's checklist: whether it came, and whether it was asked for."""

    code: str
    kind: ItemKind
    article: str
    is_confirmed: bool
    text: Mapping[str, str]
    came_on: date | None
    asked_on: date | None


@dataclass(frozen=True)
class Delivery:
    """One recorded step of a letter's way.

    `reference` is the registered number of a letter that was posted, the service's own of one that
    went electronically, and the article by which that one counts as delivered.
    """

    step: DeliveryStep
    on: date
    reference: str = ""


@dataclass(frozen=True)
class DeliveryDay:
    """The day on which a letter counts as delivered, and the article that says so."""

    on: date
    article: str
    is_deemed: bool


@dataclass(frozen=True)
class LetterEntry:
    """One letter of a case with its way; `due_on` is the last day of a summons once delivered."""

    id: int
    kind: LetterKind
    made_on: date
    language: str
    steps: tuple[Delivery, ...]
    delivered: DeliveryDay | None
    due_on: date | None
    items: tuple[ChecklistLine, ...]


@dataclass(frozen=True)
class Draft:
    """A decision on its way to the signature."""

    id: int
    outcome: Decision
    grounds: str
    drafted_by: str
    drafted_at: datetime
    verdict: Verdict | None
    review_note: str
    reviewed_by: str
    signed_on: date | None
    signed_by: str


@dataclass(frozen=True)
class CardEntry:
    """One step of a card's way."""

    step: CardStep
    on: date


@dataclass(frozen=True)
class NewFeeEntry:
    """One line for the fee ledger, in PLN; the same `entry_key` twice is the same line."""

    kind: FeeEntryKind
    fee: str
    amount: Decimal
    on: date
    note: str
    entry_key: UUID


@dataclass(frozen=True)
class FeeLedger:
    """What a case owes and has had, in PLN: `balance` is what is still to pay, negative when
    something is to be given back.
    """

    entries: tuple[NewFeeEntry, ...]
    due: Decimal
    relief: Decimal
    paid: Decimal
    refunded: Decimal
    balance: Decimal
