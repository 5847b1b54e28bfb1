"""Dated versions of case types: what each asks, costs and comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from przystan.rooms.cases.types.cases import Decision, Stage
from przystan.rooms.cases.types.clock import TermKind


class ItemKind(StrEnum):
    """Whether a thing of the checklist is a formal requirement or a supporting document."""

    FORMAL = "formal"
    DOCUMENT = "document"


@dataclass(frozen=True)
class ChecklistItem:
    """One thing that an application needs, in four languages, with the article it rests on."""

    code: str
    kind: ItemKind
    article: str
    is_confirmed: bool
    text: Mapping[str, str]


@dataclass(frozen=True)
class CatalogueEntry:
    """One case type as in force from a day.

    `fees` are kinds of the knowledge room's rates. `formal_days` and `document_days` are the
    terms of a summons, in days from its delivery. `unconfirmed` names the fields that no act that
    was read confirms.
    """

    code: str
    permit: str
    purpose: str
    name: Mapping[str, str]
    legal_basis: str
    file_class: str
    term: TermKind | None
    fees: tuple[str, ...]
    checklist: tuple[ChecklistItem, ...]
    stages: tuple[Stage, ...]
    results: tuple[Decision, ...]
    formal_days: int
    document_days: int
    archive_category: str
    unconfirmed: frozenset[str]
    valid_from: date


@dataclass(frozen=True)
class EntryVersion:
    """A catalogue entry as recorded."""

    entry: CatalogueEntry
    version: int
    recorded_by: str


class ChangeKind(StrEnum):
    """What a difference between two catalogues is."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class CatalogueChange:
    """One difference between two catalogues: of a whole type, or of one field of it."""

    code: str
    kind: ChangeKind
    field: str = ""
    before: str = ""
    after: str = ""
