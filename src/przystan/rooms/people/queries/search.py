"""Finding persons among a million by a word's beginning, a number, a phone or a birth date.

A name is sought by ranges of its words' plain readings on the index (key, person_id). One word
stops at the limit; several words are intersected as sets, each read from the index alone, so that
a name borne by 25,000 persons costs the same as any other. docs/ways/person-search.md has plans.
"""

from __future__ import annotations

from collections.abc import Iterable

from przystan.platform.transactions import public as transactions
from przystan.rooms.people.rules.questions import Question, read_question
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
             WHERE n.person_id = f.id
             ORDER BY array_position(ARRAY['passport', 'polish', 'as_written', 'former'],
                                     n.kind::text), n.id DESC)
FROM (SELECT asked.id AS via_id, CASE WHEN m.duplicate_id IS NULL THEN asked.id
             ELSE people_canonical(asked.id) END AS id, asked.place
      FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked(id, place)
      LEFT JOIN people_live_merge m ON m.duplicate_id = asked.id) AS f
JOIN people_person p ON p.id = f.id
ORDER BY f.place
"""


def find_persons(*, text: str, limit: int = 25) -> tuple[Candidate, ...]:
    """Find persons by what a clerk types: words of a name, a number, a phone, a birth date.

    Shape: one candidate per person, the surest reason first, then by name; a card merged away
    leads to its survivor. Each word of a name is sought by its beginning, in any order, in Latin
    or Cyrillic. An empty text finds nobody.
    """
    question = read_question(text)
    reasons: dict[int, list[Reason]] = {}
    for kind, shown, ids in _ask(question, limit):
        for person_id in ids:
            reasons.setdefault(person_id, []).append(Reason(kind, shown))
    return _candidates(reasons, limit)


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
        "SELECT person_id FROM people_phone WHERE number = %s ORDER BY person_id LIMIT %s",
        [phone, limit],
    )


def name_statement(question: Question, limit: int) -> tuple[str, list[object]]:
    """Return the statement that finds cards by the words of a name, and its values."""
    sets: list[str] = []
    values: list[object] = []
    for _, forms in question.words:
        ranges = " OR ".join(["(key >= %s AND key < %s)"] * len(forms))
        values += [bound for form in forms for bound in (form, form + LAST)]
        sets.append(f"SELECT person_id, key FROM people_personkey WHERE {ranges}")
    if question.birth_date:
        values.append(question.birth_date)
    if len(sets) == 1 and not question.birth_date:
        # Read in the index's order, so the scan ends at the limit.
        values.append(limit * 4)
        return f"{sets[0]} ORDER BY key, person_id LIMIT %s", values
    named = ", ".join(f"w{i} AS MATERIALIZED ({s})" for i, s in enumerate(sets))
    joined = " ".join(
        f"AND EXISTS (SELECT 1 FROM w{i} WHERE w{i}.person_id = w0.person_id)"
        for i in range(1, len(sets))
    )
    born = (" AND w0.person_id IN (SELECT id FROM people_person WHERE birth_date = %s)"
            if question.birth_date else "")
    values.append(limit * 4)
    return (f"WITH {named} SELECT person_id, key FROM w0 WHERE true {joined}{born}"
            " ORDER BY key, person_id LIMIT %s", values)


def ids_by_name(question: Question, limit: int) -> list[int]:
    """Return the cards whose names hold every word, by its beginning, in any reading."""
    statement, values = name_statement(question, limit)
    return list(dict.fromkeys(_ids(statement, values)))[:limit]


def _candidates(reasons: dict[int, list[Reason]], limit: int) -> tuple[Candidate, ...]:
    if not reasons:
        return ()
    rows = transactions.fetch_rows(CANDIDATE, [list(reasons)])
    found: dict[int, Candidate] = {}
    for via, person_id, sex, citizenship, birth_date, precision, names in rows:
        if person_id in found:
            continue
        found[person_id] = Candidate(
            person_id, names[0] if names else "", tuple(dict.fromkeys(names[1:])), Sex(sex),
            citizenship, birth_date, BirthPrecision(precision), tuple(reasons[via]),
            via if via != person_id else None,
        )
    return tuple(found.values())[:limit]


def list_recent(*, limit: int = 25) -> tuple[Candidate, ...]:
    """Return the persons registered last, the latest first."""
    ids = _ids("SELECT id FROM people_person ORDER BY id DESC LIMIT %s", [limit])
    return _candidates({person_id: [] for person_id in ids}, limit)
