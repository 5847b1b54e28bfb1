"""Writes of bookings: make one, confirm, move, cancel; a freed slot goes to who waits for it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, OperationalError
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.reception import models
from przystan.rooms.reception.operations.messages import write_to, write_to_waiting
from przystan.rooms.reception.operations.tickets import take_ticket
from przystan.rooms.reception.queries.bookings import (
    CLOSED,
    BookingNotFound,
    bookings_of_code,
    is_code_used,
)
from przystan.rooms.reception.queries.keys import (
    booking_token,
    code_key,
    contact_key,
    holder_key,
    keyed,
    network_key,
)
from przystan.rooms.reception.rules.bookings import (
    CODE_WINDOW,
    CONTACT_WINDOW,
    MOST_BY_CONTACT,
    MOST_BY_NETWORK,
    MOST_SENT_AGAIN,
    MOST_WRONG_CODES,
    NETWORK_WINDOW,
    check_holder,
    wants_offer,
)
from przystan.rooms.reception.types import (
    BookingStep,
    Made,
    NewBooking,
    TicketChannel,
)

# A freed slot is everybody's only after a while drawn at random: who watches for it gains nothing.
FREED_AFTER_MINUTES = (60, 180)
OFFERS_A_SLOT = 3
EARLY_AT_KIOSK, LATE_AT_KIOSK = timedelta(minutes=60), timedelta(minutes=15)
FREE_LANES = f"""
SELECT s.id FROM reception_slot s JOIN reception_service v ON v.id = s.service_id
WHERE s.branch_id = %(branch)s AND v.code = %(service)s AND s.starts_at = %(starts_at)s
  AND s.starts_at > %(at)s AND (s.released_at <= %(at)s OR EXISTS (
      SELECT 1 FROM reception_earlieroffer o WHERE o.slot_id = s.id
      AND o.booking_id = %(instead_of)s) OR EXISTS (
      SELECT 1 FROM reception_waitingoffer w WHERE w.slot_id = s.id
      AND w.waiting_id = %(waiting)s))
  AND NOT EXISTS (SELECT 1 FROM reception_booking b WHERE b.slot_id = s.id AND b.ended_at IS NULL)
  AND NOT {CLOSED}
ORDER BY random()
"""
# A rival who is about to take the slot is waited for: who is told "taken" can be sure of it.
TAKE = f"""
WITH taken AS (
    INSERT INTO reception_booking (slot_id, case_id, service_id, holder_key, language, contact,
        recipient, secret, token_hash, code_hash, contact_key, network_key, wants_earlier, made_at)
    SELECT id, %(case_id)s, service_id, %(holder_key)s, %(language)s, %(contact)s, %(recipient)s,
        %(secret)s, %(token_hash)s, %(code_hash)s, %(contact_key)s, %(network_key)s,
        %(wants_earlier)s, %(at)s
    FROM reception_slot WHERE id = %(slot)s
    ON CONFLICT (slot_id) WHERE ended_at IS NULL DO NOTHING RETURNING id
), step AS (
    INSERT INTO reception_bookingevent (booking_id, step, at, recorded_by)
    SELECT id, '{BookingStep.BOOKED.value}', %(at)s, %(by)s FROM taken
) SELECT id FROM taken
"""
# Two counts by two indexes; an address that is not known is no network's.
TRIES = """
SELECT (SELECT count(*) FROM reception_bookingattempt WHERE network_key = %(network)s
        AND network_key <> '' AND at > %(network_since)s AND outcome NOT IN ('limited', 'code')),
       (SELECT count(*) FROM reception_bookingattempt WHERE contact_key = %(contact)s
        AND at > %(contact_since)s AND outcome = 'booked')
