"""Where letters go and how they leave: addresses, the queue, electronic delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from przystan.rooms.cases.types.proceedings import LetterKind, PartyRole


@dataclass(frozen=True)
class Address:
    """Where a party gets letters: by post, in an electronic box, or both.

    `country` is empty for Poland; `electronic` is an address for electronic deliveries (ADE).
    """

    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    electronic: str = ""


@dataclass(frozen=True)
class Addressee:
    """The party to whom a letter goes; the name is people's, or the organisation's own."""

    role: PartyRole
    person_id: int | None
    organisation: str
    address: Address | None


@dataclass(frozen=True)
class QueuedLetter:
    """A letter that waits to leave; `addressee` is None in a case without parties."""

    letter_id: int
    case_id: int
    sign: str
    branch: str
    kind: LetterKind
    made_on: date
    addressee: Addressee | None


class ElectronicState(StrEnum):
    """Where a letter stands that left electronically."""

    QUEUED = "queued"
    SENT = "sent"
    OPENED = "opened"
    DEEMED = "deemed"


@dataclass(frozen=True)
class ElectronicLetter:
    """A letter on its electronic way: `since` is the day of its state.

    `deemed_on` is the last day of the term after which it counts as delivered all the same.
    """

    letter_id: int
    case_id: int
    sign: str
    branch: str
    kind: LetterKind
    state: ElectronicState
    since: date
    deemed_on: date | None
    reference: str
