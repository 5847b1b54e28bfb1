"""The two logs of real calls: what the switchboard noted and what the engine wrote, equal."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.config.commands.helpline import shipped_text
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from tests.peers.conftest import SwitchboardProcess
from tests.peers.phones import Phones, first_word, run, until
from tests.peers.test_phone import Ask, contacts, open_always, publish, sign_on

__all__ = ["open_always"]
pytestmark = [pytest.mark.slow]


def books_of(found: tuple[calls.ContactRow, ...]) -> calls.DayBooks:
    return calls.reconcile_day(local_date=found[0].local_date, at=clock.now())


async def press(call: Any, keys: str) -> None:
    await first_word(call)
    for key in keys:
        await call.send_dtmf(key)
        await asyncio.sleep(0.3)


async def leave_after(
    phones: Phones, trunk: Any, line: str, keys: str = "", *, seconds: float = 0.5
) -> None:
    call = await phones.dial(trunk, line)
    await press(call, keys)
    await asyncio.sleep(seconds)
    await call.hangup()


async def begin_to_talk(phones: Phones, line: str) -> tuple[Any, Any, Any]:
    """Return the trunk, a caller and the operator with whom they talk."""
    await phones.register("op101")
    trunk = await phones.register("trunk")
    call = await phones.dial(trunk, line)
    await press(call, "0")
    return trunk, call, await phones.pick_up("op101")


async def end_talk(call: Any, operator: Any) -> None:
    await operator.hangup()
    await until(lambda: str(call.state).endswith("CLOSED"), 5, "the caller is let go")


@pytest.mark.usefixtures("open_always")
def test_the_books_of_answered_abandoned_and_contained_calls_are_equal(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    sign_on()

    async def scenario() -> None:
        async with Phones(places) as phones:
            trunk, call, operator = await begin_to_talk(phones, "802")
            await leave_after(phones, trunk, "804")
            await leave_after(phones, trunk, "801", "0", seconds=6)
            await leave_after(phones, trunk, "800")
            await end_talk(call, operator)

    run(scenario())
    found = eventually(lambda: contacts() if len(contacts()) == 4 else None, 20)
    books = eventually(lambda: b if (b := books_of(found)).seen == 4 else None, 10)
    if books.differences:  # the last notes may still be on their way
        time.sleep(2)
        books = books_of(found)
    assert books.differences == ()
    assert (books.booked, books.seen, books.is_balanced) == (4, 4, True)
    assert (books.balance.answered, books.balance.abandoned, books.balance.contained) == (1, 1, 2)


@pytest.mark.usefixtures("open_always")
def test_calls_taken_by_the_engine_alone_are_explained(
    places: EnginePlaces, switchboard: SwitchboardProcess, eventually: Ask
) -> None:
    """`kill -9` in a conversation; meanwhile somebody else calls and meets the fallback."""
    sign_on()

    async def scenario() -> None:
        async with Phones(places) as phones:
            trunk, talking, operator = await begin_to_talk(phones, "803")
            await asyncio.sleep(0.5)
            switchboard.kill()
            await leave_after(phones, trunk, "804")
            await asyncio.to_thread(switchboard.start)
            await asyncio.sleep(1)
            await end_talk(talking, operator)

    run(scenario())
    found = eventually(lambda: contacts() if len(contacts()) == 2 else None, 20)
    books = eventually(lambda: b if (b := books_of(found)).equal == 1 else None, 10)
    assert [d.reason for d in books.differences] == [calls.BookReason.SWITCHBOARD_AWAY]
    assert books.is_balanced


def test_a_closed_office_is_in_both_books(
    transactional_db: None, places: EnginePlaces, request: pytest.FixtureRequest, eventually: Ask
) -> None:
    text = shipped_text()
    publish(text.replace("days = [1, 2, 3, 4, 5]", "days = []"))
    request.getfixturevalue("switchboard")

    async def scenario() -> None:
        async with Phones(places) as phones:
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "801")
            await press(call, "0")
            await until(lambda: str(call.state).endswith("CLOSED"), 40, "the message has ended")

    run(scenario())
    found = eventually(lambda: contacts() if len(contacts()) == 1 else None, 20)
    assert found[0].outcome is calls.Outcome.CLOSED
    books = eventually(lambda: b if (b := books_of(found)).seen == 1 else None, 10)
    assert {d.reason for d in books.differences} <= {calls.BookReason.CLOSING_NOT_NOTED}
    assert books.is_balanced
