"""Writes of counters, hours, closures and booking rules."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.live import public as live
from przystan.platform.pages import public as pages
from przystan.platform.transactions import public as transactions
from przystan.rooms.reception import models
from przystan.rooms.reception.queries.places import CounterNotFound
from przystan.rooms.reception.queries.staff import connected_staff
from przystan.rooms.reception.types import BookingRule, Hours, NewCounter

TOPIC = "reception.display"


class InvalidPlace(ValueError):
    """What was given cannot be recorded; the message says why."""


class ClosureKnown(Exception):
    """The day has other hours already."""

    message = _("This day is on the list already. Withdraw it first.")


def set_counters(
    *, branch: str, counters: Iterable[NewCounter], valid_from: date, actor: Actor, at: datetime
) -> None:
    """Add counters, or say from a day on what known ones serve. Raises InvalidPlace."""
    known = set(models.Service.objects.values_list("code", flat=True))
    for given in counters:
        if not set(given.services) <= known:
            raise InvalidPlace(_("No tickets are taken for this service."))
        row, _new = models.Counter.objects.get_or_create(branch_id=branch, code=given.code)
        models.CounterSkill.objects.create(
            counter=row, valid_from=valid_from, services=list(given.services),
            languages=list(given.languages), recorded_at=at, recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="reception.set_counters",
                 subject=f"reception.branch:{branch}")


def staff_counter(
    *, branch: str, counter: str, is_open: bool, actor: Actor, at: datetime
) -> None:
    """Sit down at a counter, or leave it. Raises CounterNotFound."""
    row = models.Counter.objects.filter(branch_id=branch, code=counter).first()
    if row is None:
        raise CounterNotFound(counter)
    models.CounterStep.objects.create(
        counter=row, is_open=is_open, at=at, recorded_by=actor.name, login=actor.login)
    live.announce(topic=TOPIC, at=at, reference=branch)
    audit.record(actor=actor, at=at, action="reception.staff_counter",
                 subject=f"reception.counter:{row.pk}", details={"is_open": is_open})


def staff_in_bulk(
    *, branch: str, staffed: Iterable[tuple[str, str, datetime]], actor: Actor, at: datetime
) -> None:
    """Record who sat down where (counter, name, when) of a day that was; one audit line."""
    ids = dict(models.Counter.objects.filter(branch_id=branch).values_list("code", "id"))
    models.CounterStep.objects.bulk_create([
        models.CounterStep(counter_id=ids[code], is_open=True, at=when, recorded_by=name)
        for code, name, when in staffed])
    audit.record(actor=actor, at=at, action="reception.staff_counters",
                 subject=f"reception.branch:{branch}")


def set_procedure(*, service_code: str, procedure: str, actor: Actor, at: datetime) -> None:
    """Say for which procedure's certificates a service asks; "" for none. Raises InvalidPlace."""
    if procedure and procedure not in connected_staff().topics():
        raise InvalidPlace(_("The portal has no such procedure."))
    if not models.Service.objects.filter(code=service_code).update(procedure=procedure):
        raise InvalidPlace(_("No tickets are taken for this service."))
    audit.record(actor=actor, at=at, action="reception.set_procedure",
                 subject=f"reception.service:{service_code}", details={"procedure": procedure})


def set_hours(
    *, branch: str, hours: Iterable[Hours], actor: Actor, at: datetime
) -> None:
    """Say from a day on when a branch is open on weekdays. Raises InvalidPlace."""
    for row in hours:
        _check_times(row.opens, row.closes)
        models.OpeningHours.objects.create(
            branch_id=branch, weekday=row.weekday, opens=row.opens, closes=row.closes,
            valid_from=row.valid_from, recorded_at=at, recorded_by=actor.name)
    live.announce(topic=TOPIC, at=at, reference=branch)
    audit.record(actor=actor, at=at, action="reception.set_hours",
                 subject=f"reception.branch:{branch}")
    pages.announce_change(at=at)


def add_closure(
    *, branch: str, day: date, opens: time | None, closes: time | None, note: str, actor: Actor,
    at: datetime,
) -> int:
    """Close a branch on a day, or open it at other times. Raises InvalidPlace, ClosureKnown."""
    _check_times(opens, closes)
    if not note.strip():
        raise InvalidPlace(_("Say why, in words that may be shown to everybody."))
    if day < clock.local_date(at):
        raise InvalidPlace(_("This day is over."))
    try:
        with transactions.transaction():
            made = models.Closure.objects.create(
                branch_id=branch, day=day, opens=opens, closes=closes, note=note.strip()[:200],
                recorded_at=at, recorded_by=actor.name)
    except IntegrityError as known:
        raise ClosureKnown(day) from known
    live.announce(topic=TOPIC, at=at, reference=branch)
    audit.record(actor=actor, at=at, action="reception.add_closure",
                 subject=f"reception.closure:{made.pk}")
    pages.announce_change(at=at)
    return int(made.pk)


def withdraw_closure(*, closure_id: int, actor: Actor, at: datetime) -> None:
    """Take a closure back; a second time does nothing."""
    models.Closure.objects.filter(pk=closure_id, withdrawn_at__isnull=True).update(
        withdrawn_at=at)
    audit.record(actor=actor, at=at, action="reception.withdraw_closure",
                 subject=f"reception.closure:{closure_id}")
    pages.announce_change(at=at)


def set_booking_rule(
    *, branch: str, rule: BookingRule, actor: Actor, at: datetime
) -> None:
    """Say from a day on how a service is booked. Raises InvalidPlace."""
    service = models.Service.objects.filter(code=rule.service_code).first()
    if service is None:
        raise InvalidPlace(_("No tickets are taken for this service."))
    try:
        with transactions.transaction():
            models.BookingRule.objects.create(
                branch_id=branch, service=service, valid_from=rule.valid_from,
                minutes=rule.minutes, buffer_minutes=rule.buffer_minutes, places=rule.places,
                daily_quota=rule.daily_quota, days_ahead=rule.days_ahead, recorded_at=at,
                recorded_by=actor.name)
    except IntegrityError as outside:
        raise InvalidPlace(_("A number is out of its bounds.")) from outside
    audit.record(actor=actor, at=at, action="reception.set_booking_rule",
                 subject=f"reception.branch:{branch}", details={"service": rule.service_code})
    pages.announce_change(at=at)


def _check_times(opens: time | None, closes: time | None) -> None:
    if (opens is None) != (closes is None):
        raise InvalidPlace(_("Give both times, or none for a closed day."))
    if opens is not None and closes is not None and closes <= opens:
        raise InvalidPlace(_("The closing time is before the opening time."))
