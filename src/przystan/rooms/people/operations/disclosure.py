"""What is read and removed in a person's own right: the card, the export, the erasure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.rooms.people import models
from przystan.rooms.people.queries.persons import load_person
from przystan.rooms.people.queries.search import find_persons, list_recent
from przystan.rooms.people.types import Candidate, LegalHold, Person


class ErasureHeld(ValueError):
    """The person's identity must be kept for now; `holds` says by whom, why and until when."""

    def __init__(self, holds: Sequence[LegalHold]) -> None:
        super().__init__("; ".join(f"{h.room}: {h.basis} until {h.until_date}" for h in holds))
        self.holds = tuple(holds)


class ErasedAlready(ValueError):
    """The person's identity was erased before."""


def get_person(*, actor: Actor, at: datetime, person_id: int) -> Person:
    """Return the person for whom a card stands, and write that the actor looked.

    Raises PersonNotFound.
    """
    person = load_person(person_id)
    audit.record_read(
        actor=actor, at=at, action="people.get_person",
        subject=f"people.person:{person.id}", person_id=person.id,
    )
    return person


def search_persons(
    *, actor: Actor, at: datetime, text: str, limit: int = 25
) -> tuple[Candidate, ...]:
    """Find persons as find_persons does, and write that the actor searched.

    The line keeps which cards were shown and not what was typed, which may be a name. An empty
    text shows the persons registered last.
    """
    found = find_persons(text=text, limit=limit) if text.strip() else list_recent(limit=limit)
    audit.record_read(
        actor=actor, at=at, action="people.search_persons", subject="people.search",
        details={"shown": [c.person_id for c in found]},
    )
    return found


def export_person(*, actor: Actor, at: datetime, person_id: int) -> dict[str, Any]:
    """Return everything that people holds about a person, by table, ready for JSON.

    Raises PersonNotFound.
    """
    person = load_person(person_id)
    audit.record_read(
        actor=actor, at=at, action="people.export_person",
        subject=f"people.person:{person.id}", person_id=person.id,
    )
    return asdict(person)


def erase_person(
    *, actor: Actor, at: datetime, person_id: int, reason: str, holds: Sequence[LegalHold]
) -> tuple[str, ...]:
    """Remove a person's identity from every card that is this person, and say what stays.

    Names, numbers, phones and search keys are deleted and the birth date cut to its year; the
    cards stay as pseudonyms, for the figures. `holds` are the reasons of other rooms to keep the
    identity, gathered by the journey. Raises PersonNotFound, ErasedAlready, ErasureHeld while a
    hold lasts.
    """
    person = load_person(person_id)
    if person.erased_at:
        raise ErasedAlready(f"erased at {person.erased_at}")
    lasting = [h for h in holds if h.until_date >= at.date()]
    if lasting:
        raise ErasureHeld(lasting)
    members = person.member_ids
    for table in (models.PersonName, models.Identifier, models.Phone, models.PersonSearch):
        table.objects.filter(person__in=members).delete()
    for card in models.Person.objects.filter(pk__in=members).order_by("pk"):
        born = card.birth_date.replace(month=1, day=1) if card.birth_date else None
        models.Person.objects.filter(pk=card.pk).update(
            birth_date=born, birth_precision="year" if born else "unknown", languages=[]
        )
        models.Erasure.objects.get_or_create(
            person_id=card.pk, defaults={"erased_at": at, "reason": reason[:300]}
        )
    audit.record(
        actor=actor, at=at, action="people.erase_person",
        subject=f"people.person:{person.id}", person_id=person.id,
        details={"cards": list(members)},
    )
    return ("sex", "year of birth", "citizenship", "registration date and branch", "merges")
