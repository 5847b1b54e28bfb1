"""Telephones that nobody here wrote (baresip): they call, press keys, speak tones and listen."""

from __future__ import annotations

import asyncio
import math
import struct
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections

from przystan.adapters.asterisk.engine.places import EnginePlaces, load_secrets
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls

RATE = 8000
ANSWER_SECONDS, HEARD_SECONDS, SCENARIO_SECONDS = 90.0, 20.0, 300.0
"""A busy machine is no failure: these end a test that hangs, and no more."""


def tone(frequency: float, seconds: float) -> bytes:
    """A sine as 16-bit PCM of 8 kHz."""
    count = int(RATE * seconds)
    return b"".join(
        struct.pack("<h", int(8000 * math.sin(2 * math.pi * frequency * n / RATE)))
        for n in range(count))


def strength(pcm: bytes, frequency: float) -> float:
    """How strong one frequency is in PCM (a single bin of a Fourier transform), 0 to 16384."""
    samples = struct.unpack(f"<{len(pcm) // 2}h", pcm[: len(pcm) // 2 * 2])
    step = 2 * math.pi * frequency / RATE
    real = sum(value * math.cos(step * n) for n, value in enumerate(samples))
    imaginary = sum(value * math.sin(step * n) for n, value in enumerate(samples))
    return math.hypot(real, imaginary) / max(len(samples), 1)


def loudness(pcm: bytes) -> float:
    """Root mean square of PCM."""
    samples = struct.unpack(f"<{len(pcm) // 2}h", pcm[: len(pcm) // 2 * 2])
    return math.sqrt(sum(value * value for value in samples) / max(len(samples), 1))


def pieces(pcm: bytes, seconds: float) -> list[bytes]:
    """PCM cut into parts of so many seconds, the last one whole or left out."""
    size = int(seconds * RATE) * 2
    return [pcm[at:at + size] for at in range(0, len(pcm) - size + 1, size)]


class Phones:
    """Telephones on one engine. Use as an asynchronous context."""

    def __init__(self, places: EnginePlaces) -> None:
        import baresip

        self._baresip = baresip
        self._places = places
        self._secrets = load_secrets(places)
        self._runtime = baresip.Runtime()
        self.rung: dict[str, list[Any]] = {}

    async def __aenter__(self) -> Phones:
        await self._runtime.start(self._baresip.Config(
            net_interface="127.0.0.1", max_concurrent_calls=None))
        return self

    async def __aexit__(self, *_rest: object) -> None:
        await self._runtime.close()

    async def register(self, name: str) -> Any:
        """Register a phone; calls to it are kept under `rung`."""
        account = self._baresip.Account(
            user=name, password=self._secrets.phones[name],
            domain=f"{self._places.host}:{self._places.sip_port}",
            extra_params=("catchall=yes",) if name == "trunk" else ())
        agent = await self._baresip.UserAgent.create(self._runtime, account)
        await agent.register()
        self.rung[name] = []
        agent.on_incoming(self.rung[name].append)
        return agent

    async def dial(self, agent: Any, number: str) -> Any:
        """Call a number and wait until it is answered.

        A `Call` hears nothing of what happened before it was made; on a busy machine that may be
        the answer. So the whole telephone is listened to, from before the call.
        """
        told: list[Any] = []
        self._runtime.subscribe(told.append)
        ends = (self._baresip.Event.CALL_ESTABLISHED, self._baresip.Event.CALL_CLOSED)
        try:
            call = await agent.dial(f"sip:{number}@{self._places.host}:{self._places.sip_port}")
            await until(lambda: any(e.call == call.handle and e.event in ends for e in told),
                        ANSWER_SECONDS, f"{number} answers")
        finally:
            self._runtime.unsubscribe(told.append)
        await until(lambda: self._is_heard(call), HEARD_SECONDS, "the call is heard")
        return call

    def _is_heard(self, call: Any) -> bool:
        try:
            return bool(call.audio.info().rx_ready)
        except self._baresip.AudioNotActive:
            return False

    async def pick_up(self, name: str, seconds: float = 60.0) -> Any:
        """Wait until a phone rings, and answer."""
        await until(lambda: bool(self.rung[name]), seconds, f"{name} rings")
        call = self.rung[name].pop(0)
        await call.answer()
        await until(lambda: self._is_heard(call), HEARD_SECONDS, "the call is heard")
        return call


async def until(holds: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until something holds and return how long it took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if holds():
            return time.monotonic() - began
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


async def until_waiting(count: int) -> None:
    """Wait until so many callers are in the queue, as the wallboard counts them."""
    def waiting() -> int:
        try:
            return len(calls.day_so_far(at=clock.now()).waiting)
        finally:
            connections.close_all()

    began = time.monotonic()
    while await asyncio.to_thread(waiting) < count:
        assert time.monotonic() - began < ANSWER_SECONDS, f"{count} callers are not in the queue"
        await asyncio.sleep(0.2)


async def hear(call: Any, seconds: float) -> bytes:
    """Listen to a call from now on; what waits in the telephone is less than half a second."""
    call.audio.read(1 << 22)
    end, heard = time.monotonic() + seconds, bytearray()
    while time.monotonic() < end:
        await asyncio.sleep(min(0.1, seconds))
        heard += call.audio.read(1 << 22)
    return bytes(heard)


async def both_ways(caller: Any, operator: Any) -> tuple[bytes, bytes]:
    """Let a caller sing 600 Hz and an operator 900 Hz; return what each of them heard."""
    caller.audio.write(tone(600, 1.6))
    operator.audio.write(tone(900, 1.6))
    await asyncio.sleep(0.6)
    caller.audio.read(1 << 22)
    operator.audio.read(1 << 22)
    await asyncio.sleep(0.5)
    return bytes(caller.audio.read(1 << 22)), bytes(operator.audio.read(1 << 22))


def run(scenario: Coroutine[Any, Any, None]) -> None:
    """Run one scenario to its end, in a thread: a browser's event loop may hold this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, asyncio.wait_for(scenario, timeout=SCENARIO_SECONDS)).result()


async def first_word(call: Any) -> float:
    """Wait until a voice is heard from now on and return how long that took."""
    call.audio.read(1 << 22)
    return await until(
        lambda: loudness(call.audio.read(1 << 22)) > 300, HEARD_SECONDS, "a voice is heard")
