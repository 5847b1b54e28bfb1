"""Verdicts in two long lists: what the lists themselves say.

Long lists that are linked mostly hold the same persons, and how common a word is was counted in
them, so a score means more than between two records alone: LIST_UPPER was set on FEBRL 1 and 2.
Different birth dates forbid nothing where the names are rare enough for that score. A different
given name forbids nothing where pairs of one number, or of one family name and birth date, show far
more of them than twins can be: then the lists' given names are unreliable. Between two lists a pair
must then be the only one for both its records.

Between two lists each record has one partner at most, so what is linked leaves a smaller crowd in
which less evidence is enough. In one list what is the same as a third is the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log2

from przystan.rooms.people.rules.matching import weights
from przystan.rooms.people.types import (
    Comparison,
    MatchReason,
    MatchReasonKind,
    Verdict,
)

NUMBERS = {MatchReasonKind.DOCUMENT_EQUAL, MatchReasonKind.PESEL_EQUAL}
NUMBERS_NEAR = NUMBERS | {MatchReasonKind.DOCUMENT_TYPO, MatchReasonKind.PESEL_TYPO}
CONTRADICTIONS = {MatchReasonKind.SEX_DIFFERENT, MatchReasonKind.PESEL_DIFFERENT}


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
    judged = [
        replace(pair, comparison=_judged(pair.comparison, is_unreliable and pair in alone))
        for pair in found
    ]
    return judged if is_one_list else _judged_rest(judged, size, is_unreliable)


def _judged_rest(
    judged: list[FoundPair], size: int, is_unreliable: bool
) -> list[FoundPair]:
    """Judge what is left when those linked already are taken away: a smaller crowd.

    Half of those left are expected to have their partner among the others left, so a pair must
    reach as many bits less as the crowd is smaller.
    """
    same = [pair for pair in judged if pair.comparison.verdict is Verdict.SAME]
    linked = {p.left for p in same}, {p.right for p in same}
    gain = log2(size / (2 * max(size - len(linked[0]), 1)))
    if gain <= 0:
        return judged
    rest = [p for p in judged if p.left not in linked[0] and p.right not in linked[1]]
    alone = _only_ones(rest, weights.LIST_UPPER - gain)
    return [
        replace(p, comparison=_judged(p.comparison, is_unreliable, gain)) if p in alone else p
        for p in judged
    ]


def joined_by_thirds(
    judged: Sequence[FoundPair], compare_places: Callable[[int, int], Comparison]
) -> list[FoundPair]:
    """Return the pairs of one list with those that are the same as a third record."""
    found = {(p.left, p.right): p for p in judged}
    partners: dict[int, set[int]] = defaultdict(set)
    for one, other in (k for k, p in found.items() if p.comparison.verdict is Verdict.SAME):
        partners[one].add(other)
        partners[other].add(one)
    for third in sorted(partners):
        for one, other in combinations(sorted(partners[third]), 2):
            if other not in partners[one]:
                known = found.get((one, other))
                comparison = known.comparison if known else compare_places(one, other)
                if not {r.kind for r in comparison.reasons} & CONTRADICTIONS:
                    found[one, other] = FoundPair(one, other, _joined(comparison, third))
    return list(found.values())


def _joined(comparison: Comparison, third: int) -> Comparison:
    place = str(third + 1)
    reasons = (r for r in comparison.reasons if r.kind is not MatchReasonKind.LIMITED)
    through = MatchReason(MatchReasonKind.SAME_AS_THIRD, place, place, 0.0)
    return replace(
        comparison, verdict=Verdict.SAME, reasons=(*reasons, through), limited_by="")


def _only_ones(found: Sequence[FoundPair], least: float = weights.LIST_UPPER) -> set[FoundPair]:
    near = [pair for pair in found if pair.comparison.score >= least]
    left, right = Counter(p.left for p in near), Counter(p.right for p in near)
    return {p for p in near if left[p.left] == 1 == right[p.right]}


def _has_other_given_name(comparison: Comparison) -> bool:
    """Whether everything but the given name says that these are one person."""
    kinds = {reason.kind for reason in comparison.reasons}
    if comparison.score < weights.LIST_UPPER or MatchReasonKind.BIRTH_EQUAL not in kinds:
        return False
    return comparison.limited_by == "given_names_differ" or bool(
        kinds & NUMBERS and MatchReasonKind.GIVEN_DIFFERENT in kinds)


def _judged(comparison: Comparison, is_lifted: bool, gain: float = 0.0) -> Comparison:
    if comparison.is_link:
        return comparison
    kinds = {reason.kind for reason in comparison.reasons}
    lifted = {
        "birth_date_missing": True,
        "birth_date_slip": True,
        "names_differ": True,
        "no_name_agrees": bool(kinds & NUMBERS_NEAR),
        "given_names_differ": is_lifted,
        "birth_dates_differ": not kinds & NUMBERS_NEAR
            or comparison.score + gain >= weights.LIST_CONTRADICTED,
    }
    rule = "" if lifted.get(comparison.limited_by) else comparison.limited_by
    reasons = tuple(r for r in comparison.reasons if r.kind is not MatchReasonKind.LIMITED)
    if comparison.score + gain < weights.LIST_UPPER:
        verdict = Verdict.UNSURE if kinds & NUMBERS else Verdict.DIFFERENT
        return replace(comparison, verdict=verdict, reasons=reasons)
    if not rule:
        return replace(comparison, verdict=Verdict.SAME, reasons=reasons, limited_by="")
    limited = MatchReason(MatchReasonKind.LIMITED, rule, rule, 0.0)
    return replace(comparison, verdict=Verdict.UNSURE, reasons=(*reasons, limited))
