"""Registering persons, one at the desk or many from a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from psycopg import errors

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
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
    NewIdentifier,
    NewName,
    NewPerson,
)

MAX_NAME = 120


class InvalidPerson(ValueError):
    """A person's data cannot be stored; says what is wrong."""


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


def register_person(*, actor: Actor, at: datetime, person: NewPerson) -> int:
    """Register one person and return the card's id.

    Errors: InvalidPerson, InvalidIdentifier and InvalidPhone for what cannot be right;
    IdentifierTaken, naming the card, where a PESEL or a passport is held already, also when two
    desks register the same document in the same second.
    """
    normal = normal_person(person)
    _refuse_held(normal.identifiers)
    try:
        with transactions.transaction():
            person_id = _write([normal], at)[0]
    except errors.UniqueViolation as error:
        raise _taken(error, normal.identifiers) from error
    audit.record(
        actor=actor, at=at, action="people.register_person",
        subject=f"people.person:{person_id}", person_id=person_id,
    )
    return person_id


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
        raise _taken(error, ()) from error
    audit.record(
        actor=actor, at=at, action="people.register_in_bulk",
        subject=f"people.person:{ids[0]}-{ids[-1]}" if ids else "people.person:none",
        details={"count": len(ids)},
    )
    return tuple(ids)


def add_identifier(
    *, actor: Actor, at: datetime, person_id: int, identifier: NewIdentifier
) -> None:
    """Record one more number of a person: a new passport, a PESEL just given. Errors as above."""
    normal = normal_identifier(identifier)
    _refuse_held((normal,))
    try:
        with transactions.transaction():
            transactions.copy_rows(
                table="people_identifier", columns=IDENTIFIER_COLUMNS,
                rows=[(person_id, *_identifier_row(normal, at))],
            )
    except errors.UniqueViolation as error:
        raise _taken(error, (normal,)) from error
    audit.record(
        actor=actor, at=at, action="people.add_identifier",
        subject=f"people.person:{person_id}", person_id=person_id,
        details={"kind": normal.kind.value},
    )


def normal_person(person: NewPerson) -> NewPerson:
    """Return the person as it is stored. Raises InvalidPerson, InvalidIdentifier, InvalidPhone."""
    names = tuple(_normal_name(n) for n in person.names)
    if not names:
        raise InvalidPerson("a person needs at least one name")
    citizenship = person.citizenship.strip().upper()
    if citizenship not in STATES:
        raise InvalidPerson(f"unknown citizenship {person.citizenship!r}")
    birth_date = normal_birth_date(person.birth_date, person.birth_precision)
    return replace(
        person, names=names, citizenship=citizenship, birth_date=birth_date,
        birth_precision=person.birth_precision if birth_date else BirthPrecision.UNKNOWN,
        identifiers=tuple(normal_identifier(i) for i in person.identifiers),
        phones=tuple(dict.fromkeys(normal_phone(p) for p in person.phones)),
    )


def _normal_name(name: NewName) -> NewName:
    family, given = clean_name(name.family_name), clean_name(name.given_names)
    if not (family or given):
        raise InvalidPerson("a name is empty")
    if max(len(family), len(given)) > MAX_NAME:
        raise InvalidPerson(f"a name is longer than {MAX_NAME} letters")
    return NewName(name.kind, family, given)


def _refuse_held(identifiers: Sequence[NewIdentifier]) -> None:
    for identifier, holder in holders_of(identifiers).items():
        raise IdentifierTaken(identifier.kind, identifier.value, holder.person_id)


def _taken(
    error: errors.UniqueViolation, identifiers: Sequence[NewIdentifier]
) -> IdentifierTaken:
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


def _identifier_row(identifier: NewIdentifier, at: datetime) -> tuple[object, ...]:
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
        identifiers=tuple(_identifier_row(i, since) for i in person.identifiers),
        phones=tuple((phone, since) for phone in person.phones),
        words=" ".join(map(quoted, search_words(
            tuple((n.family_name, n.given_names) for n in person.names), person.birth_date))),
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
    return ids
