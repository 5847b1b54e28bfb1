"""The operator's desk on the real engine: a unit asked and left with the caller, calls out."""

from __future__ import annotations

import asyncio

import pytest

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import public as calls
from tests.peers.conftest import SwitchboardProcess
from tests.peers.phones import Phones, both_ways, hear, loudness, pieces, run, strength, until
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


def give(kind: calls.OrderKind, target: str = "", note: str = "") -> None:
    with transactions.transaction():
        calls.give_order(kind=kind, target=target, note=note, actor=OPERATOR, at=clock.now())


async def order(kind: calls.OrderKind, target: str = "", note: str = "") -> None:
    """Give an order as soon as the desk knows of the call; a busy machine tells it later."""
    for _ in range(50):
        try:
            await asyncio.to_thread(in_thread, lambda: give(kind, target, note))
        except calls.NotInCall:
            await asyncio.sleep(0.2)
        else:
            return
    await asyncio.to_thread(in_thread, lambda: give(kind, target, note))


@pytest.mark.usefixtures("open_always")
def test_a_unit_is_asked_taken_leave_of_asked_again_and_left_with_the_caller(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """We are killed while the unit speaks: nobody is cut, and the caller is left with it then."""
    sign_on()
    heard: dict[str, bytes] = {}

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            await phones.register("u702")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "802")
            await call.send_dtmf("0")
            operator = await phones.pick_up("op101")
            await asyncio.sleep(0.5)
            await order(calls.OrderKind.ASK, "702", "Asks for the date of the decision.")
            unit = await phones.pick_up("u702")
            await asyncio.sleep(0.5)
            heard["operator asks"], heard["unit answers"] = await both_ways(operator, unit)
            heard["held"], _rest = await both_ways(call, operator)
            await order(calls.OrderKind.RESUME)
            await until(lambda: str(unit.state).endswith("CLOSED"), 5, "the unit is let go")
            await asyncio.sleep(0.5)
            heard["back"], heard["caller back"] = await both_ways(call, operator)
            await order(calls.OrderKind.ASK, "702", "Asks for the date of the decision.")
            unit = await phones.pick_up("u702")
            await asyncio.sleep(0.5)
            switchboard.kill()
            heard["uncut"], _rest = await both_ways(operator, unit)
            await asyncio.to_thread(switchboard.start)
            await order(calls.OrderKind.COMPLETE)
            await until(lambda: str(operator.state).endswith("CLOSED"), 8, "operator let go")
            await asyncio.sleep(0.5)
            heard["joined"], heard["unit joined"] = await both_ways(call, unit)
            await unit.hangup()
            await until(lambda: str(call.state).endswith("CLOSED"), 5, "the caller is let go")

    run(scenario())
    for name in ("operator asks", "unit answers", "back", "uncut", "joined", "unit joined"):
        assert max(strength(heard[name], 900), strength(heard[name], 600)) > SINGS, name
    assert strength(heard["held"], 900) < SINGS / 10
    assert loudness(heard["held"]) > 100, "no music while the unit is asked"
    contact = eventually(contacts)[0]
    assert (contact.outcome, contact.language, contact.operators) == (
        calls.Outcome.ANSWERED, "uk", ("op101",))
    assert (contact.redirected_to, contact.redirect_answered) == ("702", True)
    legs = [leg.kind for leg in calls.get_contact(contact_id=contact.id).legs]
    assert legs.count(calls.LegKind.CONSULTATION) == 2
    assert legs.count(calls.LegKind.UNIT) == 1
    task, = calls.list_unit_tasks(unit="702")
    assert (task.note, task.call_key) == ("Asks for the date of the decision.", contact.key)
    assert calls.reconcile_day(local_date=contact.local_date, at=clock.now()).unexplained == 0


