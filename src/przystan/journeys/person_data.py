"""A person's own rights over their data: who looked, everything held, and its erasure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import public as advisory
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people
from przystan.rooms.reception import public as reception

LOOKERS_EXPORTED = 10_000


def who_looked(
    *, actor: Actor, at: datetime, person_id: int, before_seq: int | None = None,
    limit: int = 50,
) -> tuple[audit.Line, ...]:
    """Return who read, was shown or changed a person's data, the latest first.

    Every card of the person counts, and lists of results in which the person stood. The reading of
    this list is written too. Raises PersonNotFound, PersonRestricted.
    """
    person = people.get_person(actor=actor, at=at, person_id=person_id)
    return audit.list_lines_about(
        person_ids=person.member_ids, before_seq=before_seq, limit=limit)


def export_person_data(*, actor: Actor, at: datetime, person_id: int) -> dict[str, Any]:
    """Return everything held about a person, by room, ready for JSON. Raises PersonNotFound.

    With who looked at it: GDPR, art. 15, names the recipients too.
    """
    identity = people.export_person(actor=actor, at=at, person_id=person_id)
    members = tuple(identity["member_ids"])
    lines = audit.list_lines_about(person_ids=members, limit=LOOKERS_EXPORTED)
    return {
        "people": identity,
        "advisory": advisory.export_person(actor=actor, at=at, person_ids=members),
        "documents": documents.export_person(actor=actor, at=at, person_ids=members),
        "cases": cases.export_person(actor=actor, at=at, person_ids=members),
        "reception": reception.export_person(actor=actor, at=at, person_ids=members),
        "calls": calls.export_person(actor=actor, at=at, numbers=tuple(identity["phones"])),
        "looked": {"lines": [
            {"at": x.at, "who": x.actor_name, "is_reading": x.is_read, "act": x.action}
            for x in lines]},
    }


@dataclass(frozen=True)
class ErasurePlan:
    """What an erasure would do: who forbids it until when, and what would stay, by room."""

    person_id: int
    holds: tuple[people.LegalHold, ...]
    kept: dict[str, tuple[str, ...]]

    @property
    def is_held(self) -> bool:
        """Whether the identity must be kept for now."""
        return bool(self.holds)


class _NotMeant(Exception):
    """Ends a rehearsal, so that nothing of it is written."""


def plan_erasure(*, actor: Actor, at: datetime, person_id: int) -> ErasurePlan:
    """Return what an erasure would leave and what forbids it; nothing is changed.

    The erasure is rehearsed in a savepoint and taken back, so the plan is what would happen.
    Raises PersonNotFound, PersonRestricted, ErasedAlready.
    """
    person = people.get_person(actor=actor, at=at, person_id=person_id)
    today = clock.local_date(at)
    holds = tuple(
        h for h in advisory.holds_of(person_ids=person.member_ids) if h.until_date >= today)
    kept: dict[str, tuple[str, ...]] = {}
    try:
        with transactions.transaction():
            kept = _erase(actor, at, person, "rehearsal", ())
            raise _NotMeant
    except _NotMeant:
        return ErasurePlan(person.id, holds, kept)


def erase_person_data(
    *, actor: Actor, at: datetime, person_id: int, reason: str
) -> dict[str, tuple[str, ...]]:
    """Erase a person's identity in every room and return what stays, by room.

    Refused whole with ErasureHeld while any room must keep the identity: services of a project
    are under control until years after its end. Raises PersonNotFound, PersonRestricted,
    ErasedAlready.
    """
    person = people.get_person(actor=actor, at=at, person_id=person_id)
    holds = advisory.holds_of(person_ids=person.member_ids)
    return _erase(actor, at, person, reason, holds)


def _erase(
    actor: Actor, at: datetime, person: people.Person, reason: str,
    holds: tuple[people.LegalHold, ...],
) -> dict[str, tuple[str, ...]]:
    members = person.member_ids
    kept = people.erase_person(
        actor=actor, at=at, person_id=person.id, reason=reason, holds=holds
    )
    return {
        "people": kept,
        "advisory": advisory.erase_person(actor=actor, at=at, person_ids=members),
        "documents": documents.erase_person(actor=actor, at=at, person_ids=members),
        "cases": cases.erase_person(actor=actor, at=at, person_ids=members),
        "reception": reception.erase_person(actor=actor, at=at, person_ids=members),
        "calls": calls.erase_person(actor=actor, at=at, numbers=person.phones),
    }
