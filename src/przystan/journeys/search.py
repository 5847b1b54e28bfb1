"""One question over the whole office: a person, a case sign, a folder, a tag, a phone number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from przystan.platform.accounts.public import Actor, Permission
from przystan.platform.clock import public as clock
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people
from przystan.rooms.records import public as records

LIMIT = 10
Case = cases.CaseSummary


@dataclass(frozen=True)
class Found:
    """What a question found, by room; a room that the actor may not see is empty."""

    persons: tuple[people.Candidate, ...] = ()
    cases: tuple[cases.CaseSummary, ...] = ()
    folders: tuple[records.FolderSummary, ...] = ()
    exact_folder: records.FolderSummary | None = None
    exact_case: Case | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.persons or self.cases or self.folders)


def search_office(*, text: str, actor: Actor, at: datetime) -> Found:
    """Find what a typed or scanned text means; one audit line when persons are shown.

    A whole tag number or case sign that is on a folder comes back as `exact_folder`, else the case
    of a whole sign as `exact_case`. A scanned machine-readable zone stands for its number.
    """
    wanted = number_of_scan(text.strip()[:200], at)
    if not wanted:
        return Found()
    persons: tuple[people.Candidate, ...] = ()
    found_cases: tuple[cases.CaseSummary, ...] = ()
    folders: tuple[records.FolderSummary, ...] = ()
    exact = exact_case = None
    if actor.can(Permission.RECORDS_VIEW):
        exact = records.find_folder(text=wanted)
        folders = (exact,) if exact else records.list_folders(text=wanted, limit=LIMIT)
    if actor.can(Permission.CASES_VIEW):
        found_cases = cases.list_cases(text=wanted, limit=LIMIT)
        whole = [c for c in found_cases if c.sign == wanted.upper()]
        exact_case = whole[0] if whole else None
    if actor.can(Permission.PEOPLE_VIEW) and not exact:
        persons = people.search_persons(actor=actor, at=at, text=wanted, limit=LIMIT)
    return Found(persons, found_cases, folders, exact, exact_case)


def number_of_scan(text: str, at: datetime) -> str:
    """Return the number in a machine-readable zone that was scanned, or the text as it is."""
    if "<" not in text:
        return text
    try:
        zone = documents.read_mrz(text=text, today=clock.local_date(at))
    except documents.NotAnMrz:
        return text
    return zone.number
