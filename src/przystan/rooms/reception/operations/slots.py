"""Writes of slots: the calendar is filled ahead, and released at random moments."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.rooms.reception import models
from przystan.rooms.reception.operations.messages import write_to
from przystan.rooms.reception.queries.places import (
    list_booking_rules,
    list_closures,
    list_hours,
)
from przystan.rooms.reception.rules.bookings import release_window, slot_times
from przystan.rooms.reception.rules.hours import open_day
from przystan.rooms.reception.types import BookingRule, BookingStep

# Every fourth slot comes on the last two days, for whom the long calendar has nothing.
SHORT_NOTICE_EVERY = 4
REMIND_BEFORE = timedelta(hours=36)
MISSED_AFTER = timedelta(minutes=15)
Below = Callable[[int], int]


def lay_slots(
    *, branch: str, actor: Actor, at: datetime, draw: Below = secrets.randbelow
) -> int:
    """Fill a branch's calendar as far as its booking rules reach and return the new slots.

    A day that has slots of a service keeps them. `draw` gives a random number below another.
    """
    today, made = clock.local_date(at), 0
    hours, closures = list_hours(branch=branch), list_closures(branch=branch, first=today)
    services = dict(models.Service.objects.values_list("code", "id"))
    reach = max((r.days_ahead for r in list_booking_rules(branch=branch, day=today)), default=0)
    for day in (today + timedelta(days=n) for n in range(1, reach + 1)):
        for rule in list_booking_rules(branch=branch, day=day):
            service = services[rule.service_code]
            if (day - today).days > rule.days_ahead or models.Slot.objects.filter(
                    branch_id=branch, service_id=service, starts_at__gte=clock.day_start(day),
                    starts_at__lt=clock.day_end(day)).exists():
                continue
            times = slot_times(day, open_day(day, hours, closures), rule, clock.OFFICE_ZONE)
            made += len(models.Slot.objects.bulk_create([
                models.Slot(branch_id=branch, service_id=service, starts_at=begin, ends_at=end,
                            lane=lane, released_at=_release(n, begin, rule, at, draw))
                for n, (begin, end, lane) in enumerate(times)]))
    if made:
        audit.record(actor=actor, at=at, action="reception.lay_slots",
                     subject=f"reception.branch:{branch}", details={"slots": made})
    return made


def _release(number: int, begin: datetime, rule: BookingRule, at: datetime, draw: Below
             ) -> datetime:
    today = clock.local_date(at)
    day: date = today if at < release_window(today, clock.OFFICE_ZONE)[1] - timedelta(
        hours=1) else today + timedelta(days=1)
    if number % SHORT_NOTICE_EVERY == SHORT_NOTICE_EVERY - 1:
        day = max(day, clock.local_date(begin) - timedelta(days=1 + draw(2)))
    first, last = release_window(day, clock.OFFICE_ZONE)
    first = max(first, at)
    drawn = first + timedelta(seconds=draw(max(1, int((last - first).total_seconds()))))
    return min(drawn, begin - timedelta(hours=1))


def remind_of_bookings(*, actor: Actor, at: datetime) -> int:
    """Write to the holders of the bookings of the next day and a half, once each."""
    due = models.Booking.objects.filter(
        ended_at__isnull=True, slot__starts_at__gt=at, slot__starts_at__lte=at + REMIND_BEFORE,
    ).exclude(events__step=BookingStep.REMINDED).order_by("id")
    told = 0
    for row in due:
        told += write_to(booking_id=row.pk, what="reminder", code="", at=at)
        models.BookingEvent.objects.create(
            booking=row, step=BookingStep.REMINDED, at=at, recorded_by=actor.name)
    if told:
        audit.record(actor=actor, at=at, action="reception.remind_of_bookings",
                     subject="reception.booking:batch", details={"messages": told})
    return told


def close_past_bookings(*, actor: Actor, at: datetime) -> int:
    """End the bookings to which nobody came."""
    missed = list(models.Booking.objects.select_for_update(of=("self",)).filter(
        ended_at__isnull=True, slot__starts_at__lt=at - MISSED_AFTER).order_by("id"))
    for row in missed:
        models.BookingEvent.objects.create(
            booking=row, step=BookingStep.NO_SHOW, at=at, recorded_by=actor.name)
    models.Booking.objects.filter(pk__in=[row.pk for row in missed]).update(ended_at=at)
    if missed:
        audit.record(actor=actor, at=at, action="reception.close_past_bookings",
                     subject="reception.booking:batch", details={"missed": len(missed)})
    return len(missed)
