"""Planning sessions, enrolling for them, and holding them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.platform.transactions import public as transactions
from przystan.rooms.training import models
from przystan.rooms.training.operations.sessions import UnknownCourse, record_session
from przystan.rooms.training.queries.planned import PlannedNotFound, enrolments_with_state
from przystan.rooms.training.rules import seats as rules
from przystan.rooms.training.types import (
    EnrolmentStep,
    NewAttendance,
    NewPlanned,
    NewSession,
)

S = EnrolmentStep


class PlannedBefore(Exception):
    """This course is planned at this time at this branch already."""

    message = gettext_lazy("This course is planned at this time at this branch already.")


class NotForYou(Exception):
    """The session is meant for other roles or another unit, or it is over."""

    message = gettext_lazy("This session is meant for other roles or another unit.")


class StepNotPossible(Exception):
    """The enrolment's state does not allow this step."""

    message = gettext_lazy("The enrolment has changed meanwhile. Look at its state again.")


class HeldBefore(Exception):
    """The session was held already."""

    message = gettext_lazy("This session was held already.")


def plan_session(*, planned: NewPlanned, actor: Actor, at: datetime) -> int:
    """Plan a session and return its id. Raises UnknownCourse, PlannedBefore."""
    course = models.Course.objects.filter(code=planned.course_code).first()
    if course is None:
        raise UnknownCourse(planned.course_code)
    try:
        with transactions.transaction():
            row = models.PlannedSession.objects.create(
                course=course, starts_at=planned.starts_at, hours=planned.hours,
                trainer=planned.trainer, room=planned.room, branch_id=planned.branch,
                seats=planned.seats, budget_line=planned.budget_line, roles=list(planned.roles),
                unit=planned.unit, planned_at=at)
    except IntegrityError as twice:
        raise PlannedBefore(planned.course_code) from twice
    audit.record(actor=actor, at=at, action="training.plan_session",
                 subject=f"training.planned:{row.pk}")
    return row.pk


def _locked(planned_id: int) -> models.PlannedSession:
    """Return a session to come, whose seats only this transaction gives away."""
    row = models.PlannedSession.objects.select_for_update().filter(pk=planned_id).first()
    if row is None:
        raise PlannedNotFound(planned_id)
    if row.session_id is not None:
        raise HeldBefore(planned_id)
    return row


def _take(enrolment: models.Enrolment, step: EnrolmentStep, actor: Actor, at: datetime) -> None:
    last = enrolment.events.order_by("-id").values_list("step", flat=True).first()
    if not rules.may_follow(S(last) if last else None, step):
        raise StepNotPossible(enrolment.pk)
    enrolment.events.create(step=step.value, at=at, actor_name=actor.name)
    audit.record(actor=actor, at=at, action=f"training.{step.value}",
                 subject=f"training.enrolment:{enrolment.pk}")


def request_enrolment(*, planned_id: int, unit: str, actor: Actor, at: datetime) -> int:
    """Ask for a seat for the actor; a supervisor decides. Return the enrolment's id.

    Raises PlannedNotFound, HeldBefore, NotForYou, StepNotPossible (asked already).
    """
    row = _locked(planned_id)
    is_open = rules.is_open_to(
        roles=row.roles, unit=row.unit, own_roles=[r.value for r in actor.roles], own_unit=unit)
    if actor.user_id is None or row.starts_at <= at or not is_open:
        raise NotForYou(planned_id)
    enrolment, _new = models.Enrolment.objects.get_or_create(
        planned=row, user_id=actor.user_id,
        defaults={"participant": actor.name, "unit": unit})
    _take(enrolment, S.REQUESTED, actor, at)
    return enrolment.pk


def _count(planned: models.PlannedSession, state: EnrolmentStep) -> int:
    return int(enrolments_with_state().filter(planned=planned, state=state.value).count())


