"""Notes at a case: what colleagues elsewhere in the office leave for its officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoteSource(StrEnum):
    """Where a note was written."""

    CASE = "case"
    CALL = "call"
    VISIT = "visit"


@dataclass(frozen=True)
class CaseNote:
    """One note. `reference` is the contact's or the visit's id, None for a note from the case.

    `struck_reason` is why it does not count any more, "" while it does.
    """

    id: int
    source: NoteSource
    reference: int | None
    text: str
    at: datetime
    by: str
    struck_reason: str = ""
    struck_by: str = ""
