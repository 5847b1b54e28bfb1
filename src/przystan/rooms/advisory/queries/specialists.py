"""Reads of the rota: specialists, duties, booked hours, who is free, who interpreted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from psycopg.types.range import TimestamptzRange

from przystan.rooms.advisory import models
from przystan.rooms.advisory.types.specialists import (
    Booking,
    Duty,
    LanguagePair,
    Profession,
    Specialist,
)
from przystan.rooms.advisory.types.visits import InterpreterMode


class SpecialistNotFound(LookupError):
    """No specialist has this id, or they have left."""


class BookingNotFound(LookupError):
    """No booking has this id."""


def as_range(starts_at: datetime, ends_at: datetime) -> TimestamptzRange:
    """Return the half-open range of an hour: the end of one is the beginning of the next."""
    return TimestamptzRange(starts_at, ends_at, "[)")


def _specialist(row: models.Specialist) -> Specialist:
    return Specialist(
        row.pk, row.display_name, Profession(row.profession), row.branch_id,
        tuple(LanguagePair(p.language, p.into, p.is_sworn) for p in row.pairs.all()))


def _specialists() -> QuerySet[models.Specialist]:
    return models.Specialist.objects.prefetch_related("pairs").order_by("display_name", "pk")


def list_specialists(
    *, profession: Profession | None = None, branch: str = "", language: str = "",
) -> tuple[Specialist, ...]:
    """Return the specialists who have not left: of a profession, for a branch, by language."""
    rows = _specialists().filter(left_on__isnull=True)
    if profession:
        rows = rows.filter(profession=profession.value)
    if branch:
        rows = rows.filter(Q(branch=branch) | Q(branch__isnull=True))
    if language:
        rows = rows.filter(Q(pairs__language=language) | Q(pairs__into=language)).distinct()
    return tuple(_specialist(r) for r in rows)


def list_free(
    *, starts_at: datetime, ends_at: datetime, branch: str,
    profession: Profession = Profession.INTERPRETER, language: str = "",
) -> tuple[tuple[Specialist, InterpreterMode], ...]:
    """Return who is on duty for the whole time and not booked, and how they can be had.

    On site in the branch, or by phone from anywhere; by language where one is named.
    """
    period = as_range(starts_at, ends_at)
    booked = models.Booking.objects.filter(
        specialist=OuterRef("specialist"), period__overlap=period, cancelled_at__isnull=True)
    duties = models.Duty.objects.filter(
        Q(branch=branch) | Q(branch__isnull=True), period__contains=period,
        specialist__profession=profession.value, specialist__left_on__isnull=True,
    ).exclude(Exists(booked)).select_related("specialist").prefetch_related("specialist__pairs")
    if language:
        duties = duties.filter(
            Q(specialist__pairs__language=language) | Q(specialist__pairs__into=language)
        ).distinct()
    return tuple(
        (_specialist(d.specialist), InterpreterMode(d.mode))
        for d in duties.order_by("mode", "specialist__display_name", "pk"))


def list_duties(
    *, since: datetime, until: datetime, branch: str = "",
    profession: Profession | None = None,
) -> tuple[Duty, ...]:
    """Return the rota between two instants, in order of time; a branch's own and by phone."""
    rows = models.Duty.objects.filter(
        period__overlap=as_range(since, until)
    ).select_related("specialist").prefetch_related("specialist__pairs")
    if branch:
        rows = rows.filter(Q(branch=branch) | Q(branch__isnull=True))
    if profession:
        rows = rows.filter(specialist__profession=profession.value)
    return tuple(
        Duty(d.pk, _specialist(d.specialist), d.branch_id, InterpreterMode(d.mode),
             d.period.lower, d.period.upper)
        for d in rows.order_by("period", "pk"))


def _booking(row: models.Booking) -> Booking:
    return Booking(
        row.pk, _specialist(row.specialist), row.branch_id, row.period.lower, row.period.upper,
        row.person_id, row.language, row.purpose, row.actor_name, row.cancelled_at,
        row.cancel_reason)


def _bookings() -> QuerySet[models.Booking]:
    return models.Booking.objects.select_related("specialist").prefetch_related(
        "specialist__pairs")


def list_bookings(
    *, since: datetime, until: datetime, branch: str = "",
) -> tuple[Booking, ...]:
    """Return the hours booked between two instants, in order of time, cancelled ones left out."""
    rows = _bookings().filter(
        period__overlap=as_range(since, until), cancelled_at__isnull=True)
    if branch:
        rows = rows.filter(branch=branch)
    return tuple(_booking(b) for b in rows.order_by("period", "pk"))


def bookings_of(*, person_ids: Sequence[int]) -> tuple[Booking, ...]:
    """Return the hours booked for these persons, the latest first, cancelled ones too."""
    rows = _bookings().filter(person__in=list(person_ids)).order_by("-period", "-pk")
    return tuple(_booking(b) for b in rows)


def get_booking(*, booking_id: int) -> Booking:
    """Return one booking. Raises BookingNotFound."""
    row = _bookings().filter(pk=booking_id).first()
    if row is None:
        raise BookingNotFound(booking_id)
    return _booking(row)


def interpreters_of(*, visit_ids: Iterable[int]) -> dict[int, tuple[Specialist, LanguagePair]]:
    """Return by visit who interpreted and between which languages."""
    rows = models.Interpretation.objects.filter(
        visit__in=list(visit_ids)).select_related("specialist").prefetch_related(
        "specialist__pairs").order_by("pk")
    return {
        r.visit_id: (_specialist(r.specialist), LanguagePair(r.language, r.into)) for r in rows
    }
