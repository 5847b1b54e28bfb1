"""What crosses the door of knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LANGUAGES = ("pl", "en", "uk", "ru")


class TranslationState(StrEnum):
    """How a text stands to the Polish original."""

    UP_TO_DATE = "up_to_date"
    OUTDATED = "outdated"
    MACHINE = "machine"


@dataclass(frozen=True)
class ProcedureText:
    """One procedure card in one language, always of the same six parts."""

    language: str
    title: str
    summary: str
    who: str
    where: str
    documents: tuple[str, ...]
    fee: str
    term: str
    after: str


@dataclass(frozen=True)
class NewProcedure:
    """One procedure with its texts. The Polish text is the original."""

    slug: str
    legal_basis: str
    owner: str
    review_by: date
    texts: tuple[ProcedureText, ...]


@dataclass(frozen=True)
class Procedure:
    """One procedure as published in one language."""

    slug: str
    legal_basis: str
    review_by: date
    version: int
    published_at: datetime
    state: TranslationState
    text: ProcedureText
    languages: tuple[str, ...]


@dataclass(frozen=True)
class ProcedureStatus:
    """One procedure as its editors' list shows it: the state of every language."""

    slug: str
    title: str
    owner: str
    review_by: date
    version: int
    states: tuple[tuple[str, TranslationState | None], ...]