"""


class SlotTaken(Exception):
    """Somebody else has the slot."""

    message = _("This time has just been taken. Choose another one.")


class BookedAlready(Exception):
    """The case, or the person, has a live booking for this."""

    message = _("There is a booking already. Move it or cancel it with the link that you were "
                "sent.")


class TooManyTries(Exception):
    """The phone, address or network has tried too often."""

    message = _("Too many tries from this address. Please try again later, or call the helpline.")


class CodeRefused(Exception):
    """The code opens no booking of now; `reason` says how: unknown, early, late, used."""

    def __init__(self, reason: str, starts_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason, self.starts_at = reason, starts_at


def note_attempt(*, address: str, recipient: str, outcome: str, at: datetime) -> None:
    """Count a try to book under the keyed hashes of its phone and network."""
    transactions.execute(
        "INSERT INTO reception_bookingattempt (at, contact_key, network_key, outcome)"
        " VALUES (%s, %s, %s, %s)",
        [at, contact_key(recipient) if recipient else "", network_key(address), outcome])


def note_refused(*, tries: Iterable[tuple[str, datetime]]) -> None:
    """Count many tries for times that were gone: the network address and the instant of each."""
    models.BookingAttempt.objects.bulk_create([
        models.BookingAttempt(at=at, network_key=network_key(address), outcome="taken")
        for address, at in tries])


def check_tries(*, address: str, recipient: str, at: datetime) -> None:
    """Raise TooManyTries when a phone has booked, or a network has tried, too often.

    A refusal is counted for the report and does not lengthen the wait.
    """
    by_network, by_contact = transactions.fetch_rows(TRIES, {
        "network": network_key(address), "network_since": at - NETWORK_WINDOW,
        "contact": contact_key(recipient), "contact_since": at - CONTACT_WINDOW})[0]
    if by_network >= MOST_BY_NETWORK or by_contact >= MOST_BY_CONTACT:
        raise TooManyTries(address)


def book_slot(*, booking: NewBooking, actor: Actor, at: datetime) -> Made:
    """Book a time for a person and write to them; the database lets nobody have it twice.

    The caller lets its transaction stand when this raises what is counted. Raises SlotTaken,
    BookedAlready, TooManyTries, InvalidBooking.
    """
    check_holder(booking.full_name, booking.birth_date, clock.local_date(at))
    try:
        check_tries(address=booking.address, recipient=booking.recipient, at=at)
    except TooManyTries:
        note_attempt(address=booking.address, recipient=booking.recipient, outcome="limited",
                     at=at)
        raise
    try:
        made = _take({
            "branch": booking.branch, "service": booking.service_code,
            "starts_at": booking.starts_at, "case_id": booking.case_id,
            "holder_key": holder_key(booking.full_name, booking.birth_date),
            "language": booking.language, "contact": booking.contact.value,
            "recipient": booking.recipient, "contact_key": contact_key(booking.recipient),
            "network_key": network_key(booking.address), "wants_earlier": booking.wants_earlier,
        }, actor, at)
    except (SlotTaken, BookedAlready) as refused:
        note_attempt(address=booking.address, recipient=booking.recipient, at=at,
                     outcome="taken" if isinstance(refused, SlotTaken) else "twice")
        raise
    note_attempt(address=booking.address, recipient=booking.recipient, outcome="booked", at=at)
    audit.record(actor=actor, at=at, action="reception.book_slot",
                 subject=f"reception.booking:{made.id}")
    return made


def _take(
    values: dict[str, object], actor: Actor, at: datetime, *, waiting: int | None = None
) -> Made:
    secret, code = secrets.token_hex(16), _new_code(str(values["branch"]))
    made = _insert({**values, "by": actor.name}, secret, code, at, instead_of=None, waiting=waiting)
    write_to(booking_id=made.id, what="booked", code=code, at=at)
    return made


def _new_code(branch: str) -> str:
    """Return six digits that no live booking of the branch bears."""
    while True:
        code = f"{secrets.randbelow(10 ** 6):06}"
        if not is_code_used(branch=branch, code=code):
            return code


def _insert(
    values: dict[str, object], secret: str, code: str, at: datetime, *, instead_of: int | None,
    waiting: int | None = None,
) -> Made:
    token = booking_token(secret)
    whole = {**values, "secret": secret, "token_hash": keyed("token", token), "at": at,
             "code_hash": code_key(str(values["branch"]), code), "instead_of": instead_of,
             "waiting": waiting}
    try:
        with transactions.transaction():
            for (slot,) in transactions.fetch_rows(FREE_LANES, whole):
                rows = transactions.fetch_rows(TAKE, {**whole, "slot": slot})
                if rows:
                    return Made(rows[0][0], token, code)
    except IntegrityError as known:
        raise BookedAlready(str(values["service"])) from known
    except OperationalError as crossed:
        # Two bookings that change places with each other: the database parts them.
        raise SlotTaken(str(values["starts_at"])) from crossed
    raise SlotTaken(str(values["starts_at"]))


def take_waiting(
    *, row: models.Waiting, starts_at: datetime, actor: Actor, at: datetime
) -> Made:
    """Book an offered time for somebody who waits. Raises SlotTaken, BookedAlready."""
    made = _take({
        "branch": row.branch_id, "service": row.service.code, "starts_at": starts_at,
        "case_id": None, "holder_key": row.holder_key, "language": row.language,
        "contact": row.contact, "recipient": row.recipient, "contact_key": row.contact_key,
        "network_key": row.network_key, "wants_earlier": False,
    }, actor, at, waiting=row.pk)
    audit.record(actor=actor, at=at, action="reception.take_waiting",
                 subject=f"reception.booking:{made.id}", details={"waiting": row.pk})
    return made


def confirm_booking(*, booking_id: int, actor: Actor, at: datetime) -> None:
    """Say that the holder will come; a second time does nothing. Raises BookingNotFound."""
    row = _live(booking_id)
    if not row.events.filter(step=BookingStep.CONFIRMED).exists():
        _step(row.pk, BookingStep.CONFIRMED, actor, at)
        audit.record(actor=actor, at=at, action="reception.confirm_booking",
                     subject=f"reception.booking:{row.pk}")


def move_booking(*, booking_id: int, starts_at: datetime, actor: Actor, at: datetime) -> Made:
    """Move a booking to another time of its service; name, case and contact stay as they are.

    Raises BookingNotFound, SlotTaken: then the old time is kept.
    """
    row = _live(booking_id)
    slot = models.Slot.objects.select_related("service").get(pk=row.slot_id)
    secret, code = secrets.token_hex(16), _new_code(slot.branch_id)
    with transactions.transaction():
        _end(row, BookingStep.MOVED, actor, at)
        made = _insert({
            "branch": slot.branch_id, "service": slot.service.code, "starts_at": starts_at,
            "case_id": row.case_id, "holder_key": row.holder_key, "language": row.language,
            "contact": row.contact, "recipient": row.recipient, "contact_key": row.contact_key,
            "network_key": row.network_key, "wants_earlier": row.wants_earlier, "by": actor.name,
        }, secret, code, at, instead_of=row.pk)
    write_to(booking_id=made.id, what="moved", code=code, at=at)
    audit.record(actor=actor, at=at, action="reception.move_booking",
                 subject=f"reception.booking:{made.id}", details={"from": row.pk})
    offer_freed(slot_id=slot.pk, at=at)
    return made


def send_again(*, recipient: str, address: str, actor: Actor, at: datetime) -> None:
    """Write code and link again of every visit to come that is booked with a phone or e-mail.

    Nobody is told whether there is one: the message is the answer. The code is a new one, since
    the old was never stored; it is over. Raises TooManyTries.
    """
    check_tries(address=address, recipient=recipient, at=at)
    asked = models.BookingAttempt.objects.filter(
        contact_key=contact_key(recipient), outcome="again", at__gt=at - CONTACT_WINDOW).count()
    if asked >= MOST_SENT_AGAIN:
        raise TooManyTries(recipient)
    note_attempt(address=address, recipient=recipient, outcome="again", at=at)
    rows = models.Booking.objects.select_for_update(of=("self",)).select_related("slot").filter(
        contact_key=contact_key(recipient), ended_at__isnull=True, slot__starts_at__gt=at,
    ).order_by("id")
    for row in rows:
        code = _new_code(row.slot.branch_id)
        models.Booking.objects.filter(pk=row.pk).update(
            code_hash=code_key(row.slot.branch_id, code))
        write_to(booking_id=row.pk, what="again", code=code, at=at,
                 number=int(at.timestamp() * 1000))
        audit.record(actor=actor, at=at, action="reception.send_again",
                     subject=f"reception.booking:{row.pk}")


def cancel_booking(*, booking_id: int, actor: Actor, at: datetime) -> None:
    """Cancel a booking and offer its time to who waits for an earlier one.

    Raises BookingNotFound: a second time nothing is there to be cancelled.
    """
    row = _live(booking_id)
    _end(row, BookingStep.CANCELLED, actor, at)
    write_to(booking_id=row.pk, what="cancelled", code="", at=at)
    audit.record(actor=actor, at=at, action="reception.cancel_booking",
                 subject=f"reception.booking:{row.pk}")
    offer_freed(slot_id=row.slot_id, at=at)


def cancel_day(*, branch: str, day: date, actor: Actor, at: datetime) -> int:
    """Cancel every live booking of a day that the office does not keep; tell each, return how many.

    Nothing is offered on: nobody is there on that day.
    """
    rows = list(models.Booking.objects.select_for_update(of=("self",)).filter(
        ended_at__isnull=True, slot__branch_id=branch, slot__starts_at__gt=at,
        slot__starts_at__gte=clock.day_start(day), slot__starts_at__lt=clock.day_end(day),
    ).order_by("id"))
    for row in rows:
        _end(row, BookingStep.CANCELLED, actor, at)
        write_to(booking_id=row.pk, what="cancelled", code="", at=at)
    audit.record(actor=actor, at=at, action="reception.cancel_day",
                 subject=f"reception.branch:{branch}",
                 details={"day": day.isoformat(), "bookings": len(rows)})
    return len(rows)


def offer_freed(*, slot_id: int, at: datetime) -> int:
    """Offer a freed slot to holders of later bookings who asked for it, then to the waiting list.

    Return how many: at most three a slot, the longest waiting first; at most three notices a
    person. Everybody else may take the slot after a random while.
    """
    slot = models.Slot.objects.select_for_update(of=("self",)).get(pk=slot_id)
    if slot.starts_at <= at:
        return 0
    first, last = FREED_AFTER_MINUTES
    slot.released_at = at + timedelta(
        minutes=first + secrets.randbelow(last - first + 1), seconds=secrets.randbelow(60))
    slot.save(update_fields=["released_at"])
    waiting = models.Booking.objects.filter(
        ended_at__isnull=True, wants_earlier=True, service_id=slot.service_id,
        slot__branch_id=slot.branch_id, slot__starts_at__gt=slot.starts_at,
    ).select_related("slot").order_by("made_at", "id")
    offered = 0
    for booking in waiting:
        number = booking.offers.count() + 1
        if number > models.MOST_NOTICES or not wants_offer(
                booking.slot.starts_at, slot.starts_at, at):
            continue
        models.EarlierOffer.objects.create(booking=booking, slot=slot, number=number, at=at)
        models.BookingEvent.objects.create(
            booking=booking, step=BookingStep.OFFERED, at=at, recorded_by="waiting list")
        write_to(booking_id=booking.pk, what="earlier", code="", at=at, earlier=slot.starts_at,
                 number=number)
        offered += 1
        if offered == OFFERS_A_SLOT:
            return offered
    return offered + _offer_to_waiting(slot, OFFERS_A_SLOT - offered, at)


def _offer_to_waiting(slot: models.Slot, most: int, at: datetime) -> int:
    """Offer a slot to who waits without a booking, the longest waiting first."""
    offered = 0
    for row in models.Waiting.objects.filter(
            ended_at__isnull=True, service_id=slot.service_id, branch_id=slot.branch_id,
    ).exclude(recipient="").order_by("made_at", "id"):
        number = row.offers.count() + 1
        if offered == most or number > models.MOST_NOTICES:
            continue
        models.WaitingOffer.objects.create(waiting=row, slot=slot, number=number, at=at)
        write_to_waiting(waiting_id=row.pk, what="free", at=at, free=slot.starts_at, number=number)
        offered += 1
    return offered


def ticket_from_code(
    *, branch: str, code: str, language: str, address: str, press: str, actor: Actor,
    at: datetime,
) -> int:
    """Turn a booking's six-digit code into a ticket and return its id.

    From an hour before the time to a quarter after it. Typed a second time it gives the same
    ticket. The caller lets its transaction stand when this raises. Raises CodeRefused,
    TooManyTries.
    """
    network = network_key(address)
    wrong = models.BookingAttempt.objects.filter(
        network_key=network, outcome="code", at__gt=at - CODE_WINDOW).count()
    if wrong >= MOST_WRONG_CODES:
        raise TooManyTries(address)
    found = bookings_of_code(branch=branch, code=code)
    today = [b for b in found if clock.local_date(b.starts_at) == clock.local_date(at)]
    if not found:
        note_attempt(address=address, recipient="", outcome="code", at=at)
        raise CodeRefused("unknown")
    booking = (today or found[-1:])[0]
    if booking.ticket_number and today:
        ticket = models.Ticket.objects.get(booking_id=booking.id)
        return int(ticket.pk)
    if at < booking.starts_at - EARLY_AT_KIOSK:
        raise CodeRefused("early", booking.starts_at)
    if at > booking.starts_at + LATE_AT_KIOSK:
        raise CodeRefused("late", booking.starts_at)
    ticket_id = take_ticket(
        branch=branch, service_code=booking.service_code, language=language or booking.language,
        channel=TicketChannel.BOOKING, press=press, booking_id=booking.id,
        booked_for=booking.starts_at, actor=actor, at=at)
    _step(booking.id, BookingStep.CAME, actor, at)
    models.Booking.objects.filter(pk=booking.id).update(ended_at=at)
    return ticket_id


def _live(booking_id: int) -> models.Booking:
    row = models.Booking.objects.select_for_update(of=("self",)).filter(
        pk=booking_id, ended_at__isnull=True).first()
    if row is None:
        raise BookingNotFound(booking_id)
    return row


def _end(row: models.Booking, step: BookingStep, actor: Actor, at: datetime) -> None:
    models.Booking.objects.filter(pk=row.pk).update(ended_at=at)
    _step(row.pk, step, actor, at)


def _step(booking_id: int, step: BookingStep, actor: Actor, at: datetime) -> None:
    models.BookingEvent.objects.create(
        booking_id=booking_id, step=step, at=at, recorded_by=actor.name)
