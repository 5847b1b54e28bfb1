"""Reads of persons: one, names of many, pseudonyms."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils.encoding import force_bytes

from przystan.platform.transactions import public as transactions
from przystan.rooms.people import models
from przystan.rooms.people.queries.labels import restricted_name
from przystan.rooms.people.queries.rights import (
    clauses_given,
    corrections_of,
    flags_of,
    links_of,
)
from przystan.rooms.people.types import (
    BirthPrecision,
    Holder,
    Identifier,
    IdentifierKind,
    Merge,
    NameKind,
    NewIdentifier,
    Person,
    PersonName,
    Phone,
    Sex,
)

NAME_ORDER = (NameKind.PASSPORT, NameKind.POLISH, NameKind.AS_WRITTEN, NameKind.FORMER,
              NameKind.MAIDEN)


class PersonNotFound(LookupError):
    """No card has this number."""

    def __init__(self, person_id: int) -> None:
        super().__init__(f"no person {person_id}")
        self.person_id = person_id


def canonical_ids(ids: Iterable[int]) -> Mapping[int, int]:
    """Return for each card the card that stands for the person now, chains followed."""
    wanted = list(set(ids))
    rows = transactions.fetch_rows(
        "SELECT asked, people_canonical(asked) FROM unnest(%s::bigint[]) AS asked", [wanted]
    )
    return dict(rows)


def member_ids(person_id: int) -> tuple[int, ...]:
    """Return every card of the person for whom a card stands, merged ones included, ascending."""
    rows = transactions.fetch_rows("SELECT people_members(%s)", [person_id])
    return tuple(sorted(row[0] for row in rows))


def names_of(ids: Iterable[int]) -> Mapping[int, str]:
    """Return the name of each person as the office calls them, family name first.

    Shape: one text per known id; the form of the passport where there is one. A card merged away
    bears its survivor's name. An erased person has no name and an empty text; where the
    processing of the data is restricted, the text says that instead. One statement, whatever the
    number of ids.
    """
    wanted = list(set(ids))
    if not wanted:
        return {}
    rows = transactions.fetch_rows(
        """
        SELECT asked.id, coalesce(n.full_name, ''),
               asked.canonical IN (SELECT r.person_id FROM people_restricted r)
        FROM (SELECT p.id, CASE WHEN m.duplicate_id IS NULL THEN p.id
                           ELSE people_canonical(p.id) END AS canonical
              FROM people_person p LEFT JOIN people_live_merge m ON m.duplicate_id = p.id
              WHERE p.id = ANY(%s)) AS asked
        LEFT JOIN LATERAL (
            SELECT trim(family_name || ' ' || given_names) AS full_name FROM people_personname
            WHERE person_id = asked.canonical AND withdrawn_at IS NULL
            ORDER BY people_name_rank(kind), id DESC
            LIMIT 1) AS n ON true
        """,
        [wanted],
    )
    return {n: restricted_name() if hidden else name for n, name, hidden in rows}


def restricted_ids(ids: Iterable[int]) -> frozenset[int]:
    """Return those of the cards whose person's data may not be processed (GDPR, art. 18)."""
    rows = transactions.fetch_rows(
        "SELECT asked FROM unnest(%s::bigint[]) AS asked WHERE people_canonical(asked) IN"
        " (SELECT r.person_id FROM people_restricted r)", [list(set(ids))])
    return frozenset(row[0] for row in rows)


def participant_keys(*, project_code: str, ids: Iterable[int]) -> Mapping[int, str]:
    """Return a pseudonym per person for one project: 32 hexadecimal digits.

    A keyed hash (HMAC-SHA256) of the person who stands for the card; the key differs by project,
    so lists of two projects cannot be joined by it.
    """
    key = hmac.new(
        force_bytes(settings.PSEUDONYM_KEY), f"participant:{project_code}".encode(), hashlib.sha256
    ).digest()
    return {
        asked: hmac.new(key, str(canonical).encode(), hashlib.sha256).hexdigest()[:32]
        for asked, canonical in canonical_ids(ids).items()
    }


