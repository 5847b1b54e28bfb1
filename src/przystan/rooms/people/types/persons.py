"""Persons, their names and numbers, merges and findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from przystan.rooms.people.types.rights import ClauseGiven, Correction, FamilyLink, Flag, FlagKind


class Sex(StrEnum):
    """The sex as the document states it (ICAO 9303: F, M, X)."""

    FEMALE = "f"
    MALE = "m"
    OTHER = "x"


class BirthPrecision(StrEnum):
    """How much of the birth date is known; the unknown parts are stored as 1."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class NameKind(StrEnum):
    """Where a form of a name comes from."""

    AS_WRITTEN = "as_written"
    PASSPORT = "passport"
    POLISH = "polish"
    FORMER = "former"
    MAIDEN = "maiden"


class IdentifierKind(StrEnum):
    """What a number identifies a person by."""

    PESEL = "pesel"
    PASSPORT = "passport"
    RESIDENCE_CARD = "residence_card"
    VISA = "visa"
    OTHER = "other"


class MatchKind(StrEnum):
    """Why a person was found."""

    PESEL = "pesel"
    DOCUMENT = "document"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    NAME = "name"
    NAME_AND_BIRTH_DATE = "name_and_birth_date"


@dataclass(frozen=True)
class NewName:
    """One form of a name. A person with one name only leaves the other part empty."""

    kind: NameKind
    family_name: str
    given_names: str


@dataclass(frozen=True)
class NewIdentifier:
    """One number of a person; the issuing state is an alpha-3 code, "POL" for a PESEL."""

    kind: IdentifierKind
    value: str
    issuing_state: str = ""
    valid_until: date | None = None


@dataclass(frozen=True)
class NewPerson:
    """A person to be registered. Citizenship is ISO 3166 alpha-3, XXA stateless, XXX unspecified.

    `registered_at` is the act of registration where it was earlier than its recording.
    """

    sex: Sex
    citizenship: str
    names: tuple[NewName, ...]
    registered_branch: str
    birth_date: date | None = None
    birth_precision: BirthPrecision = BirthPrecision.DAY
    identifiers: tuple[NewIdentifier, ...] = ()
    phones: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    registered_at: datetime | None = None


@dataclass(frozen=True)
class PersonName:
    """One form of a name, as written, with its script (ISO 15924; Zxxx where letters mix)."""

    kind: NameKind
    family_name: str
    given_names: str
    script: str
    recorded_at: datetime
    id: int = 0
    withdrawn_at: datetime | None = None

    @property
    def full(self) -> str:
        """The name as one line, family name first."""
        return f"{self.family_name} {self.given_names}".strip()


@dataclass(frozen=True)
class Identifier:
    """One number of a person as it is held."""

    id: int
    kind: IdentifierKind
    value: str
    issuing_state: str
    valid_until: date | None
    recorded_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class Phone:
    """One phone of a person, E.164; `shared_by` is how many other persons have it too."""

    id: int
    number: str
    recorded_at: datetime
    shared_by: int = 0


@dataclass(frozen=True)
class Merge:
    """One finding that two cards are one person, undone or not."""

    id: int
    duplicate_id: int
    survivor_id: int
    reason: str
    merged_at: datetime
    actor_name: str
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True)
class Person:
    """Everything that identifies one person, with what merged cards brought."""

    id: int
    sex: Sex
    citizenship: str
    birth_date: date | None
    birth_precision: BirthPrecision
    registered_at: datetime
    registered_branch: str
    languages: tuple[str, ...]
    names: tuple[PersonName, ...]
    identifiers: tuple[Identifier, ...]
    phones: tuple[str, ...]
    merges: tuple[Merge, ...]
    member_ids: tuple[int, ...]
    erased_at: datetime | None
    phone_rows: tuple[Phone, ...] = ()
    flags: tuple[Flag, ...] = ()
    links: tuple[FamilyLink, ...] = ()
    clauses: tuple[ClauseGiven, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def full_name(self) -> str:
        """The name by which the office calls the person."""
        return self.names[0].full if self.names else ""

    def flag(self, kind: FlagKind) -> Flag | None:
        """The flag of a kind that is in force, if there is one."""
        return next((f for f in self.flags if f.kind is kind and f.is_in_force), None)

    def is_minor(self, on: date) -> bool:
        """Whether the person is not yet 18 on a day (Civil Code, art. 10); unknown is not."""
        born = self.birth_date
        return born is not None and (on.year - born.year, on.month, on.day) < (
            18, born.month, born.day)

    @property
    def has_guardian(self) -> bool:
        """Whether a parent or a guardian who stands by the person is recorded."""
        return any(x.role in ("parent", "guardian") and not x.is_ended for x in self.links)


@dataclass(frozen=True)
class Reason:
    """Why a person was found: the kind, and the part of the question that matched."""

    kind: MatchKind
    text: str


@dataclass(frozen=True)
class Candidate:
    """One person found by a search; `via_id` is the merged card under which it was found."""

    person_id: int
    name: str
    other_names: tuple[str, ...]
    sex: Sex
    citizenship: str
    birth_date: date | None
    birth_precision: BirthPrecision
    reasons: tuple[Reason, ...]
    via_id: int | None = None
    is_restricted: bool = False


@dataclass(frozen=True)
class Holder:
    """Who holds a number: the card that stands for the person, the birth date of the holder."""

    person_id: int
    birth_date: date | None


@dataclass(frozen=True)
class NewMerge:
    """One merge to be recorded: the duplicate's card points to the survivor's."""

    duplicate_id: int
    survivor_id: int
    reason: str
    merged_at: datetime | None = None


@dataclass(frozen=True)
class LegalHold:
    """Why a room must keep a person's identity, on which basis, and until when."""

    room: str
    basis: str
    until_date: date


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that a room recorded about a person: the shape that every room's timeline has.

    `kind` says what it is ("visit"), `reference` names it, `text` says more; `url` may open it.
    """

    at: datetime
    kind: str
    reference: str
    text: str = ""
    url: str = ""
