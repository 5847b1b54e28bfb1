"""Verdicts in two long lists: what the lists themselves say.

Long lists that are linked mostly hold the same persons, and how common a word is was counted in
them, so a score means more than between two records alone: LIST_UPPER was set on FEBRL 1 and 2.
Different birth dates never ask here either. A different given name does, where pairs
of one number, or of one family name and birth date, show far more of them than twins can be: then
the lists' given names are unreliable. Between two lists a pair must then be the only one for both
its records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from przystan.rooms.people.rules.matching import weights
from przystan.rooms.people.types import (
    Comparison,
    MatchReason,
    MatchReasonKind,
    Verdict,
)

NUMBERS = {MatchReasonKind.DOCUMENT_EQUAL, MatchReasonKind.PESEL_EQUAL}
NUMBERS_NEAR = NUMBERS | {MatchReasonKind.DOCUMENT_TYPO, MatchReasonKind.PESEL_TYPO}


@dataclass(frozen=True)
class FoundPair:
    """Two records of two lists by their places, and their comparison."""

    left: int
    right: int
    comparison: Comparison


def judged_in_lists(
    found: Sequence[FoundPair], size: int, *, is_one_list: bool
) -> list[FoundPair]:
    """Return the pairs with the verdicts that they have in lists of `size` records."""
    alone = set(found) if is_one_list else _only_ones(found)
    strange = sum(_has_other_given_name(pair.comparison) for pair in alone)
    is_unreliable = strange > weights.TWIN_SHARE * size
    return [
        replace(pair, comparison=_judged(pair.comparison, is_unreliable and pair in alone))
        for pair in found
    ]


def _only_ones(found: Sequence[FoundPair]) -> set[FoundPair]:
    near = [pair for pair in found if pair.comparison.score >= weights.LIST_UPPER]
    left, right = Counter(p.left for p in near), Counter(p.right for p in near)
    return {p for p in near if left[p.left] == 1 == right[p.right]}


def _has_other_given_name(comparison: Comparison) -> bool:
    """Whether everything but the given name says that these are one person."""
    kinds = {reason.kind for reason in comparison.reasons}
    if comparison.score < weights.LIST_UPPER or MatchReasonKind.BIRTH_EQUAL not in kinds:
        return False
    return comparison.limited_by == "given_names_differ" or bool(
        kinds & NUMBERS and MatchReasonKind.GIVEN_DIFFERENT in kinds)


def _judged(comparison: Comparison, is_lifted: bool) -> Comparison:
    if comparison.is_link:
        return comparison
    kinds = {reason.kind for reason in comparison.reasons}
    lifted = {
        "birth_date_missing": True,
        "birth_date_slip": True,
        "given_names_differ": is_lifted,
        "birth_dates_differ": bool(kinds & NUMBERS_NEAR)
        and comparison.score >= weights.LIST_CONTRADICTED,
    }
    rule = "" if lifted.get(comparison.limited_by) else comparison.limited_by
    reasons = tuple(r for r in comparison.reasons if r.kind is not MatchReasonKind.LIMITED)
    if comparison.score < weights.LIST_UPPER:
        verdict = Verdict.UNSURE if kinds & NUMBERS else Verdict.DIFFERENT
        return replace(comparison, verdict=verdict, reasons=reasons)
    if not rule:
        return replace(comparison, verdict=Verdict.SAME, reasons=reasons, limited_by="")
    limited = MatchReason(MatchReasonKind.LIMITED, rule, rule, 0.0)
    return replace(comparison, verdict=Verdict.UNSURE, reasons=(*reasons, limited))