def load_person(person_id: int) -> Person:
    """Return the person for whom a card stands, with everything that its merged cards hold."""
    members = list(member_ids(person_id))
    canonical = canonical_ids([person_id])[person_id]
    found = models.Person.objects.filter(pk=canonical).select_related("erasure").first()
    if found is None:
        raise PersonNotFound(person_id)
    erasure = getattr(found, "erasure", None)
    phones = _phones(members)
    return Person(
        id=found.pk, sex=Sex(found.sex), citizenship=found.citizenship,
        birth_date=found.birth_date, birth_precision=BirthPrecision(found.birth_precision),
        registered_at=found.registered_at, registered_branch=found.registered_branch_id,
        languages=tuple(found.languages), names=_names(canonical, members),
        identifiers=_identifiers(members), phones=_numbers(phones), merges=_merges(members),
        member_ids=tuple(members),
        erased_at=erasure.erased_at if erasure else None,
        phone_rows=phones, flags=flags_of(members), links=links_of(members),
        clauses=clauses_given(members), corrections=corrections_of(members),
    )


def _names(canonical: int, members: list[int]) -> tuple[PersonName, ...]:
    rows = models.PersonName.objects.filter(
        person__in=members, withdrawn_at__isnull=True).order_by("id")
    ordered = sorted(
        rows,
        key=lambda n: (n.person_id != canonical, NAME_ORDER.index(NameKind(n.kind)), -n.pk),
    )
    return tuple(
        PersonName(NameKind(n.kind), n.family_name, n.given_names, n.script, n.recorded_at, n.pk)
        for n in ordered
    )


def _identifiers(members: list[int]) -> tuple[Identifier, ...]:
    rows = models.Identifier.objects.filter(
        person__in=members, withdrawn_at__isnull=True
    ).order_by("kind", "id")
    return tuple(
        Identifier(i.pk, IdentifierKind(i.kind), i.value, i.issuing_state, i.valid_until,
                   i.recorded_at)
        for i in rows
    )


def _phones(members: list[int]) -> tuple[Phone, ...]:
    rows = transactions.fetch_rows(
        """
        SELECT f.id, f.number, f.recorded_at, (
            SELECT count(DISTINCT people_canonical(o.person_id)) FROM people_phone o
            WHERE o.number = f.number AND o.withdrawn_at IS NULL AND NOT o.person_id = ANY(%s))
        FROM people_phone f
        WHERE f.person_id = ANY(%s) AND f.withdrawn_at IS NULL ORDER BY f.id
        """, [members, members])
    return tuple(Phone(*row) for row in rows)


def _numbers(phones: tuple[Phone, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phone.number for phone in phones))


def _merges(members: list[int]) -> tuple[Merge, ...]:
    rows = models.Merge.objects.filter(duplicate__in=members).select_related("undo").order_by("id")
    return tuple(
        Merge(m.pk, m.duplicate_id, m.survivor_id, m.reason, m.merged_at, m.actor_name,
              m.undo.undone_at if hasattr(m, "undo") else None,
              m.undo.actor_name if hasattr(m, "undo") else "")
        for m in rows
    )


def holders_of(identifiers: Iterable[NewIdentifier]) -> Mapping[NewIdentifier, Holder]:
    """Return who holds PESELs and passports, for those that are held; other kinds may repeat.

    Shape: one holder per identifier as it was given, which must be in its stored form
    (normal_identifier). One statement, whatever their number.
    """
    asked = [i for i in identifiers
             if i.kind in (IdentifierKind.PESEL, IdentifierKind.PASSPORT)]
    if not asked:
        return {}
    rows = transactions.fetch_rows(
        """
        SELECT i.kind, i.issuing_state, i.value, people_canonical(i.person_id), p.birth_date
        FROM people_identifier i JOIN people_person p ON p.id = i.person_id
        WHERE i.value = ANY(%s) AND i.kind IN ('pesel', 'passport') AND i.withdrawn_at IS NULL
        """,
        [[i.value for i in asked]],
    )
    held = {(kind, state, value): Holder(person, born)
            for kind, state, value, person, born in rows}
    keys = {i: (i.kind.value, i.issuing_state, i.value) for i in asked}
    return {i: held[key] for i, key in keys.items() if key in held}


def card_ids(*, since: datetime | None = None) -> tuple[int, ...]:
    """Return every card with a name, merged ones included, ascending; those since an instant."""
    rows = transactions.fetch_rows(
        "SELECT p.id FROM people_person p JOIN people_personkeys k ON k.person_id = p.id"
        " WHERE %s::timestamptz IS NULL OR p.registered_at >= %s ORDER BY p.id", [since, since])
    return tuple(row[0] for row in rows)


def count_persons() -> int:
    """Return the number of persons: cards that are not merged away."""
    return int(transactions.fetch_rows(
        "SELECT (SELECT count(*) FROM people_person) - (SELECT count(*) FROM people_live_merge)"
    )[0][0])