def decide_enrolment(
    *, enrolment_id: int, is_approved: bool, actor: Actor, at: datetime
) -> EnrolmentStep:
    """Approve an enrolment (a seat, or a place on the waitlist when there is none) or refuse it.

    Return the state. Nobody decides about themselves. Raises PlannedNotFound, HeldBefore,
    StepNotPossible.
    """
    enrolment = models.Enrolment.objects.filter(pk=enrolment_id).first()
    if enrolment is None:
        raise PlannedNotFound(enrolment_id)
    planned = _locked(enrolment.planned_id)
    if enrolment.user_id == actor.user_id:
        raise StepNotPossible(enrolment_id)
    step = S.REFUSED
    if is_approved:
        step = S.PLACED if _count(planned, S.PLACED) < planned.seats else S.WAITLISTED
    _take(enrolment, step, actor, at)
    _tell(enrolment, planned, step, at)
    return step


def cancel_enrolment(*, enrolment_id: int, actor: Actor, at: datetime) -> None:
    """Give the actor's own seat back; the first of the waitlist gets it.

    Raises PlannedNotFound, HeldBefore, StepNotPossible.
    """
    enrolment = models.Enrolment.objects.filter(
        pk=enrolment_id, user_id=actor.user_id or 0).first()
    if enrolment is None:
        raise PlannedNotFound(enrolment_id)
    planned = _locked(enrolment.planned_id)
    _take(enrolment, S.CANCELLED, actor, at)
    _move_up(planned, actor, at)


def _move_up(planned: models.PlannedSession, actor: Actor, at: datetime) -> None:
    free = planned.seats - _count(planned, S.PLACED)
    waiting = enrolments_with_state().filter(
        planned=planned, state=S.WAITLISTED.value).order_by("since", "id")
    for enrolment in waiting[:max(free, 0)]:
        _take(enrolment, S.PLACED, actor, at)
        _tell(enrolment, planned, S.PLACED, at)


def hold_session(
    *, planned_id: int, present: Iterable[int], actor: Actor, at: datetime
) -> int:
    """Record that a planned session was held, with whom, and return the held session's id.

    `present` are enrolments with a seat; all get the session's full hours.
    Raises PlannedNotFound, HeldBefore, SessionRecordedBefore, StepNotPossible.
    """
    planned = _locked(planned_id)
    wanted = set(present)
    came = list(enrolments_with_state().filter(
        planned=planned, pk__in=wanted, state=S.PLACED.value).order_by("id"))
    if len(came) != len(wanted):
        raise StepNotPossible(planned_id)
    session_id = record_session(
        session=NewSession(
            planned.course.code, clock.local_date(planned.starts_at), Decimal(planned.hours),
            planned.trainer, planned.branch_id, at,
            tuple(NewAttendance(e.participant, e.unit or "–", Decimal(planned.hours), e.user_id)
                  for e in came)),
        actor=actor, at=at)
    planned.session_id = session_id
    planned.save(update_fields=["session"])
    return session_id


def _tell(
    enrolment: models.Enrolment, planned: models.PlannedSession, step: EnrolmentStep,
    at: datetime,
) -> None:
    """Write to the participant how their enrolment was decided, where their address is known."""
    known = accounts.contacts_of_names(names=[enrolment.participant])
    if enrolment.participant not in known:
        return
    address, language = known[enrolment.participant]
    with translation.override(language):
        said = {
            S.PLACED: gettext("You have a seat."), S.REFUSED: gettext("There is no seat for you."),
            S.WAITLISTED: gettext("You are on the waitlist."),
        }[step]
        title = planned.course.title if language == "pl" else planned.course.title_en
        local = planned.starts_at.astimezone(clock.OFFICE_ZONE)
        outbox.write_message(
            key=f"training:enrolment:{enrolment.pk}:{enrolment.events.count()}",
            channel="mail", recipient=address,
            subject=gettext("Training: %(title)s") % {"title": title},
            body=f"{said}\n{local:%d.%m.%Y %H:%M}, {planned.room}", language=language, at=at)
