"""Recording fees."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.types import Rate


class DaysOutOfOrder(Exception):
    """A rate ends before it begins."""

    message = _("The last day stands before the first.")


def record_rate(*, rate: Rate, actor: Actor, at: datetime) -> None:
    """Record a rate; a later record about the same days counts before an earlier one.

    Raises DaysOutOfOrder.
    """
    if rate.valid_until is not None and rate.valid_until < rate.valid_from:
        raise DaysOutOfOrder(rate.kind)
    models.FeeRate.objects.create(
        kind=rate.kind.value, amount=rate.amount, valid_from=rate.valid_from,
        valid_until=rate.valid_until, act=rate.act, article=rate.article,
        is_confirmed=rate.is_confirmed, recorded_at=at, recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="knowledge.record_rate",
                 subject=f"knowledge.fee:{rate.kind.value}",
                 details={"amount": str(rate.amount), "valid_from": rate.valid_from.isoformat()})
