"""Registering persons, one at the desk or many from a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from psycopg import errors

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.people.operations.duplicates import queue_pairs
from przystan.rooms.people.queries.matching import find_matches, keys_row, record_of
from przystan.rooms.people.queries.persons import holders_of
from przystan.rooms.people.rules.identifiers import (
    STATES,
    normal_birth_date,
    normal_identifier,
    normal_phone,
)
from przystan.rooms.people.rules.scripts import clean_name, quoted, script_of, search_words
from przystan.rooms.people.types import (
    BirthPrecision,
    IdentifierKind,
    Match,
    NewIdentifier,
    NewName,
    NewPerson,
    PairSource,
    PersonProblem,
)

MAX_NAME = 120
# The longest life that is documented is 122 years.
OLDEST_YEARS = 130


class InvalidPerson(ValueError):
    """A person's data cannot be stored; `problem` says why, `text` of what it speaks."""

    def __init__(self, problem: PersonProblem, text: str = "") -> None:
        super().__init__(f"{problem.value.replace('_', ' ')} {text}".strip())
        self.problem, self.text = problem, text


class LooksKnown(ValueError):
    """Somebody registered may be this person, and nobody has said that they are not."""

    def __init__(self, matches: tuple[Match, ...]) -> None:
        super().__init__(f"may be card {', '.join(str(m.candidate.person_id) for m in matches)}")
        self.matches = matches


class IdentifierTaken(ValueError):
    """Another card holds this PESEL or passport: the person is registered already."""

    def __init__(self, kind: IdentifierKind, value: str, holder_id: int | None) -> None:
        super().__init__(f"{kind} {value} is on card {holder_id}")
        self.kind, self.value, self.holder_id = kind, value, holder_id


@dataclass(frozen=True)
class _Rows:
    """A person taken apart into rows, before it has a number."""

    person: tuple[object, ...]
    names: tuple[tuple[object, ...], ...]
    identifiers: tuple[tuple[object, ...], ...]
    phones: tuple[tuple[object, ...], ...]
    words: str
    keys: list[int]


def register_person(
    *, actor: Actor, at: datetime, person: NewPerson, none_of: Collection[int] | None = None
) -> int:
    """Register one person and return the card's id.

    `none_of` are the persons of whom the adviser has said that they are not this one. Where it is
    given and another person may be this one, LooksKnown is raised with the explained comparison;
    None registers without asking. Either way, every person who may be this one is put into the
    queue of possible duplicates with the new card.

    Errors: InvalidPerson, InvalidIdentifier and InvalidPhone for what cannot be right;
    IdentifierTaken, naming the card, where a PESEL or a passport is held already. Desks that
    register the same document, or the same birth date, in the same second wait for each other, so
    that the second sees the first.
    """
    normal = normal_person(person, today=clock.local_date(at))
    for section in _sections(normal):
        transactions.lock_section(section)
    refuse_held(normal.identifiers)
    matches = find_matches(record=record_of(normal))
    if none_of is not None:
        unseen = tuple(
            m for m in matches
            if m.candidate.person_id not in none_of)
        if unseen:
            raise LooksKnown(unseen)
    try:
        with transactions.transaction():
            person_id = _write([normal], at)[0]
    except errors.UniqueViolation as error:
        raise taken_error(error, normal.identifiers) from error
    audit.record(
        actor=actor, at=at, action="people.register_person",
        subject=f"people.person:{person_id}", person_id=person_id,
    )
    queue_pairs(
        actor=actor, at=at, source=PairSource.DESK,
        pairs=[(person_id, m.candidate.via_id or m.candidate.person_id, m.comparison.score)
               for m in matches])
    return person_id


def _sections(person: NewPerson) -> list[str]:
    """Return what two desks must not register at once, in one order, so that none waits in a ring.

    A birth date stands for everybody born on it or on the day that swaps day and month; whoever
    has none waits for all others without one.
    """
    born = person.birth_date
    day = f"{born.year}-{min(born.day, born.month)}-{max(born.day, born.month)}" if born else "-"
    numbers = {f"people.number:{i.kind}:{i.issuing_state}:{i.value}" for i in person.identifiers}
    return sorted({f"people.born:{day}", *numbers})


def register_in_bulk(
    *, actor: Actor, at: datetime, persons: Iterable[NewPerson]
) -> tuple[int, ...]:
    """Register many persons by COPY and return the ids of their cards, in order.

    All or none. Errors as register_person, IdentifierTaken without its card.
    """
    normal = [normal_person(p) for p in persons]
    try:
        with transactions.transaction():
            ids = _write(normal, at)
    except errors.UniqueViolation as error:
        raise taken_error(error, ()) from error
    audit.record(
        actor=actor, at=at, action="people.register_in_bulk",
        subject=f"people.person:{ids[0]}-{ids[-1]}" if ids else "people.person:none",
        details={"count": len(ids)},
    )
    return tuple(ids)


