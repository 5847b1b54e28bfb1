"""What a person was told, who stands by them, flags, corrections: their own rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CorrectedPart(StrEnum):
    """What of a card was corrected."""

    NAME = "name"
    IDENTIFIER = "identifier"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    CITIZENSHIP = "citizenship"
    LANGUAGES = "languages"


class GivenHow(StrEnum):
    """How the information on personal data reached the person."""

    PAPER = "paper"
    READ_ALOUD = "read_aloud"
    SCREEN = "screen"
    PHONE = "phone"
    POST = "post"


class LinkKind(StrEnum):
    """What one person is to another: the first is the second's spouse, parent or guardian."""

    SPOUSE = "spouse"
    PARENT = "parent"
    GUARDIAN = "guardian"


class FlagKind(StrEnum):
    """What is marked on a person."""

    DECEASED = "deceased"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Correction:
    """One correction: what a part of a card was, what it became, why, by whom."""

    part: CorrectedPart
    was: str
    became: str
    reason: str
    corrected_at: datetime
    actor_name: str


@dataclass(frozen=True)
class Clause:
    """One version of the information on personal data in one language.

    `is_confirmed` says that the office's data protection officer has accepted the text.
    """

    id: int
    version: int
    language: str
    body: str
    valid_from: date
    is_confirmed: bool


@dataclass(frozen=True)
class ClauseGiven:
    """One giving of the information to a person."""

    version: int
    language: str
    how: GivenHow
    given_at: datetime
    actor_name: str


@dataclass(frozen=True)
class NewGiving:
    """One giving of the information to be recorded: to whom, which text, how, when."""

    person_id: int
    clause_id: int
    how: GivenHow
    given_at: datetime


@dataclass(frozen=True)
class FamilyLink:
    """One link as a person's card tells it: what the relative is to the person.

    `role` is spouse, parent, child, guardian or ward; `until_date` or `is_ended` says that it is
    over.
    """

    id: int
    relative_id: int
    role: str
    since_date: date | None
    until_date: date | None
    is_ended: bool


@dataclass(frozen=True)
class Flag:
    """One flag: what, from which day, why; and until which day where it has ended."""

    id: int
    kind: FlagKind
    from_date: date
    reason: str
    set_by: str
    to_date: date | None
    ended_by: str

    @property
    def is_in_force(self) -> bool:
        """Whether the flag has not been ended."""
        return self.to_date is None
