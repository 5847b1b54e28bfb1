"""Finding persons among a million by a word's beginning, a number, a phone or a birth date.

The words of a name, in every plain reading, and the birth date stand in one tsvector per person
under a GIN index: the index intersects the lists of several words by itself and the reading of
rows ends at the limit, so that a name borne by 25,000 persons costs little more than any other.
docs/ways/person-search.md explains the plans and gives the measured times.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from przystan.platform.transactions import public as transactions
from przystan.rooms.people.queries.labels import restricted_name
from przystan.rooms.people.rules.questions import Question, read_question
from przystan.rooms.people.rules.scripts import as_query
from przystan.rooms.people.types import (
    BirthPrecision,
    Candidate,
    MatchKind,
    Reason,
    Sex,
)

LAST = "\U0010ffff"
CANDIDATE = """
SELECT f.via_id, f.id, p.sex, p.citizenship, p.birth_date, p.birth_precision,
       ARRAY(SELECT trim(n.family_name || ' ' || n.given_names) FROM people_personname n
             WHERE n.person_id = f.id AND n.withdrawn_at IS NULL
             ORDER BY people_name_rank(n.kind), n.id DESC),
       f.id IN (SELECT r.person_id FROM people_restricted r)
FROM (SELECT asked.id AS via_id, CASE WHEN m.duplicate_id IS NULL THEN asked.id
             ELSE people_canonical(asked.id) END AS id, asked.place
      FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked(id, place)
      LEFT JOIN people_live_merge m ON m.duplicate_id = asked.id) AS f
JOIN people_person p ON p.id = f.id
ORDER BY f.place
"""


def find_persons(
    *, text: str, limit: int = 25, sees_restricted: bool = False
) -> tuple[Candidate, ...]:
    """Find persons by what a clerk types: words of a name, a number, a phone, a birth date.

    Shape: one candidate per person, the surest reason first, then by name; a card merged away
    leads to its survivor. Each word of a name is sought by its beginning, in any order, in Latin
    or Cyrillic. An empty text finds nobody. A person whose data are restricted is found without
    their data, unless the reader sees them.
    """
    question = read_question(text)
    reasons: dict[int, list[Reason]] = {}
    for kind, shown, ids in _ask(question, limit):
        for person_id in ids:
            reasons.setdefault(person_id, []).append(Reason(kind, shown))
    return _candidates(reasons, limit, sees_restricted=sees_restricted)


def _ask(question: Question, limit: int) -> Iterable[tuple[MatchKind, str, list[int]]]:
    if question.is_empty:
        return
    if question.number:
        kind = MatchKind.PESEL if question.pesel else MatchKind.DOCUMENT
        yield kind, question.number, ids_by_number(question.number, limit)
    if question.phone:
        yield MatchKind.PHONE, question.phone, ids_by_phone(question.phone, limit)
    shown = " ".join(word for word, _ in question.words)
    if question.words:
        kind = MatchKind.NAME_AND_BIRTH_DATE if question.birth_date else MatchKind.NAME
        yield kind, shown, ids_by_name(question, limit)
    elif question.birth_date and not question.number:
        day = question.birth_date
        yield MatchKind.BIRTH_DATE, day.isoformat(), _ids(
            "SELECT id FROM people_person WHERE birth_date = %s ORDER BY id LIMIT %s",
            [day, limit])


def _ids(statement: str, values: list[object]) -> list[int]:
    return [row[0] for row in transactions.fetch_rows(statement, values)]


def ids_by_number(number: str, limit: int) -> list[int]:
    """Return the cards with a PESEL or a document whose number begins so."""
    return _ids(
        "SELECT person_id FROM people_identifier WHERE value >= %s AND value < %s"
        " AND withdrawn_at IS NULL ORDER BY value, person_id LIMIT %s",
        [number, number + LAST, limit],
    )


def ids_by_phone(phone: str, limit: int) -> list[int]:
    """Return the cards with this phone number."""
    return _ids(
        "SELECT person_id FROM people_phone WHERE number = %s AND withdrawn_at IS NULL"
        " ORDER BY person_id LIMIT %s",
        [phone, limit],
    )


BY_NAME = "SELECT * FROM people_search(%s::tsquery, %s)"


def ids_by_name(question: Question, limit: int) -> list[int]:
    """Return the cards whose names hold every word: first whole words, then their beginnings."""
    words = tuple(forms for _, forms in question.words)
    found: dict[int, None] = {}
    for whole in (True, False):
        asked = as_query(words, whole=whole, birth_date=question.birth_date)
        found.update(dict.fromkeys(_ids(BY_NAME, [asked, limit * 2])))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def candidates_of(ids: Iterable[int], *, sees_restricted: bool = False) -> tuple[Candidate, ...]:
    """Return cards as a list shows them, in their order, each person once."""
    wanted = {n: list[Reason]() for n in ids}
    return _candidates(wanted, len(wanted), sees_restricted=sees_restricted)


def _candidates(
    reasons: dict[int, list[Reason]], limit: int, *, sees_restricted: bool
) -> tuple[Candidate, ...]:
    if not reasons:
        return ()
    found: dict[int, Candidate] = {}
    for row in transactions.fetch_rows(CANDIDATE, [list(reasons)]):
        via, person_id, restricted = row[0], row[1], row[7]
        if person_id not in found:
            hidden = restricted and not sees_restricted
            found[person_id] = _candidate(row, tuple(reasons[via]), hidden=hidden)
    return tuple(found.values())[:limit]


def _candidate(row: tuple[Any, ...], reasons: tuple[Reason, ...], *, hidden: bool) -> Candidate:
    via, person_id, sex, citizenship, birth_date, precision, names, restricted = row
    via_id = via if via != person_id else None
    if hidden:
        return Candidate(
            person_id, restricted_name(), (), Sex.OTHER, "", None, BirthPrecision.UNKNOWN,
            reasons, via_id, True,
        )
    return Candidate(
        person_id, names[0] if names else "", tuple(dict.fromkeys(names[1:])), Sex(sex),
        citizenship, birth_date, BirthPrecision(precision), reasons, via_id, restricted,
    )


def list_recent(*, limit: int = 25, sees_restricted: bool = False) -> tuple[Candidate, ...]:
    """Return the persons registered last, the latest first."""
    ids = _ids("SELECT id FROM people_person ORDER BY id DESC LIMIT %s", [limit])
    return _candidates(
        {person_id: [] for person_id in ids}, limit, sees_restricted=sees_restricted)