def normal_person(person: NewPerson, *, today: date | None = None) -> NewPerson:
    """Return the person as it is stored. Raises InvalidPerson, InvalidIdentifier, InvalidPhone.

    With `today` a birth date to come, or one of more than 130 years ago, is refused.
    """
    names = tuple(normal_name(n) for n in person.names)
    if not names:
        raise InvalidPerson(PersonProblem.NO_NAME)
    citizenship = person.citizenship.strip().upper()
    if citizenship not in STATES:
        raise InvalidPerson(PersonProblem.UNKNOWN_CITIZENSHIP, person.citizenship)
    check_birth_date(person.birth_date, today)
    birth_date = normal_birth_date(person.birth_date, person.birth_precision)
    return replace(
        person, names=names, citizenship=citizenship, birth_date=birth_date,
        birth_precision=person.birth_precision if birth_date else BirthPrecision.UNKNOWN,
        identifiers=tuple(normal_identifier(i) for i in person.identifiers),
        phones=tuple(dict.fromkeys(normal_phone(p) for p in person.phones)),
    )


def normal_name(name: NewName) -> NewName:
    """Return a form of a name as it is stored. Raises InvalidPerson."""
    family, given = clean_name(name.family_name), clean_name(name.given_names)
    if not (family or given):
        raise InvalidPerson(PersonProblem.EMPTY_NAME)
    if max(len(family), len(given)) > MAX_NAME:
        raise InvalidPerson(PersonProblem.NAME_TOO_LONG, max(family, given, key=len)[:40])
    return NewName(name.kind, family, given)


def check_birth_date(day: date | None, today: date | None) -> None:
    """Raise InvalidPerson for a day to come, or one on which nobody alive was born."""
    if day is None or today is None:
        return
    if day > today:
        raise InvalidPerson(PersonProblem.BORN_IN_FUTURE, f"{day:%d.%m.%Y}")
    if today.year - day.year > OLDEST_YEARS:
        raise InvalidPerson(PersonProblem.BORN_TOO_LONG_AGO, f"{day:%d.%m.%Y}")


def refuse_held(identifiers: Sequence[NewIdentifier]) -> None:
    """Raise IdentifierTaken where another card holds a PESEL or a passport."""
    for identifier, holder in holders_of(identifiers).items():
        raise IdentifierTaken(identifier.kind, identifier.value, holder.person_id)


def taken_error(
    error: errors.UniqueViolation, identifiers: Sequence[NewIdentifier]
) -> IdentifierTaken:
    """Return what a broken uniqueness of numbers means; other breaks are raised again."""
    kinds = {"people_pesel_once": IdentifierKind.PESEL,
             "people_passport_once": IdentifierKind.PASSPORT}
    kind = kinds.get(error.diag.constraint_name or "")
    if kind is None:
        raise error
    for identifier, holder in holders_of(identifiers).items():
        if identifier.kind is kind:
            return IdentifierTaken(kind, identifier.value, holder.person_id)
    return IdentifierTaken(kind, error.diag.message_detail or "", None)


IDENTIFIER_COLUMNS = (
    "person_id", "kind", "value", "issuing_state", "valid_until", "recorded_at"
)


def identifier_row(identifier: NewIdentifier, at: datetime) -> tuple[object, ...]:
    """Return a number as a row of its table, without the person."""
    return (identifier.kind.value, identifier.value, identifier.issuing_state,
            identifier.valid_until, at)


def _rows(person: NewPerson, at: datetime) -> _Rows:
    since = person.registered_at or at
    return _Rows(
        person=(
            person.sex.value, person.birth_date, person.birth_precision.value,
            person.citizenship, list(person.languages), since, person.registered_branch,
        ),
        names=tuple(
            (n.kind.value, n.family_name, n.given_names,
             script_of(n.family_name + n.given_names), since)
            for n in person.names
        ),
        identifiers=tuple(identifier_row(i, since) for i in person.identifiers),
        phones=tuple((phone, since) for phone in person.phones),
        words=" ".join(map(quoted, search_words(
            tuple((n.family_name, n.given_names) for n in person.names), person.birth_date))),
        keys=keys_row(record_of(person)),
    )


def _write(persons: Sequence[NewPerson], at: datetime) -> list[int]:
    if not persons:
        return []
    ids = transactions.new_ids(table="people_person", count=len(persons))
    split = [_rows(p, at) for p in persons]
    numbered = list(zip(ids, split))
    transactions.copy_rows(
        table="people_person",
        columns=("id", "sex", "birth_date", "birth_precision", "citizenship", "languages",
                 "registered_at", "registered_branch_id"),
        rows=((n, *r.person) for n, r in numbered),
    )
    transactions.copy_rows(
        table="people_personname",
        columns=("person_id", "kind", "family_name", "given_names", "script", "recorded_at"),
        rows=((n, *name) for n, r in numbered for name in r.names),
    )
    transactions.copy_rows(
        table="people_identifier", columns=IDENTIFIER_COLUMNS,
        rows=((n, *i) for n, r in numbered for i in r.identifiers),
    )
    transactions.copy_rows(
        table="people_phone", columns=("person_id", "number", "recorded_at"),
        rows=((n, *p) for n, r in numbered for p in r.phones),
    )
    transactions.copy_rows(
        table="people_personsearch", columns=("person_id", "words"),
        rows=((n, r.words) for n, r in numbered),
    )
    transactions.copy_rows(
        table="people_personkeys", columns=("person_id", "keys"),
        rows=((n, r.keys) for n, r in numbered),
    )
    return ids
