"""A person's own rights over their data: everything held, and its erasure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from przystan.platform.accounts.public import Actor
from przystan.rooms.advisory import public as advisory
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people
from przystan.rooms.reception import public as reception


def export_person_data(*, actor: Actor, at: datetime, person_id: int) -> dict[str, Any]:
    """Return everything held about a person, by room, ready for JSON. Raises PersonNotFound."""
    identity = people.export_person(actor=actor, at=at, person_id=person_id)
    members = tuple(identity["member_ids"])
    return {
        "people": identity,
        "advisory": advisory.export_person(actor=actor, at=at, person_ids=members),
        "documents": documents.export_person(actor=actor, at=at, person_ids=members),
        "cases": cases.export_person(actor=actor, at=at, person_ids=members),
        "reception": reception.export_person(actor=actor, at=at, person_ids=members),
        "calls": calls.export_person(actor=actor, at=at, numbers=tuple(identity["phones"])),
    }


def erase_person_data(
    *, actor: Actor, at: datetime, person_id: int, reason: str
) -> dict[str, tuple[str, ...]]:
    """Erase a person's identity in every room and return what stays, by room.

    Refused whole with ErasureHeld while any room must keep the identity: services of a project
    are under control until years after its end. Raises PersonNotFound, ErasedAlready.
    """
    person = people.get_person(actor=actor, at=at, person_id=person_id)
    members = person.member_ids
    holds = advisory.holds_of(person_ids=members)
    kept = people.erase_person(
        actor=actor, at=at, person_id=person_id, reason=reason, holds=holds
    )
    return {
        "people": kept,
        "advisory": advisory.erase_person(actor=actor, at=at, person_ids=members),
        "documents": documents.erase_person(actor=actor, at=at, person_ids=members),
        "cases": cases.erase_person(actor=actor, at=at, person_ids=members),
        "reception": reception.erase_person(actor=actor, at=at, person_ids=members),
        "calls": calls.erase_person(actor=actor, at=at, numbers=person.phones),
    }
