"""Machine-readable zones: their parts, their checks, their readings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Format(StrEnum):
    """The shapes of a machine-readable zone (ICAO 9303-4 to 9303-7)."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


class Outcome(StrEnum):
    """What a check came to. Not possible means that the zone holds nothing to check by."""

    PASS = "pass"
    FAIL = "fail"
    NOT_POSSIBLE = "not_possible"


class Field(StrEnum):
    """The parts of a machine-readable zone."""

    DOCUMENT_CODE = "document_code"
    ISSUING_STATE = "issuing_state"
    NAMES = "names"
    NUMBER = "number"
    NATIONALITY = "nationality"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    EXPIRY_DATE = "expiry_date"
    PERSONAL_NUMBER = "personal_number"
    OPTIONAL = "optional"
    COMPOSITE = "composite"
    VALIDITY = "validity"


class Reason(StrEnum):
    """Why a check came to its outcome."""

    DIGIT_HOLDS = "digit_holds"
    DIGIT_WRONG = "digit_wrong"
    NO_DIGIT = "no_digit"
    KNOWN_CODE = "known_code"
    UNKNOWN_CODE = "unknown_code"
    DATE_IMPOSSIBLE = "date_impossible"
    NOT_EXPIRED = "not_expired"
    EXPIRED = "expired"
    MAY_BE_CUT = "may_be_cut"
    BAD_CHARACTER = "bad_character"


@dataclass(frozen=True)
class Check:
    """One check of one part: its text, the digit read and the digit computed, the outcome."""

    field: Field
    text: str
    digit: str
    computed: str
    outcome: Outcome
    reason: Reason


@dataclass(frozen=True)
class Ambiguity:
    """A character that its check digit cannot tell from a lookalike."""

    field: Field
    place: int
    character: str
    alternatives: str


@dataclass(frozen=True)
class MrzReading:
    """A machine-readable zone taken apart, with every check. Dates are None where unknown."""

    format: Format
    lines: tuple[str, ...]
    document_code: str
    issuing_state: str
    family_name: str
    given_names: str
    number: str
    nationality: str
    birth_date: date | None
    birth_text: str
    sex: str
    expiry_date: date | None
    optional: str
    checks: tuple[Check, ...]
    ambiguities: tuple[Ambiguity, ...]

    @property
    def verdict(self) -> Outcome:
        """The worst outcome decides; a check that is not possible decides nothing."""
        failed = any(c.outcome is Outcome.FAIL for c in self.checks)
        return Outcome.FAIL if failed else Outcome.PASS


@dataclass(frozen=True)
class MrzContent:
    """What is to be written into a machine-readable zone."""

    format: Format
    document_code: str
    issuing_state: str
    family_name: str
    given_names: str
    number: str
    nationality: str
    birth_date: date
    sex: str
    expiry_date: date
    optional: str = ""


@dataclass(frozen=True)
class Reading:
    """One reading as recorded."""

    id: int
    kind: Format
    document_code: str
    issuing_state: str
    number: str
    expiry_date: date | None
    verdict: Outcome
    failed: tuple[str, ...]
    read_at: datetime
    read_by: str
    workstation: str
    person_id: int | None
