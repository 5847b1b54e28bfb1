"""Comparing two persons: what is compared, what came out and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from przystan.rooms.people.types.persons import BirthPrecision, Sex


class Verdict(StrEnum):
    """What the machine makes of two records.

    SAME asks a person "the same person?" first; it links nothing by itself. UNSURE goes to the
    queue for review, DIFFERENT is not shown.
    """

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


class MatchReasonKind(StrEnum):
    """What one term of a comparison says."""

    FAMILY_EQUAL = "family_equal"
    FAMILY_TRANSLITERATED = "family_transliterated"
    FAMILY_SIMILAR = "family_similar"
    FAMILY_PART = "family_part"
    FAMILY_DIFFERENT = "family_different"
    FAMILY_CHANGED = "family_changed"
    GIVEN_EQUAL = "given_equal"
    GIVEN_TRANSLITERATED = "given_transliterated"
    GIVEN_EQUIVALENT = "given_equivalent"
    GIVEN_SIMILAR = "given_similar"
    GIVEN_INITIAL = "given_initial"
    GIVEN_PART = "given_part"
    GIVEN_DIFFERENT = "given_different"
    NAMES_SWAPPED = "names_swapped"
    PATRONYMIC_EQUAL = "patronymic_equal"
    PATRONYMIC_DIFFERENT = "patronymic_different"
    NAME_MISSING = "name_missing"
    BIRTH_EQUAL = "birth_equal"
    BIRTH_COMPATIBLE = "birth_compatible"
    BIRTH_DAY_MONTH_SWAPPED = "birth_day_month_swapped"
    BIRTH_CENTURY = "birth_century"
    BIRTH_TYPO = "birth_typo"
    BIRTH_NEAR = "birth_near"
    BIRTH_DIFFERENT = "birth_different"
    BIRTH_MISSING = "birth_missing"
    SEX_EQUAL = "sex_equal"
    SEX_DIFFERENT = "sex_different"
    CITIZENSHIP_EQUAL = "citizenship_equal"
    CITIZENSHIP_DIFFERENT = "citizenship_different"
    DOCUMENT_EQUAL = "document_equal"
    DOCUMENT_TYPO = "document_typo"
    DOCUMENT_DIFFERENT = "document_different"
    PESEL_EQUAL = "pesel_equal"
    PESEL_TYPO = "pesel_typo"
    PESEL_DIFFERENT = "pesel_different"
    PHONE_EQUAL = "phone_equal"
    ADDRESS_EQUAL = "address_equal"
    ADDRESS_SIMILAR = "address_similar"
    ADDRESS_DIFFERENT = "address_different"
    SAME_AS_THIRD = "same_as_third"
    LIMITED = "limited"


@dataclass(frozen=True)
class MatchRecord:
    """What is known of a person, for comparing. Every part may be missing.

    `names` holds (family name, given names) in any script; where the order of words is unknown
    the whole name stands in the first part and the second is empty. `birth_text` is a birth date
    that does not exist, as eight digits YYYYMMDD (19900231): it is compared by its digits.
    `documents` are normal_number()s, `phones` E.164, `citizenship` ISO 3166 alpha-3 or empty.
    `address` holds parts of an address in any order; it is evidence only where both have it.
    """

    names: tuple[tuple[str, str], ...] = ()
    birth_date: date | None = None
    birth_precision: BirthPrecision = BirthPrecision.DAY
    birth_text: str = ""
    sex: Sex | None = None
    citizenship: str = ""
    documents: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    pesel: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class MatchReason:
    """One term of a comparison: its kind, the two values it speaks of, its weight in bits."""

    kind: MatchReasonKind
    left: str
    right: str
    weight: float


@dataclass(frozen=True)
class Comparison:
    """What came out of comparing two records.

    Shape: `score` in bits, the sum of the reasons' weights and of the prior; 0 is as likely as
    not among the persons compared with. `is_link` says that the two may be linked without
    asking: an equal document number or PESEL together with the birth date. `limited_by` names
    the rule that forbids the verdict "same" whatever the score, empty where none does.
    """

    score: float
    verdict: Verdict
    reasons: tuple[MatchReason, ...]
    is_link: bool = False
    limited_by: str = ""
