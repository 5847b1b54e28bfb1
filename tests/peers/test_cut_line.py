"""The line between our process and the engine is cut in the worst moment: no caller is lost."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.rooms.calls import public as calls
from tests.peers.conftest import SwitchboardProcess, free_port
from tests.peers.phones import (
    Phones,
    both_ways,
    first_word,
    run,
    strength,
    until,
    until_waiting,
)
from tests.peers.test_phone import SINGS, contacts, open_always, sign_on

__all__ = ["open_always"]
pytestmark = [pytest.mark.slow]


class Line:
    """Passes bytes to the engine and back, until the `nth` that hold `sign`: lost, and cut."""

    def __init__(self, engine_port: int, sign: bytes, nth: int = 1) -> None:
        self.port = free_port()
        self.cuts = 0
        self._engine_port, self._sign, self._left = engine_port, sign, nth

    async def serve(self, ready: threading.Event, over: asyncio.Event) -> None:
        async with await asyncio.start_server(self._pass, "127.0.0.1", self.port):
            ready.set()
            await over.wait()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection("127.0.0.1", self._engine_port)
        ways = [asyncio.ensure_future(self._copy(reader, there[1])),
                asyncio.ensure_future(self._copy(there[0], writer))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for one in (*ways, writer, there[1]):
            one.cancel() if isinstance(one, asyncio.Future) else one.close()

    async def _copy(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while some := await source.read(1 << 16):
            if self._sign in some:
                self._left -= 1
                if self._left == 0:
                    self.cuts += 1
                    return
            target.write(some)
            await target.drain()


def sign_on_elsewhere() -> None:
    """Sign on in a thread that ends, and leave no connection behind."""
    try:
        sign_on()
    finally:
        connections.close_all()


async def picked_up(phones: Phones) -> Any:
    """Pick up; a telephone that answers while nobody listens is let go, and rung again."""
    while True:
        await until(lambda: bool(phones.rung["op101"]), 60, "the operator's telephone rings")
        operator = phones.rung["op101"].pop(0)
        await operator.answer()
        await asyncio.sleep(2)
        if not str(operator.state).endswith("CLOSED"):
            return operator


@contextmanager
def switchboard_by(line: Line, places: EnginePlaces, log: Path) -> Iterator[SwitchboardProcess]:
    ready, over = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(line.serve(ready, over),))
    thread.start()
    process = SwitchboardProcess(places, log, http_port=line.port)
    try:
        assert ready.wait(30)
        process.start()
        yield process
    finally:
        process.stop()
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()


@pytest.mark.parametrize("sign", [
    pytest.param(b"/continue", id="the question to move a call"),
    pytest.param(b'"type":"StasisStart"', id="the news of a call"),
    pytest.param(b'"type":"PlaybackFinished"', id="the end of a prompt"),
    pytest.param(b'"args":["leg"]', id="the news that the operator picked up"),
    pytest.param(b'"type":"ChannelEnteredBridge"', id="the news of a bridge"),
])
@pytest.mark.usefixtures("open_always")
def test_a_caller_reaches_an_operator_although_something_was_lost(
    sign: bytes, places: EnginePlaces, tmp_path: Path, transactional_db: None,
    eventually: Callable[..., Any],
) -> None:
    sign_on()
    heard: dict[str, bytes] = {}
    line = Line(places.http_port, sign)

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "800")
            await first_word(call)
            await asyncio.sleep(1)
            for key in "10":
                await call.send_dtmf(key)
                await asyncio.sleep(1)
            operator = await picked_up(phones)
            heard["caller"], heard["operator"] = await both_ways(call, operator)
            await operator.hangup()
            await until(lambda: str(call.state).endswith("CLOSED"), 20, "the caller is let go")

    with switchboard_by(line, places, tmp_path / "switchboard.log"):
        run(scenario())
        assert line.cuts == 1
        assert strength(heard["caller"], 900) > SINGS
        assert strength(heard["operator"], 600) > SINGS
        (contact,) = eventually(contacts, 20)
        assert contact.outcome is calls.Outcome.ANSWERED


@pytest.mark.usefixtures("open_always")
def test_a_caller_who_left_while_nobody_heard_is_offered_to_nobody(
    places: EnginePlaces, tmp_path: Path, transactional_db: None, eventually: Callable[..., Any]
) -> None:
    line = Line(places.http_port, b'"type":"ChannelHangupRequest"')
    rung: list[Any] = []

    async def scenario() -> None:
        async with Phones(places) as phones:
            await phones.register("op101")
            trunk = await phones.register("trunk")
            call = await phones.dial(trunk, "800")
            await first_word(call)
            for key in "10":
                await call.send_dtmf(key)
                await asyncio.sleep(1)
            await until_waiting(1)
            await call.hangup()
            await until(lambda: line.cuts == 1, 20, "the line is cut")
            await asyncio.sleep(2)
            await asyncio.to_thread(sign_on_elsewhere)
            await asyncio.sleep(4)
            rung.extend(phones.rung["op101"])

    with switchboard_by(line, places, tmp_path / "switchboard.log"):
        run(scenario())
        assert rung == []
        (contact,) = eventually(contacts, 20)
        assert contact.outcome is calls.Outcome.ABANDONED
