"""Comparing two records: a score in bits, a verdict, and every term that made it.

The verdict follows the score but for a few rules that a person can say: what different names or
birth dates forbid, and what an equal number or a changed surname allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import log2

from przystan.rooms.people.rules.matching import weights
from przystan.rooms.people.rules.matching.births import birth_digits, compare_births, shown
from przystan.rooms.people.rules.matching.evidence import compare_evidence
from przystan.rooms.people.rules.matching.names import (
    NameResult,
    State,
    compare_names,
    weight_of,
)
from przystan.rooms.people.rules.matching.words import Part, names_of_record
from przystan.rooms.people.types import (
    Comparison,
    MatchReason,
    MatchReasonKind,
    MatchRecord,
    Sex,
    Verdict,
)

Kind = MatchReasonKind
RARE = 99.0
# A namesake within a digit of the birth date is no rarity among many: something else must agree.
SUPPORT = {Kind.PATRONYMIC_EQUAL, Kind.PHONE_EQUAL, Kind.DOCUMENT_TYPO, Kind.PESEL_TYPO}
SLIPS = {Kind.BIRTH_TYPO, Kind.BIRTH_CENTURY, Kind.BIRTH_DAY_MONTH_SWAPPED}
NUMBER = {Kind.DOCUMENT_EQUAL, Kind.PESEL_EQUAL}


def compare(
    left: MatchRecord, right: MatchRecord, *, population: int = weights.POPULATION,
    commonness: Mapping[tuple[Part, str], float] | None = None,
) -> Comparison:
    """Compare two records among `population` persons: symmetric, explained, in bits.

    `commonness` says how little the common words of a population tell, in bits, where it is known
    better than by the tables. docs/ways/matching.md explains the terms, rules and thresholds.
    """
    names = best_names(left, right)
    terms = [*names.terms, *compare_evidence(left, right)]
    if commonness:
        _weigh_anew(terms, names, commonness)
    birth: MatchReasonKind | None = None
    mine, other = birth_digits(left), birth_digits(right)
    if mine and other:
        birth, weight = compare_births(mine, other)
        terms.append(MatchReason(birth, shown(mine), shown(other), weight))
    if names.family is State.DIFFERS:
        terms = _with_other_family(terms, left, right, _is_changed(left, right, names, birth))
    score = sum(term.weight for term in terms) - log2(max(population, weights.LEAST_POPULATION))
    kinds = {term.kind for term in terms}
    is_link = _is_link(names, birth, kinds)
    limit = "" if is_link else _forbids(score, names, birth, kinds)
    verdict, rule = (Verdict.SAME, "") if is_link else _judged(score, limit, kinds)
    if rule:
        terms.append(MatchReason(Kind.LIMITED, rule, rule, 0.0))
    return Comparison(round(score, 2), verdict, tuple(terms), is_link, limit)


def _weigh_anew(
    terms: list[MatchReason], names: NameResult, commonness: Mapping[tuple[Part, str], float]
) -> None:
    for match in names.matches:
        known = min(commonness.get((w.part, w.text), RARE) for w in (match.left, match.right))
        if known < RARE:
            term = terms[match.place]
            terms[match.place] = replace(term, weight=round(
                match.share * weight_of(match.left, match.right, match.level, known), 2))


def best_names(left: MatchRecord, right: MatchRecord) -> NameResult:
    """Return the comparison of the two forms of the names that agree best."""
    best: NameResult | None = None
    for mine in names_of_record(left.names):
        for other in names_of_record(right.names):
            found = compare_names(mine, other)
            if best is None or found.score > best.score:
                best = found
    return best or NameResult()


def _is_changed(
    left: MatchRecord, right: MatchRecord, names: NameResult, birth: MatchReasonKind | None
) -> bool:
    """Whether a woman may have married: given name, birth date, sex and nationality agree."""
    return (
        names.is_given_equal and birth is Kind.BIRTH_EQUAL
        and Sex.MALE not in (left.sex, right.sex)
        and (left.citizenship == right.citizenship or not left.citizenship
             or not right.citizenship))


def _with_other_family(
    terms: list[MatchReason], left: MatchRecord, right: MatchRecord, is_changed: bool
) -> list[MatchReason]:
    """Weigh a different family name: a woman's changes more often than a man's."""
    if is_changed:
        kind, weight = Kind.FAMILY_CHANGED, weights.FAMILY_CHANGED
    elif Sex.MALE in (left.sex, right.sex):
        kind, weight = Kind.FAMILY_DIFFERENT, weights.MANS_FAMILY_DIFFERENT
    else:
        return terms
    return [replace(term, kind=kind, weight=weight) if term.kind is Kind.FAMILY_DIFFERENT else term
            for term in terms]


def _is_link(names: NameResult, birth: MatchReasonKind | None, kinds: set[Kind]) -> bool:
    return bool(kinds & NUMBER) and birth is Kind.BIRTH_EQUAL and (
        names.given is not State.DIFFERS)


def _judged(score: float, limit: str, kinds: set[Kind]) -> tuple[Verdict, str]:
    """Return the verdict and, where a rule changed what the score says, the rule's name."""
    if score >= weights.UPPER:
        return (Verdict.UNSURE, limit) if limit else (Verdict.SAME, "")
    if score >= weights.LOWER:
        return Verdict.UNSURE, ""
    return (Verdict.UNSURE, "number_equal") if kinds & NUMBER else (Verdict.DIFFERENT, "")


def _forbids(
    score: float, names: NameResult, birth: MatchReasonKind | None, kinds: set[Kind]
) -> str:
    """Return the rule that keeps any score from asking "the same person?", empty if none does."""
    if kinds & NUMBER:
        is_outweighed = birth is not Kind.BIRTH_DIFFERENT or score >= weights.CONTRADICTED
        return "" if is_outweighed else "birth_dates_differ"
    rules = {
        "no_name_agrees": max(names.family, names.given) <= State.DIFFERS,
        "birth_date_missing": birth is None and Kind.PHONE_EQUAL not in kinds,
        "given_names_differ": names.given in (State.DIFFERS, State.RESEMBLES),
        "sex_differs": Kind.SEX_DIFFERENT in kinds,
        "birth_dates_differ": birth in (Kind.BIRTH_DIFFERENT, Kind.BIRTH_NEAR),
        "name_and_birth_date_differ": names.has_conflict and birth in SLIPS,
        "names_differ": not names.is_whole and not kinds & SUPPORT,
        "birth_date_slip": birth is Kind.BIRTH_TYPO and not kinds & SUPPORT,
    }
    return next((rule for rule, holds in rules.items() if holds), "")