@pytest.mark.usefixtures("open_always")
def test_a_caller_on_hold_waits_again_when_the_operator_hangs_up(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """And a unit where no phone stands gives the caller back to the operator at once."""
    sign_on()
    heard: dict[str, bytes] = {}

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "804")
            await call.send_dtmf("0")
            operator = await phones.pick_up("op101")
            await asyncio.sleep(0.5)
            await order(calls.OrderKind.ASK, "703")
            await asyncio.sleep(2)
            heard["back"], _rest = await both_ways(call, operator)
            await order(calls.OrderKind.HOLD)
            await asyncio.sleep(1.5)
            await operator.hangup()
            await asyncio.sleep(1)

            def wrap_up() -> None:
                with transactions.transaction():
                    calls.end_wrap_up(actor=OPERATOR, at=clock.now())

            await asyncio.to_thread(in_thread, wrap_up)
            again = await phones.pick_up("op101")
            await asyncio.sleep(0.5)
            heard["again"], _rest = await both_ways(call, again)
            await call.hangup()
            await until(lambda: str(again.state).endswith("CLOSED"), 5, "operator let go")

    run(scenario())
    assert strength(heard["back"], 900) > SINGS
    assert strength(heard["again"], 900) > SINGS
    contact = eventually(contacts)[0]
    assert (contact.operators, contact.redirected_to) == (("op101", "op101"), "")
    assert eventually(lambda: calls.get_agent(username=OPERATOR.name)).status is (
        calls.AgentStatus.WRAP_UP), "a caller who hangs up leaves a wrap-up too"


@pytest.mark.usefixtures("open_always")
def test_an_operator_has_a_number_called_from_the_desk(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """The operator's phone rings, then the number; the contact carries the reason."""
    sign_on()
    heard: dict[str, bytes] = {}

    def call_out() -> None:
        with transactions.transaction():
            calls.order_call(number="+48 280 000 001", reason=calls.CallReason.CARD,
                             actor=OPERATOR, at=clock.now())

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            await phones.register("trunk")
            await asyncio.to_thread(in_thread, call_out)
            operator = await phones.pick_up("op101")
            outside = await phones.pick_up("trunk")
            await asyncio.sleep(0.5)
            heard["outside"], heard["operator"] = await both_ways(outside, operator)
            await outside.hangup()
            await until(lambda: str(operator.state).endswith("CLOSED"), 5, "operator let go")

    run(scenario())
    assert max(strength(heard["outside"], 900), strength(heard["outside"], 600)) > SINGS
    assert max(strength(heard["operator"], 900), strength(heard["operator"], 600)) > SINGS
    contact = eventually(contacts)[0]
    assert (contact.direction, contact.outcome, contact.number, contact.operators) == (
        calls.Direction.OUTGOING, calls.Outcome.OUTGOING_ANSWERED, "+48280000001", ("op101",))
    assert eventually(lambda: calls.get_contact(contact_id=contact.id).contact.topic) == "card"
    ordered, = calls.list_ordered_calls(username=OPERATOR.name)
    assert (ordered.contact_id, ordered.was_answered) == (contact.id, True)
    agent = calls.get_agent(username=OPERATOR.name)
    assert agent is not None
    assert (agent.status, agent.reason) == (calls.AgentStatus.PAUSE, "calling")


@pytest.mark.usefixtures("open_always")
def test_a_caller_who_waits_is_told_their_place_between_the_music(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """A voice after ten seconds, then music again; an operator who comes hears neither."""
    parts: list[tuple[float, float]] = []
    heard: dict[str, bytes] = {}

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "804")
            await call.send_dtmf("0")
            await asyncio.sleep(7)
            sound = await hear(call, 16)
            parts.extend((loudness(part), strength(part, 220)) for part in pieces(sound, 0.2))
            await asyncio.to_thread(in_thread, sign_on)
            operator = await phones.pick_up("op101")
            await asyncio.sleep(0.5)
            heard["caller"], heard["operator"] = await both_ways(call, operator)
            await operator.hangup()

    run(scenario())
    # Two fifths of the music are in its lowest tone, and next to nothing of a voice.
    voice = [n for n, (loud, music) in enumerate(parts) if loud > 300 and music < loud / 10]
    assert len(voice) >= 4, parts
    assert any(music > SINGS / 10 for _loud, music in parts[:voice[0]]), "music before"
    assert any(music > SINGS / 10 for _loud, music in parts[voice[-1]:]), "and after"
    assert strength(heard["caller"], 900) > SINGS
    assert strength(heard["caller"], 220) < SINGS / 10
    assert eventually(contacts)[0].wait_seconds > 20
