"""Complaints' states, and how small numbers of a survey are kept from being shown. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from przystan.rooms.advisory.types.voices import (
    ComplaintState,
    NewComplaint,
    SurveyCount,
    SurveyTable,
)

# A number below this one could point at somebody: the office's own choice, as in the demo's
# "never show a breakdown below 5"; a zero is shown, for it points at nobody.
SMALLEST_SHOWN = 5
SURVEY_DAYS = timedelta(days=30)

S = ComplaintState
TRANSITIONS: dict[ComplaintState, frozenset[ComplaintState]] = {
    S.RECEIVED: frozenset({S.IN_REVIEW, S.ANSWERED, S.DISMISSED}),
    S.IN_REVIEW: frozenset({S.ANSWERED, S.DISMISSED}),
    S.ANSWERED: frozenset({S.IN_REVIEW}),
    S.DISMISSED: frozenset({S.IN_REVIEW}),
}
NEED_ANSWER = frozenset({S.ANSWERED, S.DISMISSED})


class InvalidComplaint(ValueError):
    """A complaint cannot be kept or moved so; says what is wrong."""


def check_complaint(complaint: NewComplaint) -> None:
    """Raise InvalidComplaint unless it says something, in not more than 5,000 characters."""
    if not complaint.text.strip():
        raise InvalidComplaint("a complaint says what happened")
    if len(complaint.text) > 5000:
        raise InvalidComplaint("a complaint has at most 5,000 characters")


def check_complaint_step(now: ComplaintState, wanted: ComplaintState, answer: str) -> None:
    """Raise InvalidComplaint unless the complaint may move so, with its answer where needed."""
    if wanted not in TRANSITIONS[now]:
        raise InvalidComplaint("the complaint is in a state that does not allow this")
    if wanted in NEED_ANSWER and not answer.strip():
        raise InvalidComplaint("an answer or dismissal says why")


def suppress(question: str, counts: Mapping[str, int], order: Sequence[str]) -> SurveyTable:
    """Return the counts with small ones hidden, and no way to compute a hidden one.

    Where a single cell would be hidden, the smallest other one that is not zero is hidden too;
    where there is none, the total is hidden instead. Example: 40 yes, 12 partly, 3 no → "no" is
    small, so "partly" goes with it: 55 - 40 tells only their sum. A hidden sum below the limit
    would itself be a small number, so another cell follows.
    """
    found = {answer: counts.get(answer, 0) for answer in order}
    hidden = {a for a, n in found.items() if 0 < n < SMALLEST_SHOWN}
    open_cells = sorted((a for a, n in found.items() if n and a not in hidden),
                        key=lambda a: (found[a], order.index(a)))
    while hidden and open_cells and (
            len(hidden) == 1 or sum(found[a] for a in hidden) < SMALLEST_SHOWN):
        hidden.add(open_cells.pop(0))
    total = sum(found.values())
    tells = len(hidden) == 1 or 0 < sum(found[a] for a in hidden) < SMALLEST_SHOWN
    return SurveyTable(
        question,
        tuple(SurveyCount(a, None if a in hidden else found[a]) for a in order),
        None if hidden and tells else total,
    )
