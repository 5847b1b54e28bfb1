"""What reception holds about a person, given and erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.rooms.cases import public as cases
from przystan.rooms.reception import models
from przystan.rooms.reception.queries.tickets import tickets_of


def export_person(
    *, actor: Actor, at: datetime, person_ids: Sequence[int]
) -> dict[str, Any]:
    """Return everything that reception holds about a person: tickets, bookings of their cases."""
    found = models.Ticket.objects.filter(pk__in=tickets_of(person_ids)).order_by("id")
    audit.record_read(actor=actor, at=at, action="reception.export_person",
                      subject="reception.ticket:list",
                      person_id=person_ids[0] if person_ids else None)
    return {
        "tickets": [
            {"number": t.number, "day": t.day.isoformat(), "branch": t.branch_id,
             "service": t.service.code, "language": t.language}
            for t in found.select_related("service")
        ],
        "bookings": [
            {"service": b.service.code, "starts_at": b.slot.starts_at.isoformat(),
             "branch": b.slot.branch_id, "language": b.language, "recipient": b.recipient,
             "made_at": b.made_at.isoformat()}
            for b in _bookings(person_ids).select_related("slot", "service")
        ],
    }


def erase_person(
    *, actor: Actor, at: datetime, person_ids: Sequence[int]
) -> tuple[str, ...]:
    """Part a person's tickets from the person: the numbers stay, nobody stands behind them."""
    ids = tickets_of(person_ids)
    models.TicketLink.objects.filter(person_id__in=person_ids).update(person=None, case=None)
    models.Ticket.objects.filter(person_id__in=person_ids).update(person=None)
    bookings = _bookings(person_ids).exclude(recipient="").update(recipient="")
    count = len(ids)
    audit.record(actor=actor, at=at, action="reception.erase_person",
                 subject="reception.ticket:list",
                 person_id=person_ids[0] if person_ids else None,
                 details={"parted": count, "bookings": bookings})
    return (f"{count} tickets stay as numbers without a person",) if count else ()


def _bookings(person_ids: Sequence[int]) -> Any:
    case_ids = [case.id for case in cases.cases_of(person_ids=person_ids)]
    return models.Booking.objects.filter(case_id__in=case_ids).order_by("id")
