"""Reads of sessions to come and of who wants to attend them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from przystan.rooms.training import models
from przystan.rooms.training.rules import seats as rules
from przystan.rooms.training.types import Enrolment, EnrolmentStep, Planned


class PlannedNotFound(Exception):
    """There is no such session to come."""


def enrolments_with_state() -> Any:
    """Return every enrolment with its last step and when that was taken."""
    last = models.EnrolmentEvent.objects.filter(enrolment=OuterRef("pk")).order_by("-id")
    return models.Enrolment.objects.annotate(
        state=Subquery(last.values("step")[:1]), since=Subquery(last.values("at")[:1]))


def _enrolment(row: Any) -> Enrolment:
    return Enrolment(
        row.pk, row.planned_id, row.user_id, row.participant, row.unit,
        EnrolmentStep(row.state), row.since)


def list_enrolments(
    *, planned_id: int | None = None, user_id: int | None = None
) -> tuple[Enrolment, ...]:
    """Return the enrolments of a session or of a person, in the order of their requests."""
    found = enrolments_with_state()
    if planned_id is not None:
        found = found.filter(planned_id=planned_id)
    if user_id is not None:
        found = found.filter(user_id=user_id)
    return tuple(_enrolment(row) for row in found.order_by("id"))


def _planned(row: models.PlannedSession, states: list[str]) -> Planned:
    return Planned(
        row.pk, row.course.code, row.course.title, row.course.title_en, row.starts_at, row.hours,
        row.trainer, row.room, row.branch_id, row.seats, row.budget_line, tuple(row.roles),
        row.unit, states.count(EnrolmentStep.PLACED), states.count(EnrolmentStep.WAITLISTED),
        row.session_id)


def _with_states(rows: list[models.PlannedSession]) -> tuple[Planned, ...]:
    states: dict[int, list[str]] = {row.pk: [] for row in rows}
    counted = enrolments_with_state().filter(planned_id__in=list(states)).order_by("id")
    for planned_id, state in counted.values_list("planned_id", "state"):
        states[planned_id].append(state)
    return tuple(_planned(row, states[row.pk]) for row in rows)


def list_planned(*, since: datetime | None = None) -> tuple[Planned, ...]:
    """Return the sessions that were not held yet, the next first, with seats taken and waiting."""
    found = models.PlannedSession.objects.select_related("course").filter(session__isnull=True)
    if since is not None:
        found = found.filter(starts_at__gte=since)
    return _with_states(list(found.order_by("starts_at", "id")))


def list_open_to(
    *, roles: Collection[str], unit: str, since: datetime
) -> tuple[Planned, ...]:
    """Return the sessions to come that are meant for somebody of these roles and this unit."""
    return tuple(
        p for p in list_planned(since=since)
        if rules.is_open_to(roles=p.roles, unit=p.unit, own_roles=roles, own_unit=unit))


def get_planned(*, planned_id: int) -> Planned:
    """Return one session to come, or the plan of one that was held. Raises PlannedNotFound."""
    row = models.PlannedSession.objects.select_related("course").filter(pk=planned_id).first()
    if row is None:
        raise PlannedNotFound(planned_id)
    return _with_states([row])[0]
