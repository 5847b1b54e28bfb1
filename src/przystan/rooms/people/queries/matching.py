"""Finding whom a record may be: candidates by hashed keys and numbers, compared and explained.

The keys of a record are asked one by one, each for so many cards and no more, so that a common
name costs as little as a rare one; a card weighs by how few share the keys it was found under.
docs/ways/person-search.md has the measured times.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from przystan.platform.transactions import public as transactions
from przystan.rooms.people.queries.search import candidates_of, find_persons
from przystan.rooms.people.rules.matching import (
    compare,
    is_broad,
    keys_of,
    keys_to_ask,
    record_from_text,
)
from przystan.rooms.people.rules.matching.weights import POPULATION
from przystan.rooms.people.types import (
    BirthPrecision,
    Comparison,
    Match,
    MatchRecord,
    NewPerson,
    Sex,
    Verdict,
)

# Bearers read per key; a broad key (one that many persons share) is worth fewer of them.
PER_KEY, PER_BROAD_KEY = 200, 60
# Of 200,000 persons, one slip and the year alone: 60 lose .065 of the first places, 400 none.
COMPARED = 400
# Two whole cards know each other's birth date, so a sweep loses nothing by looking at fewer.
SWEPT, PAIRS_A_CARD = 60, 5
# Broad keys are asked only where the narrow ones give fewer persons than are shown.
ENOUGH = 5
# Below this a text and a card agree in one word at best, and contradict in another.
WORTH_SHOWING = -15.0
SHOWN = 5
BY_KEYS = "SELECT person_id FROM people_candidates(%s, %s, %s, %s, %s)"
BY_NUMBERS = """
(SELECT person_id FROM people_identifier
 WHERE value = ANY(%(numbers)s) AND withdrawn_at IS NULL ORDER BY id LIMIT 50)
UNION
(SELECT person_id FROM people_phone
 WHERE number = ANY(%(phones)s) AND withdrawn_at IS NULL ORDER BY id LIMIT 50)
"""
RECORDS = """
SELECT p.id, p.birth_date, p.birth_precision, p.sex, p.citizenship,
       ARRAY(SELECT ARRAY[n.family_name, n.given_names] FROM people_personname n
             WHERE n.person_id = p.id AND n.withdrawn_at IS NULL ORDER BY n.id),
       ARRAY(SELECT ARRAY[i.kind, i.value] FROM people_identifier i
             WHERE i.person_id = p.id AND i.withdrawn_at IS NULL ORDER BY i.id),
       ARRAY(SELECT f.number FROM people_phone f
             WHERE f.person_id = p.id AND f.withdrawn_at IS NULL ORDER BY f.id)
