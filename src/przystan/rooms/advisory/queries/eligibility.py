"""Reads about a card: the target group's rules, checks, documents seen, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from przystan.rooms.advisory import models
from przystan.rooms.advisory.types.eligibility import (
    DocumentKind,
    DocumentSeen,
    Eligibility,
    EligibilityCheck,
    EligibilityReason,
    EligibilityResult,
    EligibilityRule,
    ReasonLine,
    Support,
)
from przystan.rooms.advisory.types.signatures import (
    CardSignature,
    SignatureWay,
    Stroke,
)
from przystan.rooms.advisory.types.visits import StayBasis, Topic


def list_eligibility_rules() -> tuple[EligibilityRule, ...]:
    """Return every version of every rule, by group, code and version."""
    rows = models.EligibilityRule.objects.order_by("group_number", "code", "version", "pk")
    return tuple(
        EligibilityRule(
            r.pk, r.code, r.version, r.group_number,
            StayBasis(r.stay_basis) if r.stay_basis else None, tuple(r.states),
            tuple(r.visa_codes), Support(r.support), r.article, r.source, r.is_confirmed,
            r.valid_from, r.valid_until, tuple(Topic(t) for t in r.topics))
        for r in rows
    )


def documents_seen(*, card_ids: Sequence[int]) -> tuple[DocumentSeen, ...]:
    """Return the documents shown for these cards, the latest first."""
    rows = models.DocumentSeen.objects.filter(card__in=list(card_ids)).order_by("-seen_on", "-pk")
    return tuple(
        DocumentSeen(DocumentKind(r.kind), r.number, r.issuing_state, r.valid_until, r.seen_on,
                     r.actor_name, r.pk)
        for r in rows
    )


def checks_of(*, card_id: int) -> tuple[EligibilityCheck, ...]:
    """Return the eligibility checks of a card, the latest first: that one counts."""
    rows = models.EligibilityCheck.objects.filter(card=card_id).order_by("-pk")
    return tuple(
        EligibilityCheck(
            r.card_id, r.checked_at, r.checked_for, r.visa_code,
            EligibilityResult(
                Eligibility(r.outcome),
                tuple(ReasonLine(EligibilityReason(code), detail) for code, detail in r.reasons),
                tuple(r.rules)),
            r.actor_name)
        for r in rows
    )


def signatures_of(*, card_id: int) -> tuple[CardSignature, ...]:
    """Return the signatures under a card and its visits, the first first."""
    rows = models.Signature.objects.filter(card=card_id).order_by("pk")
    return tuple(
        CardSignature(r.card_id, r.visit_id, SignatureWay(r.way), r.signed_at, r.actor_name,
                      _strokes(r.strokes), r.content_hash)
        for r in rows
    )


def _strokes(content: Any) -> tuple[Stroke, ...]:
    return tuple(Stroke(tuple((x, y, ms) for x, y, ms in one)) for one in content or ())
