"""Writes of the counter: who is called next."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.reception.operations.tickets import move_ticket
from przystan.rooms.reception.queries.places import CounterNotFound, list_counters, skills_of
from przystan.rooms.reception.queries.staff import left_to_holders
from przystan.rooms.reception.queries.tickets import as_waiting, at_counter, list_waiting
from przystan.rooms.reception.rules.tickets import choose_next
from przystan.rooms.reception.types import TicketState


class NobodyWaits(Exception):
    """No ticket waits for this counter."""

    message = _("Nobody is waiting for this counter.")


class CounterBusy(Exception):
    """The ticket at the counter is not ended yet."""

    message = _("Say first what became of the ticket at this counter.")


def call_next(*, branch: str, counter: str, actor: Actor, at: datetime) -> int:
    """Call the ticket whose turn it is at a counter and return its id.

    By the counter's services and languages, the certificates of who sits there and elsewhere,
    priority, booking and place (see rules.tickets). A ticket that is being served there is ended
    as served first. Two counters that ask at the same moment get two tickets: they ask one after
    the other. Raises CounterNotFound, CounterBusy when a called ticket has neither come nor been
    given up, NobodyWaits.
    """
    day = clock.local_date(at)
    counters = {c.code: c for c in list_counters(branch=branch, day=day)}
    if counter not in counters:
        raise CounterNotFound(counter)
    transactions.lock_section(f"reception.call:{branch}")
    current = at_counter(branch=branch, day=day, counter=counter)
    if current is not None and current.state is TicketState.CALLED:
        raise CounterBusy(current.number)
    if current is not None:
        move_ticket(ticket_id=current.id, state=TicketState.SERVED, actor=actor, at=at)
    waiting = list_waiting(branch=branch, at=at, day=day)
    chosen = choose_next(
        [as_waiting(t) for t in waiting],
        counter=counter, skills=skills_of(counters[counter]), at=at,
        left=left_to_holders(
            waiting, counter=counters[counter], counters=counters.values(), day=day),
        others=[skills_of(c) for c in counters.values() if c.staffed_by and c.code != counter])
    if chosen is None:
        raise NobodyWaits(branch)
    move_ticket(ticket_id=chosen, state=TicketState.CALLED, counter=counter, actor=actor, at=at)
    return chosen


def call_ticket(
    *, ticket_id: int, branch: str, counter: str, actor: Actor, at: datetime
) -> None:
    """Call one ticket out of turn: from hold, after a no-show, or again.

    Raises CounterNotFound, CounterBusy, TicketNotFound, MoveNotAllowed, TicketOfAnotherDay.
    """
    day = clock.local_date(at)
    if counter not in {c.code for c in list_counters(branch=branch, day=day)}:
        raise CounterNotFound(counter)
    transactions.lock_section(f"reception.call:{branch}")
    current = at_counter(branch=branch, day=day, counter=counter)
    if current is not None and current.id != ticket_id:
        raise CounterBusy(current.number)
    move_ticket(ticket_id=ticket_id, state=TicketState.CALLED, counter=counter, actor=actor, at=at)
