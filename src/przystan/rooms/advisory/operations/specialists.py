"""Writes of the rota: specialists, duties, booked hours, interpretations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError
from django.db.models import Q
from psycopg import errors

from przystan.platform.accounts.public import Actor, Permission, must_act_in
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import models
from przystan.rooms.advisory.operations.branches import must_record_in
from przystan.rooms.advisory.queries.cards import get_visit
from przystan.rooms.advisory.queries.specialists import (
    SpecialistNotFound,
    as_range,
    get_booking,
)
from przystan.rooms.advisory.rules.bookings import (
    InvalidHours,
    check_booking,
    check_duty,
    check_interpretation,
)
from przystan.rooms.advisory.types.specialists import (
    NewBooking,
    NewDuty,
    NewInterpretation,
    NewSpecialist,
)

DUTY_COLUMNS = ("specialist_id", "branch_id", "mode", "period")
BOOKING_COLUMNS = ("specialist_id", "branch_id", "period", "person_id", "language", "purpose",
                   "booked_at", "actor_name", "cancel_reason")
INTERPRETATION_COLUMNS = ("visit_id", "specialist_id", "language", "into", "mode", "recorded_at")


class HourTaken(ValueError):
    """The specialist is booked at this time already."""


class NotOnDuty(ValueError):
    """The specialist is not on duty there for the whole time."""


class DutyOverlaps(ValueError):
    """The specialist is on the rota at this time already."""


class InterpreterNamed(ValueError):
    """The visit has its interpreter already."""


def add_specialist(*, actor: Actor, at: datetime, specialist: NewSpecialist) -> int:
    """Put somebody on the list of those whose hours can be booked; return the id.

    Raises OutsideBranch.
    """
    _must_manage(actor, specialist.branch)
    made = models.Specialist.objects.create(
        user_id=specialist.user_id, display_name=specialist.display_name,
        profession=specialist.profession.value, branch_id=specialist.branch)
    models.SpecialistLanguage.objects.bulk_create(
        models.SpecialistLanguage(
            specialist=made, language=p.language, into=p.into, is_sworn=p.is_sworn)
        for p in specialist.pairs)
    audit.record(
        actor=actor, at=at, action="advisory.add_specialist",
        subject=f"advisory.specialist:{made.pk}",
        details={"profession": specialist.profession.value})
    return made.pk


def add_duty(*, actor: Actor, at: datetime, duty: NewDuty) -> int:
    """Add hours to the rota and return their id.

    Hours by phone are of the specialist's own branch. Raises InvalidHours, DutyOverlaps,
    OutsideBranch.
    """
    check_duty(duty)
    specialist = _standing(duty.specialist_id)
    _must_manage(actor, duty.branch or specialist.branch_id)
    try:
        with transactions.transaction():
            made = models.Duty.objects.create(
                specialist_id=duty.specialist_id, branch_id=duty.branch, mode=duty.mode.value,
                period=as_range(duty.starts_at, duty.ends_at))
    except IntegrityError as error:
        raise DutyOverlaps("the specialist is on the rota at this time already") from error
    audit.record(
        actor=actor, at=at, action="advisory.add_duty", subject=f"advisory.duty:{made.pk}",
        details={"specialist": duty.specialist_id})
    return made.pk


def remove_duty(*, actor: Actor, at: datetime, duty_id: int) -> None:
    """Take hours off the rota; again is harmless.

    Raises InvalidHours while they are booked, OutsideBranch.
    """
    duty = models.Duty.objects.select_for_update().filter(pk=duty_id).first()
    if duty is None:
        return
    _must_manage(actor, duty.branch_id or duty.specialist.branch_id)
    if models.Booking.objects.filter(
            specialist=duty.specialist_id, period__contained_by=duty.period,
            cancelled_at__isnull=True).exists():
        raise InvalidHours("hours of this duty are booked: cancel them first")
    duty.delete()
    audit.record(
        actor=actor, at=at, action="advisory.remove_duty", subject=f"advisory.duty:{duty_id}")


def book_hour(*, actor: Actor, at: datetime, booking: NewBooking) -> int:
    """Book a specialist who is on duty then, and return the booking's id.

    Two who book the same hour at once: the database's constraint lets one through. Raises
    InvalidHours, NotOnDuty, HourTaken, OutsideBranch.
    """
    check_booking(booking)
    must_record_in(actor, booking.branch)
    _standing(booking.specialist_id)
    period = as_range(booking.starts_at, booking.ends_at)
    # Locked, so that the duty cannot be taken away while the hour is being booked.
    if not models.Duty.objects.select_for_update().filter(
            Q(branch=booking.branch) | Q(branch__isnull=True), specialist=booking.specialist_id,
            period__contains=period).exists():
        raise NotOnDuty("the specialist is not on duty there for the whole time")
    try:
        with transactions.transaction():
            made = models.Booking.objects.create(
                specialist_id=booking.specialist_id, branch_id=booking.branch, period=period,
                person_id=booking.person_id, language=booking.language,
                purpose=booking.purpose.strip()[:200], booked_at=at, actor_name=actor.name)
    except IntegrityError as error:
        raise HourTaken("the specialist is booked at this time already") from error
    audit.record(
        actor=actor, at=at, action="advisory.book_hour", subject=f"advisory.booking:{made.pk}",
        person_id=booking.person_id, details={"specialist": booking.specialist_id})
    return made.pk


def cancel_booking(*, actor: Actor, at: datetime, booking_id: int, reason: str) -> None:
    """Cancel a booked hour, which frees it; again is harmless.

    Raises BookingNotFound, OutsideBranch.
    """
    booking = get_booking(booking_id=booking_id)
    must_record_in(actor, booking.branch)
    changed = models.Booking.objects.filter(pk=booking_id, cancelled_at__isnull=True).update(
        cancelled_at=at, cancel_reason=reason.strip()[:200])
    if changed:
        audit.record(
            actor=actor, at=at, action="advisory.cancel_booking",
            subject=f"advisory.booking:{booking_id}", person_id=booking.person_id)


def name_interpreter(*, actor: Actor, at: datetime, interpretation: NewInterpretation) -> None:
    """Record who interpreted in a visit. Raises InvalidHours, InterpreterNamed, OutsideBranch."""
    check_interpretation(interpretation)
    must_record_in(actor, get_visit(visit_id=interpretation.visit_id).branch)
    _standing(interpretation.specialist_id)
    try:
        with transactions.transaction():
            models.Interpretation.objects.create(
                visit_id=interpretation.visit_id, specialist_id=interpretation.specialist_id,
                language=interpretation.language, into=interpretation.into,
                mode=interpretation.mode.value, recorded_at=at)
    except IntegrityError as error:
        raise InterpreterNamed("the visit has its interpreter already") from error
    audit.record(
        actor=actor, at=at, action="advisory.name_interpreter",
        subject=f"advisory.visit:{interpretation.visit_id}",
        details={"specialist": interpretation.specialist_id})


def record_rota_in_bulk(
    *, actor: Actor, at: datetime, duties: Iterable[NewDuty] = (),
    bookings: Iterable[NewBooking] = (), interpretations: Iterable[NewInterpretation] = (),
) -> int:
    """Record duties, booked hours and interpretations by COPY; return the number of rows.

    All or none. Raises InvalidHours, DutyOverlaps, HourTaken.
    """
    duties, bookings = list(duties), list(bookings)
    interpretations = list(interpretations)
    for duty in duties:
        check_duty(duty)
    for booking in bookings:
        check_booking(booking)
    for one in interpretations:
        check_interpretation(one)
    try:
        with transactions.transaction():
            count = _copy(actor, at, duties, bookings, interpretations)
    except errors.ExclusionViolation as error:
        raised = DutyOverlaps if error.diag.constraint_name == "advisory_duty_once" else HourTaken
        raise raised("the specialist has this time already") from error
    audit.record(
        actor=actor, at=at, action="advisory.record_rota_in_bulk", subject="advisory.rota:many",
        details={"count": count})
    return count


def _copy(
    actor: Actor, at: datetime, duties: Iterable[NewDuty], bookings: Iterable[NewBooking],
    interpretations: Iterable[NewInterpretation],
) -> int:
    count = transactions.copy_rows(
        table="advisory_duty", columns=DUTY_COLUMNS,
        rows=((d.specialist_id, d.branch, d.mode.value, as_range(d.starts_at, d.ends_at))
              for d in duties))
    count += transactions.copy_rows(
        table="advisory_booking", columns=BOOKING_COLUMNS,
        rows=((b.specialist_id, b.branch, as_range(b.starts_at, b.ends_at), b.person_id,
               b.language, b.purpose, at, actor.name, "") for b in bookings))
    return count + transactions.copy_rows(
        table="advisory_interpretation", columns=INTERPRETATION_COLUMNS,
        rows=((i.visit_id, i.specialist_id, i.language, i.into, i.mode.value, at)
              for i in interpretations))


def _must_manage(actor: Actor, branch: str | None) -> None:
    must_act_in(actor, Permission.ADVISORY_MANAGE, [branch])


def _standing(specialist_id: int) -> models.Specialist:
    found = models.Specialist.objects.filter(pk=specialist_id, left_on__isnull=True).first()
    if found is None:
        raise SpecialistNotFound(specialist_id)
    return found
