"""Reads of tickets: the day's list, the line, one ticket."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.people import public as people
from przystan.rooms.reception import models
from przystan.rooms.reception.rules.tickets import Waiting, count_ahead, in_call_order
from przystan.rooms.reception.types import (
    Call,
    NewService,
    Priority,
    Ticket,
    TicketState,
    TicketStep,
)


class TicketNotFound(Exception):
    """There is no such ticket."""


# One row a ticket: its last step, its priority in force, whose it is.
ROWS = """
SELECT t.id, t.number, t.branch_id, s.code, s.name, t.language, t.taken_at, e.state, e.counter,
       e.at, coalesce(l.person_id, t.person_id), t.day, coalesce(t.token, ''),
       coalesce(p.priority, 'ordinary'), t.booked_for, e.to_counter, t.booking_id, l.case_id,
       t.estimate_low, t.estimate_high
FROM reception_ticket t
JOIN LATERAL (SELECT state, counter, at, service_id, to_counter FROM reception_ticketevent
              WHERE ticket_id = t.id ORDER BY id DESC LIMIT 1) e ON true
JOIN reception_service s ON s.id = coalesce(e.service_id, t.service_id)
LEFT JOIN LATERAL (SELECT priority FROM reception_ticketpriority
                   WHERE ticket_id = t.id ORDER BY id DESC LIMIT 1) p ON true
LEFT JOIN LATERAL (SELECT person_id, case_id FROM reception_ticketlink
                   WHERE ticket_id = t.id ORDER BY id DESC LIMIT 1) l ON true
"""
OF_DAY = """
WHERE t.branch_id = %(branch)s AND t.day = %(day)s
  AND (%(states)s::text[] IS NULL OR e.state = ANY(%(states)s))
  AND (%(service)s = '' OR s.code = %(service)s)
