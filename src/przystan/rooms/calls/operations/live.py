"""Operators' states, calls as the switchboard sees them, call-backs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.live import public as live
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import models
from przystan.rooms.calls.operations.agents import AGENTS_SECTION, LIVE_TOPIC, append_state
from przystan.rooms.calls.operations.routing import keep_routes
from przystan.rooms.calls.operations.unit_tasks import open_unit_task
from przystan.rooms.calls.queries.desk import asked_order
from przystan.rooms.calls.queries.live import (
    get_agent,
    is_waiting_for_call_back,
    list_agents,
)
from przystan.rooms.calls.rules.agents import BY_HAND, can_become
from przystan.rooms.calls.rules.numbers import to_e164
from przystan.rooms.calls.types.live import (
    Agent,
    AgentStatus,
    CallBackOutcome,
    LiveKind,
    LiveNote,
    Order,
    OrderKind,
)

TOO_LATE = timedelta(seconds=30)
"""An order that the switchboard did not take by then is not carried out: the moment is gone."""

_FOLLOWS = {
    LiveKind.NOT_ANSWERED: AgentStatus.READY,
    LiveKind.CONNECTED: AgentStatus.TALKING,
    LiveKind.TALKED: AgentStatus.WRAP_UP,
    LiveKind.TRANSFERRED: AgentStatus.WRAP_UP,
}


class PhoneTaken(Exception):
    """Another operator is signed on at this phone."""

    message = _("Another operator is signed on at this phone.")


class NotNow(Exception):
    """The operator cannot do this from where they stand."""

    message = _("This is not possible right now: finish the call and its wrap-up first.")


class PauseReasonNeeded(Exception):
    """A pause has its reason."""

    message = _("Choose why you pause.")


class NotInCall(Exception):
    """The operator speaks with nobody, so there is nobody to do this with."""

    message = _("You are not in a call.")


class CallBackEnded(Exception):
    """This call-back is ended already, or does not exist."""

    message = _("This call-back is ended already.")


def set_agent_state(
    *, status: AgentStatus, phone: str, languages: Sequence[str], actor: Actor, at: datetime,
    reason: str = "",
) -> None:
    """Record what an operator chooses to be: ready, pausing with a reason, or off.

    One phone belongs to one operator at a time. Raises NotNow, PhoneTaken, PauseReasonNeeded.
    """
    if status is AgentStatus.PAUSE and not reason.strip():
        raise PauseReasonNeeded
    transactions.lock_section(AGENTS_SECTION)
    agents = {agent.username: agent for agent in list_agents()}
    mine = agents.get(actor.username)
    before = mine.status if mine else AgentStatus.OFF
    is_wrapping_up = before is AgentStatus.WRAP_UP and status is not AgentStatus.OFF
    is_allowed = before is status or can_become(before, status)
    if is_wrapping_up or status not in BY_HAND or not is_allowed:
        raise NotNow(status)
    if status is not AgentStatus.OFF and any(
        a.phone == phone and a.status is not AgentStatus.OFF
        for name, a in agents.items() if name != actor.username
    ):
        raise PhoneTaken(phone)
    append_state(
        Agent(actor.username, phone, status, tuple(languages), at, reason.strip()[:60]), at)
    audit.record(actor=actor, at=at, action="calls.set_agent_state",
                 subject="calls.agent:self", details={"status": status})


def record_live_notes(*, notes: Iterable[LiveNote]) -> int:
    """Append what the switchboard saw, and move the operators' states along with it."""
    taken = list(notes)
    transactions.lock_section(AGENTS_SECTION)
    transactions.copy_rows(
        table="calls_liveevent", columns=("call_key", "kind", "language", "phone", "number", "at"),
        rows=((n.call_key, n.kind.value, n.language, n.phone, to_e164(n.number) or "", n.at)
              for n in taken))
    keep_routes(taken)
    for note in taken:
        after = _FOLLOWS.get(note.kind)
        if after is not None and note.phone:
            _follow(note, after)
    if taken:
        live.announce(topic=LIVE_TOPIC, at=taken[-1].at)
    return len(taken)


def _follow(note: LiveNote, after: AgentStatus) -> None:
    for agent in list_agents():
        is_this = agent.phone == note.phone and agent.call_key == note.call_key
        if note.kind is LiveKind.NOT_ANSWERED and agent.status is not AgentStatus.RINGING:
            continue  # who spoke has a wrap-up to do, whatever comes after
        if is_this and can_become(agent.status, after):
            key = "" if after is AgentStatus.READY else note.call_key
            append_state(Agent(agent.username, agent.phone, after, agent.languages, note.at,
                          call_key=key), note.at)


