"""Possible duplicates: put in the queue, judged by rows, joined when enough persons agree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from przystan.platform.accounts.public import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.people import models
from przystan.rooms.people.operations.merging import merge_persons
from przystan.rooms.people.queries.duplicates import get_pair, undone_merges
from przystan.rooms.people.queries.matching import compare_cards, find_duplicates_of
from przystan.rooms.people.queries.persons import canonical_ids
from przystan.rooms.people.rules.duplicates import has_other_same, in_order
from przystan.rooms.people.types import Answer, DuplicatePair, PairSource, PairState


class JudgementRefused(ValueError):
    """A pair cannot be judged so; says why."""


ADD_PAIRS = """
INSERT INTO people_duplicatepair (low_id, high_id, score, source, found_at, actor_id, actor_name)
SELECT low, high, score, %(source)s, %(at)s, %(actor_id)s, %(actor_name)s
FROM unnest(%(lows)s::bigint[], %(highs)s::bigint[], %(scores)s::float8[])
    WITH ORDINALITY AS pair(low, high, score, position)
ORDER BY position ON CONFLICT (low_id, high_id) DO NOTHING RETURNING id
"""


def queue_pairs(
    *, actor: Actor, at: datetime, pairs: Iterable[tuple[int, int, float | None]],
    source: PairSource,
) -> tuple[int, ...]:
    """Put pairs of cards into the queue and return the ids of those that are new.

    A pair that stands there already, judged or not, is left as it is. One audit line.
    """
    listed = [(*in_order(one, other), score) for one, other, score in pairs]
    made = [row[0] for row in transactions.fetch_rows(ADD_PAIRS, {
        "lows": [p[0] for p in listed], "highs": [p[1] for p in listed],
        "scores": [p[2] for p in listed], "source": source.value, "at": at,
        "actor_id": actor.user_id, "actor_name": actor.name})]
    if made:
        audit.record(
            actor=actor, at=at, action="people.queue_pairs",
            subject=f"people.pair:{made[0]}-{made[-1]}",
            details={"count": len(made), "source": source.value},
        )
    return tuple(made)


def sweep_duplicates(
    *, actor: Actor, at: datetime, ids: Iterable[int], source: PairSource = PairSource.SWEEP
) -> tuple[int, ...]:
    """Compare cards with all others and put those that may be one person into the queue.

    Returns the ids of the new pairs, the likeliest first.
    """
    found = find_duplicates_of(ids)
    return queue_pairs(
        actor=actor, at=at, pairs=[(low, high, c.score) for low, high, c in found], source=source)


def open_pair(*, actor: Actor, at: datetime, one: int, other: int) -> int:
    """Return the pair of two cards that a colleague names, putting it into the queue if need be.

    Raises JudgementRefused for one card twice or a card that does not exist.
    """
    if one == other:
        raise JudgementRefused(_("A card is not compared with itself"))
    comparison = compare_cards(one=one, other=other)
    if comparison is None:
        raise JudgementRefused(_("There is no such card"))
    queue_pairs(actor=actor, at=at, pairs=[(one, other, comparison.score)],
                source=PairSource.BY_HAND)
    low, high = in_order(one, other)
    return models.DuplicatePair.objects.get(low_id=low, high_id=high).pk


def judge_pair(
    *, actor: Actor, at: datetime, pair_id: int, answer: Answer, reason: str, needs_two: bool,
    survivor_id: int | None = None,
) -> PairState:
    """Append one person's answer about a pair and return where the pair stands then.

    "Same" joins the cards at once; where `needs_two`, only when somebody else has said so before
    and nobody has said "different" since. The older card survives unless `survivor_id` says which.
    Two persons who answer in the same second wait for each other. Raises JudgementRefused without
    a reason or for cards that are joined already, PairNotFound, MergeRefused.
    """
    if not reason.strip():
        raise JudgementRefused(_("A judgement needs a reason"))
    with transactions.transaction():
        models.DuplicatePair.objects.select_for_update().filter(pk=pair_id).first()
        pair = get_pair(pair_id=pair_id)
        if pair.state is PairState.SAME:
            raise JudgementRefused(_("Both cards are one person already"))
        agreed = not needs_two or has_other_same(
            pair.judgements, actor_id=actor.user_id, actor_name=actor.name,
            undone=undone_merges(pair.judgements))
        merge_id = None
        if answer is Answer.SAME and agreed:
            merge_id = _join(actor, at, pair, survivor_id, reason)
        models.Judgement.objects.create(
            pair_id=pair_id, answer=answer.value, reason=reason.strip()[:300], judged_at=at,
            actor_id_value=actor.user_id, actor_name=actor.name, merge_id=merge_id)
    audit.record(
        actor=actor, at=at, action="people.judge_pair", subject=f"people.pair:{pair_id}",
        person_id=pair.low_id, details={"answer": answer.value, "merge": merge_id},
    )
    return get_pair(pair_id=pair_id).state


def _join(
    actor: Actor, at: datetime, pair: DuplicatePair, survivor_id: int | None, reason: str
) -> int:
    survivor = survivor_id if survivor_id in (pair.low_id, pair.high_id) else pair.low_id
    other = pair.high_id if survivor == pair.low_id else pair.low_id
    # Either card may have been merged away since: the cards that stand for them are joined.
    now = canonical_ids([survivor, other])
    return merge_persons(
        actor=actor, at=at, survivor_id=now[survivor], duplicate_id=now[other], reason=reason)
