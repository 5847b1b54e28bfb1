"""One person across all rooms: identity, family, and what was recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from przystan.platform.accounts.public import Actor, Permission
from przystan.rooms.advisory import public as advisory
from przystan.rooms.calls import public as calls
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people
from przystan.rooms.reception import public as reception
from przystan.rooms.records import public as records

CALLS_SHOWN = 20
WAITING = (people.PairState.OPEN, people.PairState.SECOND_NEEDED, people.PairState.UNSURE)


class Timeline(Protocol):
    """A room's function that tells what it recorded about one card of a person."""

    def __call__(self, *, person_id: int) -> Iterable[people.TimelineEntry]: ...


# A room joins the card by one line here: who may see its part, and its door's timeline.
TIMELINES: tuple[tuple[Permission, Timeline], ...] = (
    (Permission.ADVISORY_VIEW, advisory.timeline_of),
    (Permission.CASES_VIEW, cases.timeline_of),
    (Permission.RECORDS_VIEW, records.timeline_of),
    (Permission.RECEPTION_VIEW, reception.timeline_of),
    (Permission.DOCUMENTS_VIEW, documents.timeline_of),
)


@dataclass(frozen=True)
class PersonCard:
    """What the card page shows; `pairs` are those possible duplicates that wait."""

    person: people.Person
    timeline: tuple[people.TimelineEntry, ...]
    cards: tuple[advisory.Card, ...]
    pairs: tuple[people.DuplicatePair, ...]
    relatives: Mapping[int, str]


def open_person_card(
    *, actor: Actor, at: datetime, person_id: int,
    timelines: Iterable[tuple[Permission, Timeline]] = TIMELINES,
) -> PersonCard:
    """Gather what the rooms know about a person, as far as the actor may see it.

    The opening is written to the audit as a reading of this person. Raises PersonNotFound,
    PersonRestricted.
    """
    person = people.get_person(actor=actor, at=at, person_id=person_id)
    told = [
        entry
        for permission, timeline in timelines if actor.can(permission)
        for member in person.member_ids for entry in timeline(person_id=member)
    ]
    if actor.can(Permission.CALLS_VIEW):
        told += _calls_of(person.phones)
    sees_cards = actor.can(Permission.ADVISORY_VIEW)
    return PersonCard(
        person=person,
        timeline=tuple(sorted(told, key=_when, reverse=True)),
        cards=advisory.cards_of(person_ids=person.member_ids) if sees_cards else (),
        pairs=tuple(p for p in people.pairs_of(person_ids=person.member_ids)
                    if p.state in WAITING),
        relatives=people.names_of([x.relative_id for x in person.links]),
    )


def _calls_of(numbers: Iterable[str]) -> list[people.TimelineEntry]:
    """A number may be shared: these are the calls of the person's numbers, as the card says."""
    return [
        people.TimelineEntry(row.started_at, "call", number, row.outcome)
        for number in numbers
        for row in calls.list_contacts(
            wanted=calls.ContactFilter(number=number), limit=CALLS_SHOWN)
    ]


_when: Callable[[people.TimelineEntry], datetime] = lambda entry: entry.at  # noqa: E731
