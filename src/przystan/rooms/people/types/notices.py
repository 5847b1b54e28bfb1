"""What is wrong with, or unusual about, a person's data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PersonProblem(StrEnum):
    """Why a person's data cannot be stored."""

    NO_NAME = "no_name"
    EMPTY_NAME = "empty_name"
    NAME_TOO_LONG = "name_too_long"
    UNKNOWN_CITIZENSHIP = "unknown_citizenship"
    BORN_IN_FUTURE = "born_in_future"
    BORN_TOO_LONG_AGO = "born_too_long_ago"


class NoticeKind(StrEnum):
    """What is unusual, accepted and said."""

    INVISIBLE_REMOVED = "invisible_removed"
    MIXED_SCRIPTS = "mixed_scripts"
    TWO_SCRIPTS = "two_scripts"
    ONE_WORD = "one_word"
    LONG_NAME = "long_name"
    NO_BIRTH_DATE = "no_birth_date"
    DOCUMENT_EXPIRED = "document_expired"
    PESEL_OTHER_BIRTH_DATE = "pesel_other_birth_date"
    PESEL_OTHER_SEX = "pesel_other_sex"


@dataclass(frozen=True)
class Notice:
    """One unusual thing and the text it speaks of."""

    kind: NoticeKind
    text: str = ""
