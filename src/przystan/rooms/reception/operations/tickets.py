"""Writes of tickets: take one, say why it goes first, whose it is, what became of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.clock import public as clock
from przystan.platform.live import public as live
from przystan.platform.transactions import public as transactions
from przystan.rooms.reception import models
from przystan.rooms.reception.operations.places import TOPIC
from przystan.rooms.reception.queries.forecast import estimate
from przystan.rooms.reception.queries.places import is_open
from przystan.rooms.reception.queries.tickets import TicketNotFound
from przystan.rooms.reception.rules.tickets import can_go, ticket_number
from przystan.rooms.reception.types import (
    NewService,
    NewTicket,
    Priority,
    TicketChannel,
    TicketState,
)

__all__ = ["TOPIC"]
EVENT_COLUMNS = ("ticket_id", "state", "at", "counter", "recorded_by")


class UnknownService(Exception):
    """No tickets are taken for this service."""

    message = _("No tickets are taken for this service.")


class OfficeClosed(Exception):
    """The branch is closed now."""

    message = _("The office is closed now: no tickets are given.")


class MoveNotAllowed(Exception):
    """The ticket cannot go there from where it stands."""

    message = _("The ticket cannot do this from where it stands.")


class TicketOfAnotherDay(Exception):
    """The ticket was of another day: it is over."""

    message = _("This ticket was of another day and is over. A new one is needed.")


class ReasonMissing(Exception):
    """The step needs a reason."""

    message = _("Say why, in a few words.")


def add_services(*, services: Iterable[NewService], actor: Actor, at: datetime) -> None:
    """Add services, or rename those whose code is known."""
    for s in services:
        models.Service.objects.update_or_create(
            code=s.code, defaults={"letter": s.letter, "name": s.name, "name_en": s.name_en,
                                   "name_uk": s.name_uk, "name_ru": s.name_ru,
                                   "procedure": s.procedure}
        )
    audit.record(actor=actor, at=at, action="reception.add_services",
                 subject="reception.service:all")


def take_ticket(
    *, branch: str, service_code: str, language: str, actor: Actor, at: datetime,
    person_id: int | None = None, channel: TicketChannel = TicketChannel.RECEPTION,
    press: str = "", booking_id: int | None = None, booked_for: datetime | None = None,
) -> int:
    """Take the next number of a service today and return the ticket's id.

    `press` is what one showing of the kiosk's page bears: pressed twice it gives the same ticket.
    Raises UnknownService; OfficeClosed at the kiosk.
    """
    service = models.Service.objects.filter(code=service_code).first()
    if service is None:
        raise UnknownService(service_code)
    if channel is TicketChannel.KIOSK and not is_open(branch=branch, at=at):
        raise OfficeClosed(branch)
    day = clock.local_date(at)
    # The line is reckoned before the lock is taken: others may take tickets meanwhile.
    stated = estimate(branch=branch, service_code=service_code, at=at)
    transactions.lock_section(f"reception.ticket:{branch}:{service.pk}:{day}")
    known = models.Ticket.objects.filter(press=press).first() if press else None
    if known is not None:
        return int(known.pk)
    last = models.Ticket.objects.filter(branch_id=branch, day=day, service=service).aggregate(
        last=Max("sequence")
    )["last"]
    sequence = (last or 0) + 1
    row = models.Ticket.objects.create(
        branch_id=branch, service=service, day=day, sequence=sequence,
        number=ticket_number(service.letter, sequence), language=language, person_id=person_id,
        taken_at=at, token=secrets.token_urlsafe(15), press=press or None, channel=channel,
        booking_id=booking_id, booked_for=booked_for,
        estimate_low=stated.low if stated and booked_for is None else None,
        estimate_high=stated.high if stated and booked_for is None else None,
    )
    models.TicketEvent.objects.create(
        ticket=row, state=TicketState.WAITING, at=at, recorded_by=actor.name)
    live.announce(topic=TOPIC, at=at, reference=branch)
    audit.record(actor=actor, at=at, action="reception.take_ticket",
                 subject=f"reception.ticket:{row.pk}", person_id=person_id)
    return int(row.pk)


def move_ticket(
    *, ticket_id: int, state: TicketState, actor: Actor, at: datetime, counter: str = "",
    reason: str = "",
) -> None:
    """Append one step of a ticket: call, serve, no-show, hold, back to the line.

    It goes on only on its own day. Raises TicketNotFound, MoveNotAllowed, TicketOfAnotherDay,
    ReasonMissing when it is put on hold without one.
    """
    row, latest = _lock(ticket_id, state, at)
    if state is TicketState.HELD and not reason.strip():
        raise ReasonMissing(ticket_id)
    stays = state is not TicketState.WAITING
    _append(row, latest, state, at, actor, counter=counter or (latest.counter if stays else ""),
            reason=reason,
            to_counter="" if state is TicketState.CALLED else latest.to_counter)


def redirect_ticket(
    *, ticket_id: int, reason: str, actor: Actor, at: datetime, service_code: str = "",
    to_counter: str = "",
) -> None:
    """Send a ticket to another service or to one counter; it keeps its place in the line.

    Raises TicketNotFound, MoveNotAllowed, TicketOfAnotherDay, ReasonMissing, UnknownService;
    MoveNotAllowed too where it is sent to a counter that the branch does not have.
    """
    row, latest = _lock(ticket_id, TicketState.REDIRECTED, at)
    if not reason.strip():
        raise ReasonMissing(ticket_id)
    service = models.Service.objects.filter(code=service_code).first() if service_code else None
    if service_code and service is None:
        raise UnknownService(service_code)
    is_known = models.Counter.objects.filter(branch_id=row.branch_id, code=to_counter).exists()
    if (to_counter and not is_known) or not (service_code or to_counter):
        raise MoveNotAllowed(ticket_id)
    _append(row, latest, TicketState.REDIRECTED, at, actor, counter="", reason=reason,
            to_counter=to_counter, service_id=service.pk if service else latest.service_id)


def set_priority(
    *, ticket_id: int, priority: Priority, reason: str, actor: Actor, at: datetime
) -> None:
    """Say that a ticket goes before others, or no longer, and why.

    Raises TicketNotFound, ReasonMissing.
    """
    row = models.Ticket.objects.filter(pk=ticket_id).first()
    if row is None:
        raise TicketNotFound(ticket_id)
    if priority is not Priority.ORDINARY and not reason.strip():
        raise ReasonMissing(ticket_id)
    models.TicketPriority.objects.create(
        ticket=row, priority=priority, reason=reason.strip()[:200], at=at,
        recorded_by=actor.name)
    live.announce(topic=TOPIC, at=at, reference=row.branch_id)
    audit.record(actor=actor, at=at, action="reception.set_priority",
                 subject=f"reception.ticket:{ticket_id}", details={"priority": priority.value})


def link_ticket(
    *, ticket_id: int, person_id: int | None, case_id: int | None, actor: Actor, at: datetime
) -> None:
    """Say whose visit a ticket is and about which case. Raises TicketNotFound."""
    if not models.Ticket.objects.filter(pk=ticket_id).exists():
        raise TicketNotFound(ticket_id)
    models.TicketLink.objects.create(
        ticket_id=ticket_id, person_id=person_id, case_id=case_id, at=at, recorded_by=actor.name)
    audit.record(actor=actor, at=at, action="reception.link_ticket",
                 subject=f"reception.ticket:{ticket_id}", person_id=person_id)


def _lock(
    ticket_id: int, state: TicketState, at: datetime
) -> tuple[models.Ticket, models.TicketEvent]:
    row = models.Ticket.objects.select_for_update(of=("self",)).filter(pk=ticket_id).first()
    latest = row.events.order_by("-id").first() if row else None
    if row is None or latest is None:
        raise TicketNotFound(ticket_id)
    if row.day != clock.local_date(at):
        raise TicketOfAnotherDay(ticket_id)
    if not can_go(TicketState(latest.state), state):
        raise MoveNotAllowed(state)
    return row, latest


def _append(
    row: models.Ticket, latest: models.TicketEvent, state: TicketState, at: datetime,
    actor: Actor, *, counter: str, reason: str, to_counter: str, service_id: int | None = None,
) -> None:
    models.TicketEvent.objects.create(
        ticket=row, state=state, at=at, counter=counter, recorded_by=actor.name,
        reason=reason.strip()[:200], to_counter=to_counter,
        service_id=service_id or latest.service_id)
    live.announce(topic=TOPIC, at=at, reference=row.branch_id)
    audit.record(actor=actor, at=at, action=f"reception.{state}",
                 subject=f"reception.ticket:{row.pk}")


def record_tickets_in_bulk(
    *, tickets: Sequence[NewTicket], actor: Actor, at: datetime
) -> int:
    """Record the tickets of past days with what became of them; one audit line."""
    services = {s.code: s for s in models.Service.objects.all()}
    ids = transactions.new_ids(table="reception_ticket", count=len(tickets))
    transactions.copy_rows(
        table="reception_ticket",
        columns=("id", "branch_id", "service_id", "day", "sequence", "number", "language",
                 "taken_at", "token"),
        rows=((i, t.branch, services[t.service_code].pk, t.day, t.sequence,
               ticket_number(services[t.service_code].letter, t.sequence), t.language, t.taken_at,
               t.token)
              for i, t in zip(ids, tickets, strict=True)),
    )
    ends = (TicketState.SERVED, TicketState.NO_SHOW, TicketState.CANCELLED)
    transactions.copy_rows(
        table="reception_ticketevent", columns=EVENT_COLUMNS, rows=(
            (i, state.value, when, "" if state is TicketState.WAITING else t.counter, actor.name)
            for i, t in zip(ids, tickets, strict=True)
            for state, when in (
                (TicketState.WAITING, t.taken_at), (TicketState.CALLED, t.called_at),
                (TicketState.SERVING, t.serving_at), (t.state, t.ended_at))
            if when is not None and (when is not t.ended_at or t.state in ends)))
    audit.record(actor=actor, at=at, action="reception.record_tickets",
                 subject="reception.ticket:batch", details={"rows": len(ids)})
    return len(ids)
