"""Comparing what is not a name or a birth date: numbers, sex, citizenship, phones, address."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA, JaroWinkler

from przystan.rooms.people.rules.matching import weights
from przystan.rooms.people.rules.scripts import name_tokens, plain_latin
from przystan.rooms.people.types import MatchReason, MatchReasonKind, MatchRecord, Sex

Kind = MatchReasonKind
MIN_TYPO_LENGTH = 6


def compare_evidence(left: MatchRecord, right: MatchRecord) -> list[MatchReason]:
    """Return the terms of everything that both records hold beside name and birth date."""
    found = [*_documents(left, right), *_pesel(left, right)]
    if left.sex and right.sex and Sex.OTHER not in (left.sex, right.sex):
        equal = left.sex is right.sex
        found.append(MatchReason(
            Kind.SEX_EQUAL if equal else Kind.SEX_DIFFERENT, left.sex, right.sex,
            weights.SEX_EQUAL if equal else weights.SEX_DIFFERENT))
    if left.citizenship and right.citizenship:
        equal = left.citizenship == right.citizenship
        found.append(MatchReason(
            Kind.CITIZENSHIP_EQUAL if equal else Kind.CITIZENSHIP_DIFFERENT,
            left.citizenship, right.citizenship,
            weights.CITIZENSHIP_EQUAL if equal else weights.CITIZENSHIP_DIFFERENT))
    if shared := sorted(set(left.phones) & set(right.phones)):
        found.append(MatchReason(Kind.PHONE_EQUAL, shared[0], shared[0], weights.PHONE_EQUAL))
    if left.address and right.address:
        found.extend(_address(left.address, right.address))
    return found


def _documents(left: MatchRecord, right: MatchRecord) -> list[MatchReason]:
    if not left.documents or not right.documents:
        return []
    if shared := sorted(set(left.documents) & set(right.documents)):
        return [MatchReason(Kind.DOCUMENT_EQUAL, shared[0], shared[0], weights.NUMBER_EQUAL)]
    for mine, other in product(left.documents, right.documents):
        if is_number_typo(mine, other):
            return [MatchReason(Kind.DOCUMENT_TYPO, mine, other, weights.NUMBER_TYPO)]
    return [MatchReason(Kind.DOCUMENT_DIFFERENT, left.documents[0], right.documents[0],
                        weights.DOCUMENT_DIFFERENT)]


def _pesel(left: MatchRecord, right: MatchRecord) -> list[MatchReason]:
    if not left.pesel or not right.pesel:
        return []
    if left.pesel == right.pesel:
        kind, weight = Kind.PESEL_EQUAL, weights.NUMBER_EQUAL
    elif is_number_typo(left.pesel, right.pesel):
        kind, weight = Kind.PESEL_TYPO, weights.NUMBER_TYPO
    else:
        kind, weight = Kind.PESEL_DIFFERENT, weights.PESEL_DIFFERENT
    return [MatchReason(kind, left.pesel, right.pesel, weight)]


def is_number_typo(left: str, right: str) -> bool:
    """Whether two numbers differ by one character or by two neighbours that changed places."""
    return min(len(left), len(right)) >= MIN_TYPO_LENGTH and OSA.distance(
        left, right, score_cutoff=1) <= 1


def _address(left: tuple[str, ...], right: tuple[str, ...]) -> list[MatchReason]:
    pairs = sorted(
        ((_likeness(mine, other), n, m) for n, mine in enumerate(left)
         for m, other in enumerate(right)), reverse=True)
    used: tuple[set[int], set[int]] = (set(), set())
    total, shown = 0.0, (left[0], right[0])
    for likeness, n, m in pairs:
        if n in used[0] or m in used[1]:
            continue
        used[0].add(n)
        used[1].add(m)
        total += weights.ADDRESS_PART if likeness == 1 else (
            weights.ADDRESS_LIKE if likeness >= 0.88 else weights.ADDRESS_DIFFERENT)
        if likeness == 1 and len(used[0]) == 1:
            shown = (left[n], right[m])
    weight = min(total, weights.ADDRESS_CAP)
    kind = Kind.ADDRESS_EQUAL if weight > weights.ADDRESS_PART else (
        Kind.ADDRESS_SIMILAR if weight > 0 else Kind.ADDRESS_DIFFERENT)
    return [MatchReason(kind, *shown, weight)]


@lru_cache(maxsize=131072)
def _likeness(left: str, right: str) -> float:
    mine, other = (" ".join(name_tokens(plain_latin(text))) for text in (left, right))
    return 1.0 if mine == other else JaroWinkler.similarity(mine, other)
