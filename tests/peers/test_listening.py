"""A supervisor listens to a live conversation and whispers: who hears what is measured."""

from __future__ import annotations

import asyncio

import pytest

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import public as calls
from tests.peers.conftest import SwitchboardProcess
from tests.peers.phones import Phones, run, strength, tone, until
from tests.peers.test_phone import (  # noqa: F401  the fixture
    OPERATOR,
    SINGS,
    Ask,
    contacts,
    in_thread,
    open_always,
    sign_on,
)

pytestmark = [pytest.mark.slow]

SUPERVISOR = Actor(None, "supervisor")
CALLER_HZ, OPERATOR_HZ, SUPERVISOR_HZ = 600, 900, 1500


def sit_down() -> None:
    with transactions.transaction():
        calls.set_agent_state(status=calls.AgentStatus.PAUSE, phone="op102", languages=(),
                              reason="paperwork", actor=SUPERVISOR, at=clock.now())


async def order(kind: calls.OrderKind) -> None:
    def give() -> bool:
        agent = calls.get_agent(username=OPERATOR.name)
        if agent is None or agent.status is not calls.AgentStatus.TALKING:
            return False
        with transactions.transaction():
            calls.order_listening(
                kind=kind, call_key=agent.call_key, actor=SUPERVISOR, at=clock.now())
        return True

    for _ in range(100):
        if await asyncio.to_thread(in_thread, give):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the operator is in no call")


async def listeners() -> tuple[calls.Listener, ...]:
    return await asyncio.to_thread(in_thread, calls.list_listeners)


async def hear_all(**lines: object) -> dict[str, bytes]:
    """Let everybody sing their own tone and return what each of them heard."""
    sings = {"caller": CALLER_HZ, "operator": OPERATOR_HZ, "supervisor": SUPERVISOR_HZ}
    for who, line in lines.items():
        line.audio.write(tone(sings[who], 1.8))
    await asyncio.sleep(0.7)
    for line in lines.values():
        line.audio.read(1 << 22)
    await asyncio.sleep(0.6)
    return {who: bytes(line.audio.read(1 << 22)) for who, line in lines.items()}


@pytest.mark.usefixtures("open_always")
def test_the_supervisor_hears_both_the_operator_a_whisper_and_the_caller_none(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    sign_on()
    sit_down()
    heard: dict[str, dict[str, bytes]] = {}
    seen: list[tuple[calls.Listener, ...]] = []

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            await phones.register("op102")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "804")
            await call.send_dtmf("0")
            operator = await phones.pick_up("op101")
            await order(calls.OrderKind.LISTEN)
            supervisor = await phones.pick_up("op102")
            while not (now := await listeners()):
                await asyncio.sleep(0.1)
            seen.append(now)
            lines = {"caller": call, "operator": operator, "supervisor": supervisor}
            heard["listening"] = await hear_all(**lines)
            await order(calls.OrderKind.WHISPER)
            await asyncio.sleep(1.0)
            heard["whispering"] = await hear_all(**lines)
            await order(calls.OrderKind.QUIET)
            await asyncio.sleep(1.0)
            heard["quiet"] = await hear_all(**lines)
            await call.hangup()
            await until(lambda: str(supervisor.state).endswith("CLOSED"), 20, "listening ends")
            while await listeners():
                await asyncio.sleep(0.1)

    run(scenario())
    for when, found in heard.items():
        assert strength(found["supervisor"], CALLER_HZ) > SINGS, when
        assert strength(found["supervisor"], OPERATOR_HZ) > SINGS, when
        assert strength(found["caller"], OPERATOR_HZ) > SINGS, when
        assert strength(found["caller"], SUPERVISOR_HZ) < SINGS / 10, when
        whispers = strength(found["operator"], SUPERVISOR_HZ)
        assert whispers > SINGS if when == "whispering" else whispers < SINGS / 10, when
    (listener,), = seen
    assert (listener.actor_name, listener.phone) == ("supervisor", "op102")
    # The supervisor's own leg is no contact, and both books tell the same.
    contact, = eventually(contacts)
    assert (contact.outcome, contact.operators) == (calls.Outcome.ANSWERED, ("op101",))
    assert calls.reconcile_day(local_date=contact.local_date, at=clock.now()).unexplained == 0
