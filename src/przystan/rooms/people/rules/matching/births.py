"""Comparing birth dates: digits, swaps, century slips, unknown parts."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA, Hamming

from przystan.rooms.people.rules.matching import weights
from przystan.rooms.people.types import BirthPrecision, MatchReasonKind, MatchRecord

Kind = MatchReasonKind
UNKNOWN = "00"
GENERATION = 15


def birth_digits(record: MatchRecord) -> str:
    """Return YYYYMMDD with 00 for what is unknown, empty where the birth date is not known."""
    if record.birth_text:
        return record.birth_text
    day, precision = record.birth_date, record.birth_precision
    if day is None or precision is BirthPrecision.UNKNOWN:
        return ""
    if precision is BirthPrecision.YEAR:
        return f"{day.year:04}0000"
    if precision is BirthPrecision.MONTH:
        return f"{day.year:04}{day.month:02}00"
    return f"{day:%Y%m%d}" if day.year > 999 else f"{day.year:04}{day:%m%d}"


def shown(digits: str) -> str:
    """Write the digits as a date, unknown parts left out."""
    parts = [digits[:4], *(p for p in (digits[4:6], digits[6:8]) if p != UNKNOWN)]
    return "-".join(parts) if digits else ""


@lru_cache(maxsize=65536)
def compare_births(left: str, right: str) -> tuple[MatchReasonKind, float]:
    """Compare two birth dates as eight digits, both known at least to the year."""
    if UNKNOWN in (left[4:6], left[6:8], right[4:6], right[6:8]):
        return _partly_known(left, right)
    if left == right:
        is_new_year = left[4:] == "0101"
        return Kind.BIRTH_EQUAL, weights.FIRST_OF_JANUARY if is_new_year else weights.BIRTH_EQUAL
    return _slip(left, right) or _near(left, right)


def _partly_known(left: str, right: str) -> tuple[MatchReasonKind, float]:
    # A known day or month against an unknown one says nothing; the known parts must agree.
    if left[:4] != right[:4]:
        is_digit = Hamming.distance(left[:4], right[:4]) == 1 and left[4:6] == right[4:6] != UNKNOWN
        return (Kind.BIRTH_TYPO, weights.ONE_PART) if is_digit else \
            (Kind.BIRTH_DIFFERENT, weights.BIRTH_DIFFERENT)
    if UNKNOWN in (left[4:6], right[4:6]):
        return Kind.BIRTH_COMPATIBLE, weights.YEAR_EQUAL
    if left[4:6] == right[4:6]:
        return Kind.BIRTH_COMPATIBLE, weights.MONTH_EQUAL
    return Kind.BIRTH_NEAR, weights.ONE_PART


def _slip(left: str, right: str) -> tuple[MatchReasonKind, float] | None:
    if left[:4] + left[6:] + left[4:6] == right:
        return Kind.BIRTH_DAY_MONTH_SWAPPED, weights.DAY_MONTH_SWAPPED
    if left[2:] == right[2:] and {left[:2], right[:2]} <= {"18", "19", "20"}:
        return Kind.BIRTH_CENTURY, weights.CENTURY
    if Hamming.distance(left, right) == 1:
        if abs(int(left[:4]) - int(right[:4])) >= GENERATION:
            # A father and a son may share a name and even a birthday.
            return Kind.BIRTH_NEAR, weights.ONE_PART
        return Kind.BIRTH_TYPO, weights.DIGIT
    if OSA.distance(left, right) == 1:
        return Kind.BIRTH_TYPO, weights.TRANSPOSED
    return None


def _near(left: str, right: str) -> tuple[MatchReasonKind, float]:
    if left[:4] == right[:4] and "0101" in (left[4:], right[4:]):
        # The first of January stands in for an unknown day in many documents.
        return Kind.BIRTH_NEAR, weights.YEAR_STANDS_IN
    same = [left[:4] == right[:4], left[4:6] == right[4:6], left[6:] == right[6:]]
    if sum(same) == 2:
        return Kind.BIRTH_NEAR, weights.ONE_PART if same[0] else weights.ONE_PART - 1
    if same[0] and left[4:6] == right[6:] or same[0] and left[6:] == right[4:6]:
        return Kind.BIRTH_NEAR, weights.ONE_PART - 2
    return Kind.BIRTH_DIFFERENT, weights.BIRTH_DIFFERENT
