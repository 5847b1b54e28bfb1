"""What is read and removed in a person's own right: the card, the export, the erasure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from przystan.platform.accounts.public import Actor, Permission
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.rooms.people import models
from przystan.rooms.people.queries.duplicates import pairs_of
from przystan.rooms.people.queries.matching import find_matches, find_matches_of_text
from przystan.rooms.people.queries.persons import load_person
from przystan.rooms.people.queries.search import find_persons, list_recent
from przystan.rooms.people.types import (
    Candidate,
    FlagKind,
    LegalHold,
    Match,
    MatchRecord,
    Person,
)

# Whoever opens a card again within this time is still at it.
OPENING = timedelta(seconds=90)
# A search is typed, corrected and read within this time: it names each person shown once.
SEARCH = timedelta(seconds=30)
ERASED = "erased"


class ErasureHeld(ValueError):
    """The person's identity must be kept for now; `holds` says by whom, why and until when."""

    def __init__(self, holds: Sequence[LegalHold]) -> None:
        super().__init__("; ".join(f"{h.room}: {h.basis} until {h.until_date}" for h in holds))
        self.holds = tuple(holds)


class ErasedAlready(ValueError):
    """The person's identity was erased before."""


class PersonRestricted(PermissionDenied):
    """The processing of the person's data is restricted, and the actor may not see them.

    A screen that does not say more answers with the page of a permission that is missing.
    """

    def __init__(self, person_id: int, since: date) -> None:
        super().__init__(Permission.PEOPLE_RESTRICTED.value)
        self.person_id, self.since = person_id, since


def get_person(*, actor: Actor, at: datetime, person_id: int) -> Person:
    """Return the person for whom a card stands, and write that the actor looked.

    One opening is one audit line: whoever looks again within OPENING has not closed the card
    between. Raises PersonNotFound; PersonRestricted where the data are restricted (GDPR, art. 18)
    and the actor may not see such: that they tried is written too.
    """
    person = load_person(person_id)
    restriction = person.flag(FlagKind.RESTRICTED)
    is_refused = restriction is not None and not actor.can(Permission.PEOPLE_RESTRICTED)
    audit.record_read(
        actor=actor, at=at,
        action="people.get_person_refused" if is_refused else "people.get_person",
        subject=f"people.person:{person.id}", person_id=person.id, once_within=OPENING,
    )
    if restriction is not None and is_refused:
        raise PersonRestricted(person.id, restriction.from_date)
    return person


def search_persons(
    *, actor: Actor, at: datetime, text: str, limit: int = 25
) -> tuple[Candidate, ...]:
    """Find persons as find_persons does, and write that the actor searched.

    The line keeps which cards were shown and not what was typed, which may be a name; within
    SEARCH it names only those not named before. An empty text shows the persons registered last.
    """
    sees = actor.can(Permission.PEOPLE_RESTRICTED)
    if text.strip():
        found = find_persons(text=text, limit=limit, sees_restricted=sees)
    else:
        found = list_recent(limit=limit, sees_restricted=sees)
    _record_shown(actor, at, [c.person_id for c in found])
    return found


def search_matches(
    *, actor: Actor, at: datetime, text: str = "", record: MatchRecord | None = None,
    limit: int = 10, excluding: Collection[int] = (),
) -> tuple[Match, ...]:
    """Find whom a text or a record may mean, explained, and write which persons were shown.

    A text finds by the beginnings of its words too, however unlikely; a record finds those who
    may be the same person. The likeliest come first. One audit line where anybody is shown who
    was not within SEARCH.
    """
    sees = actor.can(Permission.PEOPLE_RESTRICTED)
    found = find_matches_of_text(text=text, limit=limit, sees_restricted=sees) if text else (
        find_matches(record=record or MatchRecord(), limit=limit, excluding=excluding,
                     sees_restricted=sees))
    if found:
        _record_shown(actor, at, [m.candidate.person_id for m in found])
    return found


def _record_shown(actor: Actor, at: datetime, shown: list[int]) -> None:
    audit.record_shown(
        actor=actor, at=at, action="people.search_persons", subject="people.search",
        shown=shown, once_within=SEARCH)


def export_person(*, actor: Actor, at: datetime, person_id: int) -> dict[str, Any]:
    """Return everything that people holds about a person, by table, ready for JSON.

    With what was withdrawn or corrected, and with the pairs in which a card was suspected. Raises
    PersonNotFound.
    """
    person = load_person(person_id)
    audit.record_read(
        actor=actor, at=at, action="people.export_person",
        subject=f"people.person:{person.id}", person_id=person.id,
    )
    pairs = pairs_of(person_ids=person.member_ids)
    return {**asdict(person), "possible_duplicates": [asdict(p) for p in pairs]}


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
    lasting = [h for h in holds if h.until_date >= clock.local_date(at)]
    if lasting:
        raise ErasureHeld(lasting)
    members = person.member_ids
    for table in (models.PersonName, models.Identifier, models.Phone, models.PersonSearch,
                  models.PersonKeys):
        table.objects.filter(person__in=members).delete()
    _erase_words(members)
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
    return ("sex", "year of birth", "citizenship", "registration date and branch", "merges",
            "judgements without their reasons", "which information clauses were given and when",
            "flags and corrections without their texts")


def _erase_words(members: Sequence[int]) -> None:
    """Empty what staff wrote about the person: a reason may hold a name. The rows stay."""
    models.Correction.objects.filter(person__in=members).update(
        was=ERASED, became=ERASED, reason=ERASED)
    models.Flag.objects.filter(person__in=members).update(reason=ERASED)
    models.FlagEnd.objects.filter(flag__person__in=members).update(reason=ERASED)
    models.Merge.objects.filter(duplicate__in=members).update(reason=ERASED)
    models.MergeUndo.objects.filter(merge__duplicate__in=members).update(reason=ERASED)
    models.Judgement.objects.filter(pair__low__in=members).update(reason=ERASED)
    models.Judgement.objects.filter(pair__high__in=members).update(reason=ERASED)
    links = models.FamilyLink.objects.filter(Q(person__in=members) | Q(relative__in=members))
    models.FamilyLinkEnd.objects.filter(link__in=links).delete()
    links.delete()
