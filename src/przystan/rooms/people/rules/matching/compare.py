"""Comparing two records: explained, in bits."""

from __future__ import annotations

from przystan.rooms.people.rules.scripts import name_tokens, readings
from przystan.rooms.people.types import (
    Comparison,
    MatchReason,
    MatchReasonKind,
    MatchRecord,
    Verdict,
)

PRIOR = -20.0
UPPER, LOWER = 4.0, 0.0


def compare(left: MatchRecord, right: MatchRecord) -> Comparison:
    """Compare two records: a score in bits, a verdict and every term that made it."""
    reasons = []
    if left.birth_date and right.birth_date:
        equal = left.birth_date == right.birth_date
        reasons.append(MatchReason(
            MatchReasonKind.BIRTH_EQUAL if equal else MatchReasonKind.BIRTH_DIFFERENT,
            left.birth_date.isoformat(), right.birth_date.isoformat(), 14.0 if equal else -8.0))
    mine, others = _words(left), _words(right)
    shared = sum(any(a & b for b in others) for a in mine)
    if shared:
        reasons.append(MatchReason(
            MatchReasonKind.FAMILY_EQUAL, _shown(left), _shown(right), 8.0 * shared))
    score = PRIOR + sum(reason.weight for reason in reasons)
    is_link = bool(set(left.documents) & set(right.documents)) and (
        left.birth_date is not None and left.birth_date == right.birth_date)
    verdict = (Verdict.SAME if score >= UPPER or is_link
               else Verdict.UNSURE if score >= LOWER else Verdict.DIFFERENT)
    return Comparison(score, verdict, tuple(reasons), is_link)


def _words(record: MatchRecord) -> list[set[str]]:
    return [set(readings(token)) for token in name_tokens(" ".join(record.names[0]))] \
        if record.names else []


def _shown(record: MatchRecord) -> str:
    return " ".join(record.names[0]).strip()