ORDER BY {order} OFFSET %(offset)s LIMIT %(limit)s
"""


def _ticket(row: Sequence[Any]) -> Ticket:
    stated = None if row[18] is None else (row[18], row[19])
    values: list[Any] = [*row[:7], TicketState(row[7]), *row[8:13], Priority(row[13]),
                         *row[14:18], stated]
    return Ticket(*values)


def _list(order: str, **values: object) -> tuple[Ticket, ...]:
    rows = fetch_rows(ROWS + OF_DAY.format(order=order), values)
    return tuple(_ticket(row) for row in rows)


def list_tickets(
    *, branch: str, day: date, state: TicketState | None = None, service: str = "",
    newest_first: bool = False, offset: int = 0, limit: int = 25,
) -> tuple[Ticket, ...]:
    """Return the tickets of a day in the order in which they were taken, or the newest first."""
    order = "t.taken_at DESC, t.id DESC" if newest_first else "t.taken_at, t.id"
    return _list(order, branch=branch, day=day, states=[state.value] if state else None,
                 service=service, offset=offset, limit=limit)


def list_called(*, branch: str, day: date, limit: int = 8) -> tuple[Call, ...]:
    """Return the tickets called last, for the display: numbers and counters, never a name.

    A ticket stays until its visit ends; called again it comes first again, with another key.
    """
    found = {t.id: t for t in _list(
        "e.at DESC, t.id DESC", branch=branch, day=day, service="", offset=0, limit=200,
        states=[TicketState.CALLED.value, TicketState.SERVING.value])}
    rows = fetch_rows(
        "SELECT ticket_id, count(*), max(at), max(id) FROM reception_ticketevent"
        " WHERE state = 'called' AND ticket_id = ANY(%s) GROUP BY ticket_id"
        " ORDER BY max(at) DESC, max(id) DESC LIMIT %s", [list(found), limit])
    return tuple(
        Call(found[n].number, found[n].counter, found[n].language, f"{n}-{times}", at,
             found[n].state is TicketState.SERVING)
        for n, times, at, _event in rows)


def list_waiting(*, branch: str, at: datetime, day: date) -> tuple[Ticket, ...]:
    """Return the tickets that wait, in the order in which they would be called."""
    found = {t.id: t for t in _list(
        "t.taken_at, t.id", branch=branch, day=day, service="", offset=0, limit=2000,
        states=[TicketState.WAITING.value, TicketState.REDIRECTED.value])}
    return tuple(found[w.id] for w in in_call_order(map(as_waiting, found.values()), at))


def list_aside(*, branch: str, day: date) -> tuple[Ticket, ...]:
    """Return the tickets on hold, the oldest first."""
    return _list("e.at, t.id", branch=branch, day=day, service="", offset=0, limit=200,
                 states=[TicketState.HELD.value])


def at_counter(*, branch: str, day: date, counter: str) -> Ticket | None:
    """Return the ticket that is called to or served at a counter, None when there is none."""
    found = [t for t in _list(
        "e.at DESC, t.id DESC", branch=branch, day=day, service="", offset=0, limit=200,
        states=[TicketState.CALLED.value, TicketState.SERVING.value]) if t.counter == counter]
    return found[0] if found else None


def as_waiting(ticket: Ticket) -> Waiting:
    """Return a ticket as the rule of calling sees it."""
    return Waiting(ticket.id, ticket.service_code, ticket.language, ticket.taken_at,
                   ticket.priority, ticket.booked_for, ticket.to_counter)


def place_in_line(*, ticket: Ticket, at: datetime) -> int | None:
    """Return how many are called before a ticket; None when it does not wait."""
    waiting = list_waiting(branch=ticket.branch, at=at, day=ticket.day)
    return count_ahead(map(as_waiting, waiting), ticket.id, at)


def get_ticket(*, ticket_id: int) -> Ticket:
    """Return one ticket. Raises TicketNotFound."""
    rows = fetch_rows(ROWS + "WHERE t.id = %s", [ticket_id])
    if not rows:
        raise TicketNotFound(ticket_id)
    return _ticket(rows[0])


def ticket_of_token(*, token: str) -> Ticket:
    """Return the ticket whose page a token opens. Raises TicketNotFound."""
    rows = fetch_rows(ROWS + "WHERE t.token = %s", [token[:32]])
    if not rows:
        raise TicketNotFound("token")
    return _ticket(rows[0])


def steps_of(*, ticket_id: int) -> tuple[TicketStep, ...]:
    """Return what happened to a ticket, oldest first, its priorities among it."""
    rows = fetch_rows(
        "SELECT state, at, counter, recorded_by, reason FROM reception_ticketevent"
        " WHERE ticket_id = %s ORDER BY id", [ticket_id])
    return tuple(TicketStep(TicketState(r[0]), *r[1:]) for r in rows)


def count_waiting(*, branch: str, day: date) -> int:
    """Count the tickets of a day that wait."""
    counted = fetch_rows(
        "SELECT count(*) FROM reception_ticket t WHERE branch_id = %s AND day = %s AND ("
        "SELECT state FROM reception_ticketevent WHERE ticket_id = t.id ORDER BY id DESC LIMIT 1"
        ") IN ('waiting', 'redirected')", [branch, day])
    return int(counted[0][0])


def list_services() -> tuple[NewService, ...]:
    """Return the services for which tickets are taken."""
    rows = fetch_rows("SELECT code, letter, name, name_en, name_uk, name_ru, procedure"
                      " FROM reception_service ORDER BY letter, code")
    return tuple(NewService(*row) for row in rows)


def timeline_of(*, person_id: int) -> tuple[people.TimelineEntry, ...]:
    """Return a person's tickets, latest first."""
    found = models.Ticket.objects.filter(pk__in=tickets_of([person_id])).select_related("service")
    return tuple(
        people.TimelineEntry(t.taken_at, "ticket", t.number, t.service.name)
        for t in found.order_by("-taken_at", "-id")[:100]
    )


def tickets_of(person_ids: Sequence[int]) -> list[int]:
    """Return the tickets that belong to persons, by their last link."""
    rows = fetch_rows(
        # Each part has its index; one condition over both would read every ticket there is.
        "SELECT t.id FROM (SELECT id FROM reception_ticket WHERE person_id = ANY(%(ids)s) UNION"
        " SELECT ticket_id FROM reception_ticketlink WHERE person_id = ANY(%(ids)s)) c"
        " JOIN reception_ticket t ON t.id = c.id LEFT JOIN LATERAL (SELECT person_id FROM"
        " reception_ticketlink WHERE ticket_id = t.id ORDER BY id DESC LIMIT 1) l ON true"
        " WHERE coalesce(l.person_id, t.person_id) = ANY(%(ids)s) ORDER BY t.id",
        {"ids": list(person_ids)})
    return [row[0] for row in rows]
