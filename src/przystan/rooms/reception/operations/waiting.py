"""The waiting list of those who have no booking: freed times are offered to them too."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.reception import models
from przystan.rooms.reception.operations.bookings import (
    TooManyTries,
    check_tries,
    note_attempt,
    take_waiting,
)
from przystan.rooms.reception.operations.messages import write_to_waiting
from przystan.rooms.reception.queries.keys import (
    contact_key,
    holder_key,
    keyed,
    network_key,
    waiting_token,
)
from przystan.rooms.reception.queries.waiting import WaitingNotFound
from przystan.rooms.reception.rules.bookings import check_holder
from przystan.rooms.reception.types import Contact, Made


class WaitsAlready(Exception):
    """The person waits for this, or has a booking for it."""

    message = _("This person waits already, or has a booking. Use the link that you were sent.")


def join_waiting_list(
    *, branch: str, service_code: str, full_name: str, birth_date: date, contact: Contact,
    recipient: str, language: str, address: str, actor: Actor, at: datetime,
) -> str:
    """Put a person without a booking on the waiting list; return the token of their page.

    Name and birth date are kept as a keyed hash, as of a booking: a place cannot be passed on.
    The caller lets its transaction stand when this raises. Raises WaitsAlready, TooManyTries,
    InvalidBooking.
    """
    check_holder(full_name, birth_date, clock.local_date(at))
    try:
        check_tries(address=address, recipient=recipient, at=at)
    except TooManyTries:
        note_attempt(address=address, recipient=recipient, outcome="limited", at=at)
        raise
    note_attempt(address=address, recipient=recipient, outcome="waiting", at=at)
    key, secret = holder_key(full_name, birth_date), secrets.token_hex(16)
    service = models.Service.objects.get(code=service_code)
    if models.Booking.objects.filter(
            holder_key=key, service=service, ended_at__isnull=True).exists():
        raise WaitsAlready(service_code)
    token = waiting_token(secret)
    try:
        with transactions.transaction():
            row = models.Waiting.objects.create(
                branch_id=branch, service=service, holder_key=key, language=language,
                contact=contact.value, recipient=recipient, secret=secret,
                token_hash=keyed("waiting", token), contact_key=contact_key(recipient),
                network_key=network_key(address), made_at=at)
    except IntegrityError as known:
        raise WaitsAlready(service_code) from known
    write_to_waiting(waiting_id=row.pk, what="waiting", at=at)
    audit.record(actor=actor, at=at, action="reception.join_waiting_list",
                 subject=f"reception.waiting:{row.pk}")
    return token


def leave_waiting_list(*, waiting_id: int, actor: Actor, at: datetime) -> None:
    """Take a person from the waiting list; a second time does nothing."""
    if models.Waiting.objects.filter(pk=waiting_id, ended_at__isnull=True).update(ended_at=at):
        audit.record(actor=actor, at=at, action="reception.leave_waiting_list",
                     subject=f"reception.waiting:{waiting_id}")


def take_offered(*, waiting_id: int, starts_at: datetime, actor: Actor, at: datetime) -> Made:
    """Book a time that was offered to somebody who waits; they wait no more.

    Raises WaitingNotFound, SlotTaken, BookedAlready.
    """
    row = models.Waiting.objects.select_for_update(of=("self",)).select_related("service").filter(
        pk=waiting_id, ended_at__isnull=True).first()
    if row is None:
        raise WaitingNotFound(waiting_id)
    made = take_waiting(row=row, starts_at=starts_at, actor=actor, at=at)
    models.Waiting.objects.filter(pk=row.pk).update(ended_at=at)
    return made
