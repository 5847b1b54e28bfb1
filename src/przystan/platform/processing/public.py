"""The door of processing: how a room says which of its columns are about a person, and why.

The record of processing (GDPR, art. 30) is written from these declarations, and the search of the
logs for personal data takes its columns from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["WORDS", "Activity", "Held"]


class Held(StrEnum):
    """What a column holds of a person."""

    NAME = "name"
    CONTACT = "phone or e-mail"
    NUMBER = "number of a document or a person"
    NOTE = "words written about or by them"
    TRAIT = "trait or date"
    SEALED = "encrypted content"
    KEYED = "keyed hash"
    LINK = "link to the person"


# What must stand in no log, whole.
WORDS = frozenset({Held.NAME, Held.CONTACT, Held.NUMBER, Held.NOTE})


@dataclass(frozen=True)
class Activity:
    """One activity of processing.

    `columns` names each column that is about a person as "table.column". `basis` says the ground
    in the GDPR (regulation 2016/679) as the product assumes it: the office's data protection
    officer confirms it. `kept` says how long, where no retention rule does.
    """

    name: str
    purpose: str
    subjects: str
    basis: str
    columns: Mapping[str, Held]
    recipients: str = "nobody outside the office"
    kept: str = "until erased on the person's card"
