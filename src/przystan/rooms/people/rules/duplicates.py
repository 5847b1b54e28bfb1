"""Where a pair of cards stands, by what was judged about it."""

from __future__ import annotations

from collections.abc import Sequence

from przystan.rooms.people.types import Answer, Judgement, PairState


def in_order(one: int, other: int) -> tuple[int, int]:
    """Return two cards as a pair is kept: the lower number first."""
    return (one, other) if one < other else (other, one)


def state_of(
    judgements: Sequence[Judgement], *, is_one_person: bool, undone: frozenset[int] = frozenset()
) -> PairState:
    """Return where a pair stands.

    `is_one_person` says that the cards are joined now, by whatever way. Judgements up to one whose
    merge was undone speak no more: the undoing opens the question again. Of the rest the latest
    counts; "same" without a merge waits for a second person.
    """
    if is_one_person:
        return PairState.SAME
    standing = _standing(judgements, undone)
    if not standing:
        return PairState.OPEN
    return {
        Answer.DIFFERENT: PairState.DIFFERENT, Answer.UNSURE: PairState.UNSURE,
        Answer.SAME: PairState.SECOND_NEEDED,
    }[standing[-1].answer]


def has_other_same(
    judgements: Sequence[Judgement], *, actor_id: int | None, actor_name: str,
    undone: frozenset[int] = frozenset(),
) -> bool:
    """Whether somebody else has said "same" and nobody has said "different" since."""
    found = False
    for one in _standing(judgements, undone):
        if one.answer is Answer.DIFFERENT:
            found = False
        elif one.answer is Answer.SAME and (one.actor_id, one.actor_name) != (
                actor_id, actor_name):
            found = True
    return found


def _standing(
    judgements: Sequence[Judgement], undone: frozenset[int]
) -> Sequence[Judgement]:
    last = max((n for n, j in enumerate(judgements) if j.merge_id in undone), default=-1)
    return judgements[last + 1:]
