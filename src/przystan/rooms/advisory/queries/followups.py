"""Reads of follow-ups and referrals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from przystan.rooms.advisory import models
from przystan.rooms.advisory.types.followups import (
    FollowUp,
    Referral,
    ReferralState,
    ReferralStep,
)


class FollowUpNotFound(LookupError):
    """No follow-up has this id."""


class ReferralNotFound(LookupError):
    """No referral has this id."""


def _followups() -> QuerySet[models.FollowUp]:
    return models.FollowUp.objects.select_related("card", "done")


def _followup(row: models.FollowUp) -> FollowUp:
    done = getattr(row, "done", None)
    return FollowUp(
        row.pk, row.card_id, row.card.number, row.card.person_id, row.branch_id, row.due_on,
        row.task, row.actor_name, done.done_at if done else None,
        done.actor_name if done else "", done.outcome if done else "")


def list_followups(
    *, branch: str = "", until: date | None = None, is_done: bool = False, offset: int = 0,
    limit: int = 26,
) -> tuple[FollowUp, ...]:
    """Return what is to be done, the longest due first; or what was done, the latest first."""
    rows = _followups().filter(done__isnull=not is_done)
    if branch:
        rows = rows.filter(branch=branch)
    if until:
        rows = rows.filter(due_on__lte=until)
    rows = rows.order_by("-done__done_at", "-pk") if is_done else rows.order_by("due_on", "pk")
    return tuple(_followup(r) for r in rows[offset:offset + limit])


def count_due(*, until: date, branch: str = "") -> int:
    """Return how many follow-ups are due by a day and not done."""
    rows = models.FollowUp.objects.filter(done__isnull=True, due_on__lte=until)
    return (rows.filter(branch=branch) if branch else rows).count()


def followups_of(*, card_ids: Sequence[int]) -> tuple[FollowUp, ...]:
    """Return every follow-up of these cards, the latest due first."""
    rows = _followups().filter(card__in=list(card_ids)).order_by("-due_on", "-pk")
    return tuple(_followup(r) for r in rows)


def get_followup(*, followup_id: int) -> FollowUp:
    """Return one follow-up. Raises FollowUpNotFound."""
    row = _followups().filter(pk=followup_id).first()
    if row is None:
        raise FollowUpNotFound(followup_id)
    return _followup(row)


def _referrals() -> QuerySet[models.Referral]:
    return models.Referral.objects.select_related("card").prefetch_related("steps")


def _referral(row: models.Referral) -> Referral:
    steps = sorted(row.steps.all(), key=lambda s: s.place)
    return Referral(
        row.pk, row.card_id, row.card.number, row.card.person_id, row.branch_id,
        row.organisation, row.purpose,
        tuple(ReferralStep(ReferralState(s.state), s.at, s.actor_name, s.reason) for s in steps))


def get_referral(*, referral_id: int) -> Referral:
    """Return one referral with its steps. Raises ReferralNotFound."""
    row = _referrals().filter(pk=referral_id).first()
    if row is None:
        raise ReferralNotFound(referral_id)
    return _referral(row)


def list_referrals(
    *, branch: str = "", offset: int = 0, limit: int = 26
) -> tuple[Referral, ...]:
    """Return referrals, the latest first."""
    rows = _referrals()
    if branch:
        rows = rows.filter(branch=branch)
    return tuple(_referral(r) for r in rows.order_by("-pk")[offset:offset + limit])


def referrals_of(*, card_ids: Sequence[int]) -> tuple[Referral, ...]:
    """Return every referral of these cards, the latest first."""
    return tuple(
        _referral(r) for r in _referrals().filter(card__in=list(card_ids)).order_by("-pk"))