def settle_agents(*, up: Collection[str], served: Collection[str], at: datetime) -> int:
    """Move on operators whose calls ended, or rang, while no switchboard served; return how many.

    `up` are the calls that the engine holds, `served` those of the switchboard that asks. Who
    spoke in a call that is gone has its wrap-up to do; whom nobody rings any more is ready.
    """
    transactions.lock_section(AGENTS_SECTION)
    moved = 0
    for agent in list_agents():
        is_left = agent.status is AgentStatus.RINGING and agent.call_key not in served
        is_over = agent.status is AgentStatus.TALKING and agent.call_key not in up
        if is_left or is_over:
            after = AgentStatus.READY if is_left else AgentStatus.WRAP_UP
            append_state(Agent(agent.username, agent.phone, after, agent.languages, at,
                               call_key="" if is_left else agent.call_key), at)
            moved += 1
    return moved


def give_order(
    *, kind: OrderKind, actor: Actor, at: datetime, target: str = "", note: str = ""
) -> int:
    """Tell the switchboard what to do with the caller an operator speaks with; return its number.

    `note` is the warm note that goes to the unit with the caller: passed on, it opens a task
    there; a note for a unit that is asked first waits until the caller is left with it.
    Raises NotInCall.
    """
    agent = get_agent(username=actor.username)
    if agent is None or agent.status is not AgentStatus.TALKING:
        raise NotInCall
    if kind is OrderKind.COMPLETE:
        target, note = asked_order(call_key=agent.call_key)
    if kind in (OrderKind.TRANSFER, OrderKind.COMPLETE) and note.strip():
        open_unit_task(unit=target, note=note, call_key=agent.call_key, actor=actor, at=at)
    order = models.SwitchboardOrder.objects.create(
        call_key=agent.call_key, kind=kind, target=target, note=note.strip()[:500],
        username=actor.username, actor_name=actor.name, at=at)
    audit.record(actor=actor, at=at, action="calls.give_order",
                 subject=f"calls.order:{order.pk}", details={"kind": kind, "target": target})
    live.announce(topic=LIVE_TOPIC, at=at)
    return int(order.pk)


def take_orders(*, at: datetime) -> tuple[Order, ...]:
    """Return what the switchboard has to do and mark it taken: each order once, none too late."""
    rows = list(models.SwitchboardOrder.objects.select_for_update(skip_locked=True).filter(
        taken_at__isnull=True).order_by("id"))
    models.SwitchboardOrder.objects.filter(pk__in=[r.pk for r in rows]).update(taken_at=at)
    return tuple(
        Order(r.pk, r.call_key, OrderKind(r.kind), r.target, r.phone)
        for r in rows if r.at > at - TOO_LATE
    )


def end_wrap_up(*, actor: Actor, at: datetime) -> None:
    """Make an operator ready again after the wrap-up. Raises NotNow outside a wrap-up."""
    transactions.lock_section(AGENTS_SECTION)
    agent = get_agent(username=actor.username)
    if agent is None or agent.status is not AgentStatus.WRAP_UP:
        raise NotNow
    append_state(Agent(agent.username, agent.phone, AgentStatus.READY, agent.languages, at), at)
    audit.record(actor=actor, at=at, action="calls.end_wrap_up", subject="calls.agent:self")


def take_call_back(*, call_key: str, number: str, language: str, at: datetime) -> bool:
    """Note that a caller wants to be called back; return whether that is new.

    One wish per call, and one open wish per number: who asks again keeps the place.
    """
    transactions.lock_section("calls.call_backs")
    e164 = to_e164(number) or ""
    if is_waiting_for_call_back(e164=e164, without_key=call_key):
        return False
    _found, is_new = models.CallBack.objects.get_or_create(
        call_key=call_key,
        defaults={"number": number[:80], "e164": e164, "language": language, "asked_at": at})
    if is_new:
        live.announce(topic=LIVE_TOPIC, at=at)
    return is_new


def end_call_back(
    *, call_back_id: int, outcome: CallBackOutcome, actor: Actor, at: datetime
) -> None:
    """Record how a call-back ended. Raises CallBackEnded."""
    found = models.CallBack.objects.select_for_update(of=("self",)).filter(
        pk=call_back_id, end__isnull=True).first()
    if found is None:
        raise CallBackEnded(call_back_id)
    models.CallBackEnd.objects.create(
        call_back=found, outcome=outcome, actor_name=actor.name, at=at)
    audit.record(actor=actor, at=at, action="calls.end_call_back",
                 subject=f"calls.call_back:{call_back_id}", details={"outcome": outcome})
    live.announce(topic=LIVE_TOPIC, at=at)
