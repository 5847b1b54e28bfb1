"""What the other rooms have of one case: its folder, letters, appointments and its person's visits.

Left out is what the reader's permissions do not open; of advice there is only that it took place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.public import Actor, Permission
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.rooms.advisory import public as advisory
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents
from przystan.rooms.people import public as people
from przystan.rooms.reception import public as reception
from przystan.rooms.records import public as records

VISITS = 10


class AppointmentRefused(ActRefused):
    """The appointment cannot be made; `message` says what to do."""

    field = "starts_at"


@dataclass(frozen=True)
class AroundCase:
    """What there is of a case elsewhere; `visits` is None for who may not read visits.

    A letter stands with its stack's id and the instant of its scanning.
    """

    notes: tuple[cases.CaseNote, ...]
    folder: records.FolderSummary | None
    bookings: tuple[reception.Booking, ...]
    letters: tuple[tuple[int, datetime, documents.Letter], ...]
    visits: tuple[advisory.Visit, ...] | None


def open_around_case(*, found: cases.CaseSummary, actor: Actor, at: datetime) -> AroundCase:
    """Gather what the other rooms have of a case, and write that the actor looked."""
    audit.record_read(actor=actor, at=at, action="cases.open_around",
                      subject=f"cases.case:{found.id}", person_id=found.person_id)
    may = actor.can
    return AroundCase(
        cases.list_notes(case_id=found.id),
        records.find_folder(text=found.sign) if may(Permission.RECORDS_VIEW) else None,
        reception.bookings_of_case(case_id=found.id) if may(Permission.RECEPTION_VIEW) else (),
        documents.letters_of_case(case_id=found.id) if may(Permission.DOCUMENTS_VIEW) else (),
        _visits(found.person_id) if may(Permission.ADVISORY_VIEW) else None)


def _visits(person_id: int | None) -> tuple[advisory.Visit, ...]:
    if person_id is None:
        return ()
    cards = advisory.cards_of(person_ids=people.member_ids(person_id))
    return advisory.visits_of(card_ids=[c.id for c in cards])[:VISITS]


def book_for_case(
    *, found: cases.CaseSummary, service: str, starts_at: datetime, actor: Actor, at: datetime
) -> None:
    """Book a time for the person of a case and write to their phone, in their language.

    Raises AppointmentRefused.
    """
    if found.person_id is None:
        raise AppointmentRefused(_("The case has no person yet: link the person first."))
    try:
        who = people.get_person(actor=actor, at=at, person_id=found.person_id)
    except people.PersonRestricted as closed:
        raise AppointmentRefused(
            _("The person's data are restricted: nobody may be written to.")) from closed
    if who.birth_date is None or not who.phones:
        raise AppointmentRefused(
            _("The person's card needs a birth date and a phone number to book a time."))
    language = next((x for x in who.languages if x in ("pl", "en", "uk", "ru")), "pl")
    try:
        reception.book_slot(actor=actor, at=at, booking=reception.NewBooking(
            found.branch, service, starts_at, who.full_name, who.birth_date,
            reception.Contact.SMS, who.phones[0], language, found.id))
    except reception.SlotTaken as taken:
        raise AppointmentRefused(_("This time was just taken: choose another.")) from taken
    except reception.BookedAlready as twice:
        raise AppointmentRefused(
            _("The case has an appointment already: move or cancel that one.")) from twice
    except reception.TooManyTries as often:
        raise AppointmentRefused(
            _("Too much was booked with this phone number today.")) from often
