"""The day as the wallboard shows it, and who calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from przystan.platform.clock import public as clock
from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.calls import models
from przystan.rooms.calls.queries.live import list_agents
from przystan.rooms.calls.queries.routing import routes_of
from przystan.rooms.calls.rules.routing import queue_rank
from przystan.rooms.calls.rules.waiting import estimate_minutes
from przystan.rooms.calls.rules.wallboard import count_day
from przystan.rooms.calls.types.calls import Outcome
from przystan.rooms.calls.types.live import (
    AgentStatus,
    DayCount,
    LiveKind,
    LiveNote,
    WaitingCaller,
)


def day_so_far(*, at: datetime) -> DayCount:
    """Count today's calls up to `at`, from the switchboard's own log. Unit: calls, local day.

    A call whose end the switchboard missed (it was stopped) ends where the engine's log says.
    """
    start = clock.day_start(clock.local_date(at))
    rows = models.LiveEvent.objects.filter(
        at__gte=start, at__lte=at).exclude(call_key="").order_by("at", "id")
    notes = [LiveNote(r.call_key, LiveKind(r.kind), r.at, r.language, r.phone) for r in rows]
    day = count_day([*notes, *_missed_ends(notes)], at=at)
    return replace(day, waiting=_in_order(day.waiting))


def _in_order(waiting: tuple[WaitingCaller, ...]) -> tuple[WaitingCaller, ...]:
    """Put those who wait into the order in which the switchboard looks for an operator."""
    routes = routes_of(call_keys=[w.call_key for w in waiting])
    with_routes = [replace(w, route=routes.get(w.call_key, w.route)) for w in waiting]
    return tuple(sorted(with_routes, key=lambda w: queue_rank(
        since=w.since.timestamp(), priority=w.route.priority)))


_HANDLING = """
SELECT avg(talk_seconds) FROM (
  SELECT talk_seconds FROM calls_contact
  WHERE outcome = 'answered' AND talk_seconds IS NOT NULL
  ORDER BY started_at DESC, id DESC LIMIT 100) AS latest
"""


def expected_wait(*, language: str, position: int) -> int | None:
    """Estimate the wait at a place in the queue, in whole minutes (30: 30 or more).

    From the mean talk of the last hundred answered calls and the operators who take calls of the
    language now. None where nothing can be said.
    """
    serving = [a for a in list_agents() if a.status not in (AgentStatus.OFF, AgentStatus.PAUSE)
               and (not a.languages or language in a.languages)]
    (row,) = fetch_rows(_HANDLING)
    return estimate_minutes(
        position=position, operators=len(serving),
        handling_seconds=None if row[0] is None else float(row[0]))


def _missed_ends(notes: Sequence[LiveNote]) -> list[LiveNote]:
    last = {n.call_key: n.kind for n in notes}
    open_keys = [key for key, kind in last.items() if kind is not LiveKind.ENDED]
    closed = models.Contact.objects.filter(
        Q(ended_at__isnull=False) | Q(outcome=Outcome.CUT_BY_RESTART), key__in=open_keys)
    # When an engine that died cut a call is nowhere written: the last that was seen of it stands.
    seen = {n.call_key: n.at for n in notes}
    return [LiveNote(c.key, LiveKind.ENDED, c.ended_at or seen[c.key]) for c in closed]


def caller_of(*, call_key: str) -> LiveNote | None:
    """Return what the switchboard first saw of a call, with the caller's number and the language.

    None for a call that it has not seen. The number is "" when it is withheld.
    """
    rows = models.LiveEvent.objects.filter(call_key=call_key).order_by("id")
    first = rows.filter(kind=LiveKind.OFFERED).first() or rows.first()
    if first is None:
        return None
    spoken = rows.exclude(language="").last()
    return LiveNote(call_key, LiveKind(first.kind), first.at,
                    spoken.language if spoken else "", first.phone, first.number)
