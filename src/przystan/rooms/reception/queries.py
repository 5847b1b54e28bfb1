"""Reads of reception."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.people import public as people
from przystan.rooms.reception import models
from przystan.rooms.reception.types import NewService, Ticket, TicketState


class TicketNotFound(Exception):
    """There is no such ticket."""


def _with_state() -> Any:
    latest = models.TicketEvent.objects.filter(ticket=OuterRef("pk")).order_by("-id")
    return models.Ticket.objects.select_related("service").annotate(
        state=Subquery(latest.values("state")[:1]), since=Subquery(latest.values("at")[:1]),
        counter=Subquery(latest.values("counter")[:1]),
    )


def _ticket(row: Any) -> Ticket:
    return Ticket(
        row.pk, row.number, row.branch_id, row.service.code, row.service.name, row.language,
        row.taken_at, TicketState(row.state), row.counter or "", row.since, row.person_id,
    )


LIST = """
SELECT t.id, t.number, t.branch_id, s.code, s.name, t.language, t.taken_at, e.state, e.counter,
       e.at, t.person_id
FROM reception_ticket t JOIN reception_service s ON s.id = t.service_id
JOIN LATERAL (SELECT state, counter, at FROM reception_ticketevent WHERE ticket_id = t.id
              ORDER BY id DESC LIMIT 1) e ON true
WHERE t.branch_id = %(branch)s AND t.day = %(day)s AND (%(state)s = '' OR e.state = %(state)s)
  AND (%(service)s = '' OR s.code = %(service)s)
ORDER BY {order} OFFSET %(offset)s LIMIT %(limit)s
"""


def _list(order: str, **values: object) -> tuple[Ticket, ...]:
    rows = fetch_rows(LIST.format(order=order), values)
    return tuple(
        Ticket(r[0], r[1], r[2], r[3], r[4], r[5], r[6], TicketState(r[7]), r[8], r[9], r[10])
        for r in rows
    )


def list_tickets(
    *, branch: str, day: date, state: TicketState | None = None, service: str = "",
    newest_first: bool = False, offset: int = 0, limit: int = 25,
) -> tuple[Ticket, ...]:
    """Return the tickets of a day in the order in which they were taken, or the newest first."""
    order = "t.taken_at DESC, t.id DESC" if newest_first else "t.taken_at, t.id"
    return _list(order, branch=branch, day=day, state=state or "", service=service,
                 offset=offset, limit=limit)


def list_called(*, branch: str, day: date, limit: int = 8) -> tuple[Ticket, ...]:
    """Return the tickets called last, for the display: numbers and counters only."""
    return _list("e.at DESC, t.id DESC", branch=branch, day=day, state=TicketState.CALLED,
                 service="", offset=0, limit=limit)


def get_ticket(*, ticket_id: int) -> Ticket:
    """Return one ticket. Raises TicketNotFound."""
    row = _with_state().filter(pk=ticket_id).first()
    if row is None:
        raise TicketNotFound(ticket_id)
    return _ticket(row)


def count_waiting(*, branch: str, day: date) -> int:
    """Count the tickets of a day that wait."""
    counted = fetch_rows(
        "SELECT count(*) FROM reception_ticket t WHERE branch_id = %s AND day = %s AND ("
        "SELECT state FROM reception_ticketevent WHERE ticket_id = t.id ORDER BY id DESC LIMIT 1"
        ") = 'waiting'", [branch, day])
    return int(counted[0][0])


def list_services() -> tuple[NewService, ...]:
    """Return the services for which tickets are taken."""
    rows = fetch_rows(
        "SELECT code, letter, name, name_en FROM reception_service ORDER BY letter, code")
    return tuple(NewService(*row) for row in rows)


def timeline_of(*, person_id: int) -> tuple[people.TimelineEntry, ...]:
    """Return a person's tickets, latest first."""
    found = models.Ticket.objects.filter(person_id=person_id).select_related("service")
    return tuple(
        people.TimelineEntry(t.taken_at, "ticket", t.number, t.service.name)
        for t in found.order_by("-taken_at", "-id")[:100]
    )
