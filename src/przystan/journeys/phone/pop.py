"""Who is calling: from a number to the persons who may be meant, and to the one confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from przystan.platform.accounts.public import Actor, Permission
from przystan.platform.audit import public as audit
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.people import public as people
from przystan.rooms.records import public as records

MAYBE_SHOWN, CONTACTS_SHOWN, HINTED = 8, 6, 50


class NotThisCaller(Exception):
    """The person does not bear the number of this call."""


@dataclass(frozen=True)
class CallerCase:
    """One case of the caller, and its folder where one is registered."""

    case: cases.CaseSummary
    folder: records.FolderSummary | None


@dataclass(frozen=True)
class Caller:
    """The person whom the operator confirmed, as far as the actor may see."""

    person: people.Person
    cases: tuple[CallerCase, ...]


@dataclass(frozen=True)
class ScreenPop:
    """What is shown while a phone rings and after. `number` is "" when it is withheld."""

    call_key: str
    number: str
    language: str
    since: datetime
    maybe: tuple[people.Candidate, ...]
    contacts: tuple[calls.ContactRow, ...]
    caller: Caller | None = None


def open_pop(
    *, actor: Actor, at: datetime, call_key: str, person_id: int | None = None
) -> ScreenPop | None:
    """Gather what is known of a call's number; the persons shown are audited.

    `person_id` is the one confirmed: only somebody who bears the number, or nobody. None when the
    switchboard has not told of the call yet. Raises PersonRestricted.
    """
    seen = calls.caller_of(call_key=call_key)
    if seen is None:
        return None
    maybe = _bearers(actor, at, seen.number)
    confirmed = next((c.person_id for c in maybe if c.person_id == person_id), None)
    earlier = calls.list_contacts(
        wanted=calls.ContactFilter(number=seen.number), limit=CONTACTS_SHOWN + 1,
    ) if seen.number else ()
    return ScreenPop(
        call_key, seen.number, seen.language, seen.at, maybe,
        tuple(c for c in earlier if c.key != call_key)[:CONTACTS_SHOWN],
        _open_caller(actor, at, confirmed) if confirmed else None)


def confirm_caller(*, actor: Actor, at: datetime, call_key: str, person_id: int) -> None:
    """Note that the operator asked and the caller is this person. Raises NotThisCaller."""
    seen = calls.caller_of(call_key=call_key)
    bearers = _bearers(actor, at, seen.number if seen else "")
    if person_id not in {c.person_id for c in bearers}:
        raise NotThisCaller(person_id)
    audit.record(actor=actor, at=at, action="calls.confirm_caller",
                 subject=f"people.person:{person_id}", details={"call": call_key})


def _bearers(actor: Actor, at: datetime, number: str) -> tuple[people.Candidate, ...]:
    if not number or not actor.can(Permission.PEOPLE_VIEW):
        return ()
    found = people.search_persons(actor=actor, at=at, text=number, limit=MAYBE_SHOWN)
    return tuple(c for c in found if any(r.kind is people.MatchKind.PHONE for r in c.reasons))


def _open_caller(actor: Actor, at: datetime, person_id: int) -> Caller:
    person = people.get_person(actor=actor, at=at, person_id=person_id)
    if not actor.can(Permission.CASES_VIEW):
        return Caller(person, ())
    sees_folders = actor.can(Permission.RECORDS_VIEW)
    return Caller(person, tuple(
        CallerCase(c, records.find_folder(text=c.sign) if sees_folders else None)
        for c in cases.cases_of(person_ids=person.member_ids)))


def names_by_number(
    *, actor: Actor, at: datetime, numbers: Iterable[str]
) -> dict[str, tuple[people.Candidate, ...]]:
    """Return who may stand behind each number, for the first 50; audited once."""
    if not actor.can(Permission.PEOPLE_VIEW):
        return {}
    found = {
        number: people.find_persons(text=number, limit=3)
        for number in list(dict.fromkeys(filter(None, numbers)))[:HINTED]
    }
    shown = sorted({c.person_id for some in found.values() for c in some})
    if shown:
        audit.record_read(actor=actor, at=at, action="people.search",
                          subject="people.person:list", details={"shown": shown})
    return found
