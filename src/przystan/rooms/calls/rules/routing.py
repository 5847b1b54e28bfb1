"""Who goes first of those who wait, and which operator is rung for a caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from przystan.rooms.calls.types.live import Agent, AgentStatus
from przystan.rooms.calls.types.routing import Fit, OfferReason, PriorityReason, Route

HEAD_START_SECONDS = 120
"""What one step of priority is worth, as waiting. A head start ages like any wait, so nobody
starves: a caller is passed only by callers who come within 5 steps, that is 10 minutes."""

PERSON_PRIORITY = 2
"""What an open promise or a term within three days is worth, in steps: four minutes."""

_SIGNED_ON = frozenset(AgentStatus) - {AgentStatus.OFF}
_BEST_FIRST = tuple(Fit)


@dataclass(frozen=True, slots=True)
class Staff:
    """What the office knows of its operators: who holds the topic, and who sits in which branches.

    `branches` names only those who are limited to some; nobody else is of any branch.
    """

    competent: frozenset[str] = frozenset()
    branches: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """The operator who is rung, why, and how many fitted as well (this one included)."""

    agent: Agent
    fit: Fit
    reason: OfferReason
    ready: int


def queue_rank(*, since: float, priority: int) -> float:
    """Give a caller's place in the order of the queue, the smallest first. Unit: seconds.

    The instant at which they began to wait, moved back by their priority's head start.
    """
    return since - priority * HEAD_START_SECONDS


def promote(route: Route, reason: PriorityReason) -> Route:
    """Raise a caller for a reason of their own; what the place gives them already stands.

    Source: the office's rule that a promise and a running term go before others by
    `PERSON_PRIORITY` steps.
    """
    if route.priority >= PERSON_PRIORITY:
        return route
    return replace(route, priority=PERSON_PRIORITY, priority_reason=reason)


def ready_for(
    agents: Iterable[Agent], *, language: str, without: frozenset[str] = frozenset()
) -> tuple[Agent, ...]:
    """List those who could be rung: ready, speaking the language, not rung in vain just now.

    Who names no language serves every one. `without` are phones rung in vain for this caller.
    """
    return tuple(a for a in agents if a.status is AgentStatus.READY and a.phone not in without
                 and speaks(a, language))


def speaks(agent: Agent, language: str) -> bool:
    """Whether an operator serves callers of a language ("": not known, everybody does)."""
    return not agent.languages or not language or language in agent.languages


def choose_agent(
    agents: Sequence[Agent], *, language: str, route: Route, waited: float,
    staff: Staff, without: frozenset[str] = frozenset(),
) -> Choice | None:
    """Choose who is rung for a caller who has waited so many seconds; None: nobody yet.

    Who fits best, and of those the one idle longest. At first only holders of the topic in the
    caller's branch fit; after the route's waits everybody there who speaks the language, then
    those of other branches, holders of the topic first.
    """
    able = [(_fit(a, route, staff), a) for a in ready_for(
        agents, language=language, without=without)]
    allowed = [(fit, a) for fit, a in able if waited >= _opens_after(fit, route)]
    if not allowed:
        return None
    best = min(_rank(fit, a, staff) for fit, a in allowed)
    equals = [(fit, a) for fit, a in allowed if _rank(fit, a, staff) == best]
    fit, agent = min(equals, key=lambda one: (one[1].since, one[1].username))
    here = [a for a in agents if a.status in _SIGNED_ON and speaks(a, language)]
    return Choice(agent, fit, _reason(fit, route, staff, here), len(equals))


def _rank(fit: Fit, agent: Agent, staff: Staff) -> tuple[int, bool]:
    is_unskilled = fit is Fit.OTHER_BRANCH and agent.username not in staff.competent
    return _BEST_FIRST.index(fit), is_unskilled


def _fit(agent: Agent, route: Route, staff: Staff) -> Fit:
    limited_to = staff.branches.get(agent.username, frozenset())
    if route.branch and limited_to and route.branch not in limited_to:
        return Fit.OTHER_BRANCH
    return Fit.TOPIC if route.topic and agent.username in staff.competent else Fit.LANGUAGE


def _opens_after(fit: Fit, route: Route) -> int:
    """After how many seconds of waiting operators of this fit are rung."""
    if fit is Fit.OTHER_BRANCH:
        return route.branch_seconds
    return route.skill_seconds if fit is Fit.LANGUAGE and route.topic else 0


def _reason(fit: Fit, route: Route, staff: Staff, here: Iterable[Agent]) -> OfferReason:
    if fit is Fit.TOPIC:
        return OfferReason.HOLDS_TOPIC
    if fit is Fit.OTHER_BRANCH:
        return OfferReason.BRANCH_BUSY
    if not route.topic:
        return OfferReason.NO_TOPIC
    is_held = any(_fit(a, route, staff) is Fit.TOPIC for a in here)
    return OfferReason.HOLDERS_BUSY if is_held else OfferReason.NOBODY_HOLDS_TOPIC