FROM people_person p WHERE p.id = ANY(%s) ORDER BY p.id
"""
# As the planner knows it: counting a million rows would take longer than the whole question.
PERSONS = "SELECT reltuples::bigint FROM pg_class WHERE oid = 'people_person'::regclass"


def record_of(person: NewPerson) -> MatchRecord:
    """Return what of a person to be registered is compared with others."""
    return MatchRecord(
        names=tuple((n.family_name, n.given_names) for n in person.names),
        birth_date=person.birth_date, birth_precision=person.birth_precision, sex=person.sex,
        citizenship=person.citizenship,
        documents=tuple(i.value for i in person.identifiers if i.kind != "pesel"),
        phones=person.phones,
        pesel=next((i.value for i in person.identifiers if i.kind == "pesel"), ""),
    )


def records_of(ids: Iterable[int]) -> Mapping[int, MatchRecord]:
    """Return what is compared of each card, one statement for all."""
    return {
        n: MatchRecord(
            names=tuple((family, given) for family, given in names),
            birth_date=born, birth_precision=BirthPrecision(precision), sex=Sex(sex),
            citizenship=citizenship,
            documents=tuple(value for kind, value in numbers if kind != "pesel"),
            phones=tuple(phones),
            pesel=next((value for kind, value in numbers if kind == "pesel"), ""),
        )
        for n, born, precision, sex, citizenship, names, numbers, phones
        in transactions.fetch_rows(RECORDS, [list(set(ids))])
    }


def population() -> int:
    """Return among how many persons one is sought: about as many as there are cards, or more."""
    ((cards,),) = transactions.fetch_rows(PERSONS)
    return max(int(cards), POPULATION)


def card_ids_like(record: MatchRecord, *, limit: int = COMPARED) -> list[int]:
    """Return the cards worth comparing with a record, the likeliest first, at most `limit`."""
    found: dict[int, None] = {}
    numbers = [*record.documents, record.pesel] if record.pesel else list(record.documents)
    if numbers or record.phones:
        found.update(dict.fromkeys(row[0] for row in transactions.fetch_rows(
            BY_NUMBERS, {"numbers": numbers, "phones": list(record.phones)})))
    keys = keys_to_ask(record)
    if keys:
        found.update(dict.fromkeys(_by_keys([k for k in keys if not is_broad(k)], [], limit)))
        if len(found) < ENOUGH:
            found.update(dict.fromkeys(_by_keys([], [k for k in keys if is_broad(k)], limit)))
    return list(found)[:limit]


def _by_keys(narrow: list[int], broad: list[int], limit: int) -> list[int]:
    if not (narrow or broad):
        return []
    return [row[0] for row in transactions.fetch_rows(
        BY_KEYS, [narrow, PER_KEY, broad, PER_BROAD_KEY, limit])]


def find_matches(
    *, record: MatchRecord, limit: int = SHOWN, excluding: Collection[int] = (),
    least: Verdict = Verdict.UNSURE, sees_restricted: bool = True,
) -> tuple[Match, ...]:
    """Find the persons whom a record may be, the likeliest first, with the explained comparison.

    Shape: one match per person, by the best of their cards. `excluding` leaves out cards that are
    looked at already. With `least` DIFFERENT the first are given however unlikely they are.
    At most three statements for the candidates, three to compare and show them.
    """
    return _find(record, [], limit, excluding, least, sees_restricted)


def _find(
    record: MatchRecord, first: Sequence[int], limit: int, excluding: Collection[int],
    least: Verdict, sees_restricted: bool,
) -> tuple[Match, ...]:
    found = dict.fromkeys([*first, *card_ids_like(record)])
    ids = [i for i in found if i not in excluding]
    size = population() if ids else 0
    compared = {
        n: compare(record, other, population=size) for n, other in records_of(ids).items()
    } if ids else {}
    wanted = {
        n: c for n, c in compared.items()
        if c.verdict is not Verdict.DIFFERENT
        or (least is Verdict.DIFFERENT and (n in first or c.score > WORTH_SHOWING))
    }
    ranked = sorted(wanted, key=lambda n: (-wanted[n].score, n))
    return _matches(ranked, wanted, limit, sees_restricted)


def _matches(
    ranked: list[int], compared: Mapping[int, Comparison], limit: int, sees_restricted: bool
) -> tuple[Match, ...]:
    found: dict[int, Match] = {}
    shown = candidates_of(ranked[: limit * 3], sees_restricted=sees_restricted)
    for candidate in shown:
        via = candidate.via_id or candidate.person_id
        found.setdefault(candidate.person_id, Match(candidate, compared[via]))
    return tuple(found.values())[:limit]


def find_matches_of_text(
    *, text: str, limit: int = SHOWN, sees_restricted: bool = True
) -> tuple[Match, ...]:
    """Find the persons whom a free text may mean, however unlikely, the likeliest first.

    Beginnings of words count as typed, so that a list appears after the first letters; others
    are shown down to WORTH_SHOWING bits.
    """
    begun = [c.via_id or c.person_id for c in find_persons(text=text, limit=limit)]
    return _find(
        record_from_text(text), begun, limit, (), Verdict.DIFFERENT, sees_restricted)


def compare_cards(*, one: int, other: int) -> Comparison | None:
    """Compare two cards as the machine does; None where one of them is no card."""
    records = records_of([one, other])
    if len(records) < 2:
        return None
    return compare(records[one], records[other], population=population())


def find_duplicates_of(
    ids: Iterable[int], *, with_joined: bool = False
) -> tuple[tuple[int, int, Comparison], ...]:
    """Find for each of some cards the other cards that may be the same person.

    Shape: (lower card, higher card, comparison), each pair once, the likeliest first, at most
    PAIRS_A_CARD for each card asked about: a file that repeats one name a thousand times must not
    make a million pairs. Nothing is written. Cards that are one person already are left out,
    unless `with_joined`.
    """
    found: dict[tuple[int, int], Comparison] = {}
    alike: dict[tuple[int, int], Comparison] = {}
    known: dict[int, MatchRecord] = dict(records_of(ids))
    size = population()
    for asked in sorted(known):
        others = [n for n in card_ids_like(known[asked], limit=SWEPT) if n != asked]
        missing = [n for n in others if n not in known]
        if missing:
            known.update(records_of(missing))
        pairs = [(min(asked, other), max(asked, other)) for other in others]
        for pair in pairs:
            if pair not in found:
                found[pair] = compare(known[pair[0]], known[pair[1]], population=size)
        likely = [p for p in pairs if found[p].verdict is not Verdict.DIFFERENT]
        likely.sort(key=lambda p: (-found[p].score, p))
        alike |= {p: found[p] for p in likely[:PAIRS_A_CARD]}
    joined = frozenset() if with_joined else _joined(alike)
    return tuple(
        (*pair, alike[pair]) for pair in sorted(alike, key=lambda p: (-alike[p].score, p))
        if pair not in joined
    )


def _joined(pairs: Iterable[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    listed = list(pairs)
    rows = transactions.fetch_rows(
        "SELECT one, other FROM unnest(%s::bigint[], %s::bigint[]) AS pair(one, other)"
        " WHERE people_canonical(one) = people_canonical(other)",
        [[p[0] for p in listed], [p[1] for p in listed]],
    )
    return frozenset((one, other) for one, other in rows)


def keys_row(record: MatchRecord) -> list[int]:
    """Return the keys under which a card with this record is stored."""
    return list(keys_of(record))
