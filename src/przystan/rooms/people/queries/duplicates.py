"""Reads of possible duplicates: the queue, one pair, how many wait."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from przystan.platform.transactions import public as transactions
from przystan.rooms.people import models
from przystan.rooms.people.rules.duplicates import state_of
from przystan.rooms.people.types import (
    Answer,
    DuplicatePair,
    Judgement,
    PairSource,
    PairState,
)

# The latest judgement that still speaks, and whether the cards are one person by now.
STATES = """
WITH pair AS (
    SELECT d.id, d.score, people_canonical(d.low_id) = people_canonical(d.high_id) AS is_one,
           (SELECT j.answer FROM people_judgement j WHERE j.pair_id = d.id AND j.id > coalesce((
                SELECT max(u.id) FROM people_judgement u JOIN people_mergeundo m
                ON m.merge_id = u.merge_id WHERE u.pair_id = d.id), 0)
            ORDER BY j.id DESC LIMIT 1) AS answer
    FROM people_duplicatepair d
    WHERE NOT EXISTS (SELECT 1 FROM people_erasure e WHERE e.person_id IN (d.low_id, d.high_id))
), stated AS (
    SELECT id, score, CASE WHEN is_one THEN 'same' WHEN answer IS NULL THEN 'open'
        WHEN answer = 'same' THEN 'second_needed' ELSE answer END AS state
    FROM pair
)
"""


class PairNotFound(LookupError):
    """No pair of possible duplicates has this number."""


def _pairs() -> QuerySet[models.DuplicatePair]:
    return models.DuplicatePair.objects.prefetch_related(
        Prefetch("judgements", models.Judgement.objects.order_by("id")))


def list_pairs(
    *, states: Iterable[PairState] = (), offset: int = 0, limit: int = 25
) -> tuple[DuplicatePair, ...]:
    """Return pairs in some states (those that wait, unless named), the surest first."""
    wanted = [s.value for s in states] or [
        PairState.OPEN.value, PairState.SECOND_NEEDED.value, PairState.UNSURE.value]
    ids = [row[0] for row in transactions.fetch_rows(
        STATES + "SELECT id FROM stated WHERE state = ANY(%s)"
        " ORDER BY (state = 'second_needed') DESC, score DESC NULLS FIRST, id"
        " OFFSET %s LIMIT %s", [wanted, offset, limit])]
    found = {p.pk: p for p in _pairs().filter(pk__in=ids).order_by("id")}
    joined = _one_person(found.values())
    return tuple(_pair(found[n], is_one=n in joined) for n in ids)


def count_waiting() -> int:
    """Return how many pairs wait for a judgement."""
    return int(transactions.fetch_rows(
        STATES + "SELECT count(*) FROM stated WHERE state IN ('open', 'second_needed', 'unsure')"
    )[0][0])


def get_pair(*, pair_id: int) -> DuplicatePair:
    """Return one pair with its judgements. Raises PairNotFound."""
    row = _pairs().filter(pk=pair_id).first()
    if row is None:
        raise PairNotFound(pair_id)
    return _pair(row, is_one=bool(_one_person([row])))


def pairs_of(*, person_ids: Iterable[int]) -> tuple[DuplicatePair, ...]:
    """Return every pair in which one of a person's cards stands, as they were found."""
    wanted = list(person_ids)
    rows = list((_pairs().filter(low__in=wanted) | _pairs().filter(high__in=wanted)).order_by("id"))
    joined = _one_person(rows)
    return tuple(_pair(row, is_one=row.pk in joined) for row in rows)


def _one_person(rows: Iterable[models.DuplicatePair]) -> frozenset[int]:
    listed = list(rows)
    found = transactions.fetch_rows(
        "SELECT pair.id FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[])"
        " AS pair(id, one, other) WHERE people_canonical(one) = people_canonical(other)",
        [[r.pk for r in listed], [r.low_id for r in listed], [r.high_id for r in listed]])
    return frozenset(row[0] for row in found)


def undone_merges(judgements: Iterable[Judgement]) -> frozenset[int]:
    """Return those merges of some judgements that were undone since."""
    ids = [j.merge_id for j in judgements if j.merge_id is not None]
    return frozenset(models.MergeUndo.objects.filter(merge__in=ids).order_by("id").values_list(
        "merge_id", flat=True)) if ids else frozenset()


def _pair(row: models.DuplicatePair, *, is_one: bool) -> DuplicatePair:
    judgements = tuple(
        Judgement(Answer(j.answer), j.reason, j.judged_at, j.actor_id_value, j.actor_name,
                  j.merge_id)
        for j in row.judgements.all()
    )
    return DuplicatePair(
        row.pk, row.low_id, row.high_id, row.score, PairSource(row.source), row.found_at,
        row.actor_name, judgements,
        state_of(judgements, is_one_person=is_one, undone=undone_merges(judgements)),
    )
