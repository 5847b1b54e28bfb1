"""Notes that few may read: sealed ones of psychologists, restricted ones of legal advisers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class KeyState(StrEnum):
    """A specialist's key: it waits for a colleague to vouch for it, seals notes, or is retired."""

    WAITING = "waiting"
    IN_FORCE = "in_force"
    RETIRED = "retired"


@dataclass(frozen=True)
class SpecialistKey:
    """One specialist's key. The recipient is public (age1…); the identity is never shown."""

    id: int
    user_id: int
    owner: str
    branch: str | None
    recipient: str
    state: KeyState
    made_at: datetime
    vouched_by: str
    retired_at: datetime | None


@dataclass(frozen=True)
class SealedNote:
    """That a sealed note exists: who wrote it, when, and whose keys open it. Not its content."""

    id: int
    service_id: int
    written_at: datetime
    author: str
    openers: tuple[str, ...]
    may_open: bool


class PartyRole(StrEnum):
    """What somebody else is in a legal matter."""

    OPPOSING = "opposing"
    OTHER = "other"


@dataclass(frozen=True)
class Party:
    """Another party of a matter: a person or a firm; `number` is a NIP, KRS or PESEL if known."""

    name: str
    role: PartyRole = PartyRole.OPPOSING
    number: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class ConflictFinding:
    """One earlier matter in which the office advised the other side, without its content."""

    note_id: int
    advised_on: datetime
    adviser: str
    is_same_adviser: bool
    why: str


@dataclass(frozen=True)
class NewLegalNote:
    """A legal note for one legal service. `conflict_reason` is needed where conflicts are found."""

    service_id: int
    advice: str
    referral: str = ""
    parties: tuple[Party, ...] = ()
    conflict_reason: str = ""


@dataclass(frozen=True)
class LegalNote:
    """One restricted note as its readers see it."""

    id: int
    service_id: int
    branch: str
    written_at: datetime
    author: str
    advice: str
    referral: str
    parties: tuple[Party, ...]
    conflicts_found: int
    conflict_reason: str
