"""Writes of reception."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.live import public as live
from przystan.platform.transactions import public as transactions
from przystan.rooms.reception import models
from przystan.rooms.reception.queries import TicketNotFound
from przystan.rooms.reception.rules import can_go, ticket_number
from przystan.rooms.reception.types import NewService, NewTicket, TicketState

TOPIC = "reception.display"


class UnknownService(Exception):
    """No tickets are taken for this service."""

    message = _("No tickets are taken for this service.")


class MoveNotAllowed(Exception):
    """The ticket cannot go there from where it stands."""

    message = _("The ticket cannot do this from where it stands.")


class NobodyWaits(Exception):
    """No ticket waits."""

    message = _("Nobody is waiting.")


def add_services(*, services: Iterable[NewService], actor: Actor, at: datetime) -> None:
    """Add services, or rename those whose code is known."""
    for s in services:
        models.Service.objects.update_or_create(
            code=s.code, defaults={"letter": s.letter, "name": s.name, "name_en": s.name_en}
        )
    audit.record(actor=actor, at=at, action="reception.add_services",
                 subject="reception.service:all")


def take_ticket(
    *, branch: str, service_code: str, language: str, actor: Actor, at: datetime,
    person_id: int | None = None,
) -> int:
    """Take the next number of a service today and return the ticket's id. Raises UnknownService."""
    service = models.Service.objects.filter(code=service_code).first()
    if service is None:
        raise UnknownService(service_code)
    day = clock.local_date(at)
    transactions.lock_section(f"reception.ticket:{branch}:{service.pk}:{day}")
    last = models.Ticket.objects.filter(branch_id=branch, day=day, service=service).aggregate(
        last=Max("sequence")
    )["last"]
    sequence = (last or 0) + 1
    row = models.Ticket.objects.create(
        branch_id=branch, service=service, day=day, sequence=sequence,
        number=ticket_number(service.letter, sequence), language=language, person_id=person_id,
        taken_at=at,
    )
    _append(row.pk, TicketState.WAITING, "", actor, at)
    audit.record(actor=actor, at=at, action="reception.take_ticket",
                 subject=f"reception.ticket:{row.pk}", person_id=person_id)
    return row.pk


def call_next(*, branch: str, counter: str, actor: Actor, at: datetime) -> int:
    """Call the ticket that has waited longest to a counter and return its id.

    Two counters that ask at the same moment get two tickets. Raises NobodyWaits.
    """
    transactions.lock_section(f"reception.call:{branch}")
    waiting = transactions.fetch_rows(
        "SELECT t.id FROM reception_ticket t WHERE t.branch_id = %s AND t.day = %s AND ("
        " SELECT e.state FROM reception_ticketevent e WHERE e.ticket_id = t.id"
        " ORDER BY e.id DESC LIMIT 1) = 'waiting' ORDER BY t.taken_at, t.id LIMIT 1",
        [branch, clock.local_date(at)],
    )
    if not waiting:
        raise NobodyWaits(branch)
    move_ticket(ticket_id=waiting[0][0], state=TicketState.CALLED, counter=counter, actor=actor,
                at=at)
    return int(waiting[0][0])


def move_ticket(
    *, ticket_id: int, state: TicketState, actor: Actor, at: datetime, counter: str = ""
) -> None:
    """Append one step of a ticket: call, serve, no-show, back to the queue.

    Raises TicketNotFound, MoveNotAllowed.
    """
    row = models.Ticket.objects.select_for_update().filter(pk=ticket_id).first()
    latest = row.events.order_by("-id").first() if row else None
    if row is None or latest is None:
        raise TicketNotFound(ticket_id)
    if not can_go(TicketState(latest.state), state):
        raise MoveNotAllowed(state)
    _append(ticket_id, state, counter or latest.counter, actor, at)
    live.announce(topic=TOPIC, at=at, reference=row.branch_id)
    audit.record(actor=actor, at=at, action=f"reception.{state}",
                 subject=f"reception.ticket:{ticket_id}")


def _append(
    ticket_id: int, state: TicketState, counter: str, actor: Actor, at: datetime
) -> None:
    models.TicketEvent.objects.create(
        ticket_id=ticket_id, state=state, at=at, counter=counter, recorded_by=actor.name
    )


def record_tickets_in_bulk(
    *, tickets: Sequence[NewTicket], actor: Actor, at: datetime
) -> int:
    """Record the tickets of past days with what became of them; one audit line."""
    services = {s.code: s for s in models.Service.objects.all()}
    ids = transactions.new_ids(table="reception_ticket", count=len(tickets))
    transactions.copy_rows(
        table="reception_ticket",
        columns=("id", "branch_id", "service_id", "day", "sequence", "number", "language",
                 "taken_at"),
        rows=((i, t.branch, services[t.service_code].pk, t.day, t.sequence,
               ticket_number(services[t.service_code].letter, t.sequence), t.language, t.taken_at)
              for i, t in zip(ids, tickets, strict=True)),
    )
    events = [
        (i, state, when, t.counter if state is not TicketState.WAITING else "", actor.name)
        for i, t in zip(ids, tickets, strict=True)
        for state, when in (
            (TicketState.WAITING, t.taken_at), (TicketState.CALLED, t.called_at),
            (t.state, t.ended_at),
        )
        if when is not None
    ]
    transactions.copy_rows(
        table="reception_ticketevent",
        columns=("ticket_id", "state", "at", "counter", "recorded_by"), rows=events,
    )
    audit.record(actor=actor, at=at, action="reception.record_tickets",
                 subject="reception.ticket:batch", details={"rows": len(ids)})
    return len(ids)


def export_person(
    *, actor: Actor, at: datetime, person_ids: Sequence[int]
) -> dict[str, Any]:
    """Return everything that reception holds about a person: the tickets."""
    found = models.Ticket.objects.filter(person_id__in=person_ids).order_by("id")
    audit.record_read(actor=actor, at=at, action="reception.export_person",
                      subject="reception.ticket:list",
                      person_id=person_ids[0] if person_ids else None)
    return {
        "tickets": [
            {"number": t.number, "day": t.day.isoformat(), "branch": t.branch_id,
             "service": t.service.code, "language": t.language}
            for t in found.select_related("service")
        ]
    }


def erase_person(
    *, actor: Actor, at: datetime, person_ids: Sequence[int]
) -> tuple[str, ...]:
    """Part a person's tickets from the person: the numbers stay, nobody stands behind them."""
    count = models.Ticket.objects.filter(person_id__in=person_ids).update(person=None)
    audit.record(actor=actor, at=at, action="reception.erase_person",
                 subject="reception.ticket:list",
                 person_id=person_ids[0] if person_ids else None, details={"parted": count})
    return (f"{count} tickets stay as numbers without a person",) if count else ()
