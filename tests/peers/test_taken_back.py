"""Callers whom the engine's own queue has while no switchboard serves: taken back at its return."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from tests.peers.conftest import SwitchboardProcess
from tests.peers.phones import Phones, both_ways, run, strength, until, until_waiting
from tests.peers.test_phone import SINGS, contacts, in_thread, open_always, sign_on

__all__ = ["open_always"]
pytestmark = [pytest.mark.slow]
AGAIN_SECONDS = 25.0
"""A telephone of before that rings unheard rings 20 s; whoever waits is with us after it."""


@pytest.mark.usefixtures("open_always")
def test_who_waits_is_taken_back_and_who_speaks_goes_on(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Callable[..., Any]
) -> None:
    """Two callers come while nobody serves: one speaks already at our return, one waits.

    The engine's queue rings the colleague's telephone for the second one too: that ring is not cut,
    for it may be answered in this very moment, and the caller is with us after it.
    """
    heard: dict[str, bytes] = {}
    states: dict[str, str] = {}

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op102")
            trunk = await phones.register("trunk")
            switchboard.kill()
            speaks = await phones.dial(trunk, "804")
            colleague = await phones.pick_up("op102", 30)
            waits = await phones.dial(trunk, "802")
            await asyncio.to_thread(switchboard.start)
            await phones.register("op101")  # not before: the engine's queue would ring it
            await asyncio.to_thread(in_thread, sign_on)
            operator = await phones.pick_up("op101")
            heard["taken"], heard["operator"] = await both_ways(waits, operator)
            heard["spoke"], heard["colleague"] = await both_ways(speaks, colleague)
            states["speaks"] = str(speaks.state)
            for call, phone in ((waits, operator), (speaks, colleague)):
                await phone.hangup()
                await until(lambda c=call: str(c.state).endswith("CLOSED"), 5, "is let go")

    run(scenario())
    assert not states["speaks"].endswith("CLOSED"), "the conversation was cut"
    for name, frequency in (("taken", 900), ("operator", 600), ("spoke", 900), ("colleague", 600)):
        assert strength(heard[name], frequency) > SINGS, name
    found = eventually(lambda: contacts() if len(contacts()) == 2 else None)
    assert {(c.language, c.outcome, c.operators) for c in found} == {
        ("en", calls.Outcome.ANSWERED, ("op102",)), ("uk", calls.Outcome.ANSWERED, ("op101",))}
    books = calls.reconcile_day(local_date=found[0].local_date, at=clock.now())
    assert books.is_balanced, books.differences
    assert [d.reason for d in books.differences] == [calls.BookReason.SWITCHBOARD_AWAY]


@pytest.mark.usefixtures("open_always")
def test_who_leaves_the_engines_queue_before_our_return_was_never_with_us(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Callable[..., Any]
) -> None:
    """One hangs up before the return: abandoned in the books; one is found and waits on."""
    took: list[float] = []

    async def scenario() -> None:
        async with Phones(places) as phones:
            trunk = await phones.register("trunk")
            switchboard.kill()
            left, stays = await phones.dial(trunk, "801"), await phones.dial(trunk, "803")
            await asyncio.sleep(6)  # until the words are over and they wait
            await left.hangup()
            await asyncio.to_thread(switchboard.start)
            back = time.monotonic()
            await until_waiting(1)
            took.append(time.monotonic() - back)
            await stays.hangup()

    run(scenario())
    assert took[0] < AGAIN_SECONDS
    found = eventually(lambda: contacts() if len(contacts()) == 2 else None)
    assert {(c.language, c.outcome) for c in found} == {
        ("pl", calls.Outcome.ABANDONED), ("ru", calls.Outcome.ABANDONED)}
    books = calls.reconcile_day(local_date=found[0].local_date, at=clock.now())
    assert books.is_balanced, books.differences
    assert [d.reason for d in books.differences] == [calls.BookReason.SWITCHBOARD_AWAY]
