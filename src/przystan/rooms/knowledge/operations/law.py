"""Recording a change of law, and that a text was reviewed after it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.types import LawAct


class ChangeNotFound(Exception):
    """There is no such change of law."""


def record_law_change(
    *, act: LawAct, article: str, in_force_on: date, note: str, actor: Actor, at: datetime
) -> int:
    """Record that an article ("": the whole act) changes on a day; its texts wait for a review."""
    row = models.LawChange.objects.create(
        act=act.value, article=article.strip().lower(), in_force_on=in_force_on, note=note,
        recorded_at=at, recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="knowledge.record_law_change",
                 subject=f"knowledge.law_change:{row.pk}")
    return row.pk


def review_text(*, change_id: int, subject: str, actor: Actor, at: datetime) -> None:
    """Record that a text was reviewed after a change; a second time changes nothing.

    Raises ChangeNotFound.
    """
    if not models.LawChange.objects.filter(pk=change_id).exists():
        raise ChangeNotFound(change_id)
    try:
        with transactions.transaction():
            models.LawReview.objects.create(
                change_id=change_id, subject=subject[:80], reviewed_at=at,
                reviewed_by=actor.name)
    except IntegrityError:
        return
    audit.record(actor=actor, at=at, action="knowledge.review_text",
                 subject=f"knowledge.{subject[:80]}", details={"change": change_id})
