"""Reads of the survey and of complaints."""

from __future__ import annotations

import hashlib
from collections import Counter

from django.db.models import QuerySet

from przystan.platform.accounts.public import Actor, Permission
from przystan.rooms.advisory import models
from przystan.rooms.advisory.rules.voices import suppress
from przystan.rooms.advisory.types.voices import (
    Clarity,
    Complaint,
    ComplaintCategory,
    ComplaintState,
    ComplaintStep,
    Helpfulness,
    SurveyInvitation,
    SurveyTable,
)


class SurveyClosed(LookupError):
    """The code opens no survey: it is unknown, used, or its days are over."""


class ComplaintNotFound(LookupError):
    """No complaint has this id, or the reader may not know of it."""


def code_hash(code: str) -> str:
    """Return what is kept of a code: its SHA-256, however it was typed."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def find_invitation(*, code: str) -> SurveyInvitation:
    """Return the invitation that a code opens. Raises SurveyClosed."""
    row = models.SurveyInvitation.objects.filter(code_hash=code_hash(code)).first()
    if row is None:
        raise SurveyClosed("unknown")
    return SurveyInvitation(row.pk, row.branch_id, row.language, row.expires_on, row.used_on)


def survey_results(*, project_id: int, branch: str = "") -> tuple[SurveyTable, ...]:
    """Return the answers of a project as counts, small ones suppressed. Unit: answers."""
    rows = models.SurveyAnswer.objects.filter(project=project_id)
    if branch:
        rows = rows.filter(branch=branch)
    found = list(rows.order_by("pk").values_list("helpful", "clear"))
    return (
        suppress("helpful", Counter(h for h, _c in found), [h.value for h in Helpfulness]),
        suppress("clear", Counter(c for _h, c in found), [c.value for c in Clarity]),
    )


def _complaints(actor: Actor) -> QuerySet[models.Complaint]:
    rows = models.Complaint.objects.prefetch_related("steps")
    if not actor.can(Permission.ADVISORY_COMPLAINTS):
        rows = rows.filter(is_confidential=False)
    return rows


def _complaint(row: models.Complaint, *, with_text: bool) -> Complaint:
    steps = sorted(row.steps.all(), key=lambda s: s.place)
    return Complaint(
        row.pk, row.number, row.branch_id, ComplaintCategory(row.category), row.language,
        row.is_confidential, row.received_at, row.text if with_text else "",
        row.contact if with_text else "",
        tuple(ComplaintStep(ComplaintState(s.state), s.at, s.actor_name,
                            s.answer if with_text else "") for s in steps))


def list_complaints(
    *, actor: Actor, offset: int = 0, limit: int = 26
) -> tuple[Complaint, ...]:
    """Return complaints without their texts, the latest first.

    Those of the confidential lane are there for complaint officers only; others do not learn
    that they exist.
    """
    rows = _complaints(actor).order_by("-received_at", "-pk")[offset:offset + limit]
    return tuple(_complaint(r, with_text=False) for r in rows)


def get_complaint(*, actor: Actor, complaint_id: int) -> Complaint:
    """Return one complaint with its text. Raises ComplaintNotFound also where it is closed."""
    row = _complaints(actor).filter(pk=complaint_id).first()
    if row is None:
        raise ComplaintNotFound(complaint_id)
    return _complaint(row, with_text=True)
