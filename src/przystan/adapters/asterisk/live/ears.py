"""A supervisor's phone that hears a conversation: both sides, or whispers to the operator.

The engine copies the sound of the operator's channel (snoop): what the operator says and what they
hear. What the supervisor says goes to the operator alone, and only while they whisper; the caller's
channel is never touched. Nobody listens before the row is written that the operator's desk shows.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging

from przystan.adapters.asterisk.ari import Ari, EngineAway, EngineRefused
from przystan.adapters.asterisk.live.call import Message
from przystan.adapters.asterisk.live.phones import Phone, Phones
from przystan.rooms.calls.ports import SwitchboardOffice
from przystan.rooms.calls.types import Order, OrderKind

EAR = "przystan-ear-"
SNOOP = "Snoop/"
RING_SECONDS = 20
ENDS = ("ChannelDestroyed", "StasisEnd")

log = logging.getLogger(__name__)


class Ears:
    """Every supervisor's phone that listens, by call and phone."""

    def __init__(self, *, ari: Ari, phones: Phones, office: SwitchboardOffice) -> None:
        self._ari = ari
        self._phones = phones
        self._office = office
        self._open: dict[tuple[str, str], Phone] = {}

    async def obey(self, order: Order, operator: Phone | None) -> None:
        """Let a phone listen, whisper or be quiet; harmless when the conversation is over."""
        key = (order.call_key, order.phone)
        listener = self._open.get(key)
        try:
            if order.kind is OrderKind.LISTEN and operator is not None and listener is None:
                await self._listen(order, operator)
            elif listener is not None and order.kind is not OrderKind.LISTEN:
                await self._mute(listener, is_on=order.kind is OrderKind.QUIET)
        except (EngineAway, EngineRefused) as refused:
            log.info("nobody listens at %s: %s", order.phone, refused)
        except Exception:  # noqa: BLE001  what cannot be noted is not listened to
            log.exception("a listening could not be noted")

    async def _listen(self, order: Order, operator: Phone) -> None:
        phone = await self._phones.ring(
            order.phone, originator="", caller_id=operator.station, seconds=RING_SECONDS)
        try:
            if await _is_answered(phone):
                await self._stay(order, operator, phone)
        finally:
            await self._phones.drop(phone)

    async def _stay(self, order: Order, operator: Phone, phone: Phone) -> None:
        await asyncio.to_thread(self._office.tell_listening, order_id=order.id, is_on=True)
        bridge = f"{EAR}{order.id}"
        snoop: Phone | None = None
        try:
            made = await self._ari.ask(
                "POST", f"channels/{operator.id}/snoop", app=self._ari.application,
                appArgs="leg", spy="both", whisper="out")
            snoop = self._phones.adopt(made["id"], made["name"])
            await self._mute(phone, is_on=True)
            await self._ari.ask("POST", "bridges", type="mixing", bridgeId=bridge, name=bridge)
            await self._ari.ask("POST", f"bridges/{bridge}/addChannel",
                                channel=f"{snoop.id},{phone.id}")
            self._open[order.call_key, order.phone] = phone
            await _first_end(snoop, phone)
        finally:
            self._open.pop((order.call_key, order.phone), None)
            await self._phones.drop(snoop)
            with contextlib.suppress(EngineAway, EngineRefused):
                await self._ari.try_to("DELETE", f"bridges/{bridge}")
            await asyncio.to_thread(
                self._office.tell_listening, order_id=order.id, is_on=False)

    async def _mute(self, phone: Phone, *, is_on: bool) -> None:
        """Let what the supervisor says go no further, or to the operator."""
        await self._ari.ask(
            "POST" if is_on else "DELETE", f"channels/{phone.id}/mute", direction="in")


async def _is_answered(phone: Phone) -> bool:
    while True:
        event = await phone.inbox.get()
        if event["type"] in ("StasisStart", "ChannelDestroyed"):
            return bool(event["type"] == "StasisStart")


async def _first_end(*phones: Phone) -> None:
    """Wait until one of these phones is gone."""
    waits = [asyncio.ensure_future(_end_of(phone)) for phone in phones]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waits:
            one.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


async def _end_of(phone: Phone) -> Message:
    while (event := await phone.inbox.get())["type"] not in ENDS:
        pass
    return event
