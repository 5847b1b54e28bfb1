"""Reads of reception."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from przystan.rooms.reception import models
from przystan.rooms.reception.types import NewService, Ticket, TicketState, TimelineEntry


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


def list_tickets(
    *, branch: str, day: date, state: TicketState | None = None, service: str = "",
    offset: int = 0, limit: int = 25,
) -> tuple[Ticket, ...]:
    """Return the tickets of a day in the order in which they were taken."""
    found = _with_state().filter(branch_id=branch, day=day)
    if state:
        found = found.filter(state=state)
    if service:
        found = found.filter(service__code=service)
    return tuple(_ticket(row) for row in found.order_by("taken_at", "id")[offset:offset + limit])


def list_called(*, branch: str, day: date, limit: int = 8) -> tuple[Ticket, ...]:
    """Return the tickets called last, for the display: numbers and counters only."""
    found = _with_state().filter(branch_id=branch, day=day, state=TicketState.CALLED)
    return tuple(_ticket(row) for row in found.order_by("-since", "-id")[:limit])


def get_ticket(*, ticket_id: int) -> Ticket:
    """Return one ticket. Raises TicketNotFound."""
    row = _with_state().filter(pk=ticket_id).first()
    if row is None:
        raise TicketNotFound(ticket_id)
    return _ticket(row)


def count_waiting(*, branch: str, day: date) -> int:
    """Count the tickets of a day that wait."""
    return int(
        _with_state().filter(branch_id=branch, day=day, state=TicketState.WAITING).count()
    )


def list_services() -> tuple[NewService, ...]:
    """Return the services for which tickets are taken."""
    return tuple(
        NewService(s.code, s.letter, s.name, s.name_en)
        for s in models.Service.objects.order_by("letter", "code")
    )


def timeline_of(*, person_id: int) -> tuple[TimelineEntry, ...]:
    """Return a person's tickets, latest first."""
    found = models.Ticket.objects.filter(person_id=person_id).select_related("service")
    return tuple(
        TimelineEntry(t.taken_at, "ticket", t.number, t.service.name)
        for t in found.order_by("-taken_at", "-id")[:100]
    )
