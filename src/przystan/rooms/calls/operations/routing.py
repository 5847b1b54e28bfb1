"""Offer waiting callers to operators, and keep why just to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import models
from przystan.rooms.calls.operations.agents import AGENTS_SECTION, append_state
from przystan.rooms.calls.queries.engine import connected_staff
from przystan.rooms.calls.queries.live import list_agents
from przystan.rooms.calls.queries.routing import entry_of, route_of
from przystan.rooms.calls.rules.routing import Choice, Staff, choose_agent, ready_for
from przystan.rooms.calls.types.live import Agent, AgentStatus, LiveNote, Operator
from przystan.rooms.calls.types.routing import Route


def pick_operator(
    *, call_key: str, language: str, without: frozenset[str], at: datetime,
    route: Route | None = None,
) -> Operator | None:
    """Choose who is rung for a caller and mark them ringing, one caller at a time.

    The choice and its reason are kept as a row. None when nobody who fits is ready; `route`
    counts while none is kept for the call. No audit line: it is the switchboard's own step.
    """
    transactions.lock_section(AGENTS_SECTION)
    agents = list_agents()
    if not ready_for(agents, language=language, without=without):
        return None
    entry = entry_of(call_key=call_key)
    wanted = route_of(entry) if entry else route or Route()
    waited = max((at - entry.at).total_seconds(), 0) if entry else 0.0
    choice = choose_agent(
        agents, language=language, route=wanted, waited=waited, without=without,
        staff=_staff(agents, wanted, language, at))
    if choice is None:
        return None
    _keep_offer(call_key, language, entry, choice, waited, at)
    agent = choice.agent
    append_state(Agent(agent.username, agent.phone, AgentStatus.RINGING, agent.languages, at,
                       call_key=call_key), at)
    return Operator(agent.username, agent.phone)


def _staff(agents: Iterable[Agent], route: Route, language: str, at: datetime) -> Staff:
    """Ask the office about its staff, as far as this route needs to know."""
    office = connected_staff()
    return Staff(
        competent=office.competent(
            topic=route.topic, language=language, on=clock.local_date(at),
        ) if route.topic else frozenset(),
        branches=office.branches_of(
            names=[a.username for a in agents]) if route.branch else {})


def _keep_offer(
    call_key: str, language: str, entry: models.QueueEntry | None, choice: Choice,
    waited: float, at: datetime,
) -> None:
    models.CallOffer.objects.create(
        call_key=call_key, username=choice.agent.username, phone=choice.agent.phone,
        language=language, entry=entry, fit=choice.fit, reason=choice.reason,
        waited_seconds=int(waited), ready=choice.ready, at=at)


def keep_routes(notes: Iterable[LiveNote]) -> None:
    """Append what the helpline asked for those who joined the queue."""
    models.QueueEntry.objects.bulk_create(
        models.QueueEntry(
            call_key=n.call_key, place=n.route.place[:80], topic=n.route.topic[:80],
            branch=n.route.branch[:20], priority=n.route.priority,
            priority_reason=n.route.priority_reason, skill_seconds=n.route.skill_seconds,
            branch_seconds=n.route.branch_seconds, at=n.at)
        for n in notes if n.route is not None)
