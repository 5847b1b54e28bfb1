"""The queue: callers on hold with music, the longest waiting first, and the operators' phones."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable

from przystan.adapters.asterisk.ari import Ari, EngineAway, EngineRefused
from przystan.adapters.asterisk.live.call import ORDER, Call, CallGone, Message
from przystan.rooms.calls.ports import SwitchboardOffice
from przystan.rooms.calls.types import LiveKind, Operator, Order, OrderKind

RING_SECONDS = 20
HOLDING = "przystan-holding"
TALK = "przystan-talk-"
DISPATCH_SECONDS = 1.0
"""The queue is looked through at every change, and this often if nobody tells of one."""

EARLY = 1000
"""Events kept of phones whose names the engine has not told us yet."""

log = logging.getLogger(__name__)
Inbox = asyncio.Queue[Message]
Note = Callable[[Call, LiveKind, Operator | None], None]


class Operators:
    """Brings waiting callers and operators together."""

    def __init__(self, *, ari: Ari, office: SwitchboardOffice, note: Note) -> None:
        self._ari = ari
        self._office = office
        self._note = note
        self._phones: dict[str, Inbox] = {}
        self._early: deque[Message] = deque(maxlen=EARLY)
        self._waiting: list[Call] = []
        self._changed = asyncio.Event()

    def take(self, phone: str, event: Message) -> None:
        """Take an event of an operator's phone in."""
        inbox = self._phones.get(phone)
        if inbox is not None:
            inbox.put_nowait(event)
        else:
            self._early.append(event)

    def knows(self, phone: str) -> bool:
        """Whether this phone's channel is one that we rang."""
        return phone in self._phones

    def wake(self) -> None:
        """Something has changed: look through the queue now."""
        self._changed.set()

    def forget(self, call: Call) -> None:
        """A caller waits no longer."""
        if call in self._waiting:
            self._waiting.remove(call)

    async def queue(self, call: Call) -> None:
        """Let a caller wait until an operator has spoken with them. Raises CallGone."""
        if not call.waiting_since:
            call.waiting_since = asyncio.get_running_loop().time()
            self._note(call, LiveKind.QUEUED, None)
        await self._hold(call)
        while True:
            event = await call.next()
            if event["type"] == "Offer":
                if await self._offer(call, event["operator"]):
                    return
                await self._hold(call)

    async def _hold(self, call: Call) -> None:
        await self._play_music(call)
        self._waiting.append(call)
        self._waiting.sort(key=lambda one: one.waiting_since)
        self.wake()

    async def _play_music(self, call: Call) -> None:
        # One bridge for everybody who waits; it outlives us, and then it is there already.
        await self._ari.try_to("POST", "bridges", type="holding", bridgeId=HOLDING, name=HOLDING)
        await self._ari.ask("POST", f"bridges/{HOLDING}/addChannel", channel=call.id)
        # The bridge's own music: a channel's would go on under the conversation.
        await self._ari.ask("POST", f"bridges/{HOLDING}/moh")

    async def dispatch(self, deliver: Callable[[Order], None]) -> None:
        """For ever: give the longest waiting caller to the operator whom the office names.

        And `deliver` what operators want done with the callers they speak with.
        """
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(DISPATCH_SECONDS):
                    await self._changed.wait()
            self._changed.clear()
            for call in list(self._waiting):
                await self._match(call)
            await self._take_orders(deliver)

    async def _take_orders(self, deliver: Callable[[Order], None]) -> None:
        try:
            for order in await asyncio.to_thread(self._office.take_orders):
                deliver(order)
        except Exception:  # noqa: BLE001  the office may be away; orders wait there
            log.exception("no orders could be taken")

    async def _match(self, call: Call) -> None:
        try:
            operator = await asyncio.to_thread(
                self._office.pick_operator, call_key=call.id, language=call.language,
                without=frozenset(call.refused_by))
        except Exception:  # noqa: BLE001  the office may be away; callers go on waiting
            log.exception("no operator could be picked")
            return
        if operator is None:
            call.refused_by.clear()
        elif call in self._waiting:
            self._waiting.remove(call)
            call.inbox.put_nowait({"type": "Offer", "operator": operator})
        else:
            self._note(call, LiveKind.NOT_ANSWERED, operator)

    async def _offer(self, call: Call, operator: Operator) -> bool:
        """Ring an operator for a caller; True when they spoke until one of them hung up."""
        phone = ""
        self._note(call, LiveKind.RINGING, operator)
        try:
            phone = await self._ring(call, operator)
            if await self._is_answered(call, phone):
                await self._talk(call, phone, operator)
                return True
        except EngineRefused as refused:
            log.info("phone %s: %s", operator.phone, refused)  # not registered: refused at once
        except CallGone:
            self._note(call, LiveKind.NOT_ANSWERED, operator)
            raise
        finally:
            await self.drop(phone)
        call.refused_by.add(operator.phone)
        self._note(call, LiveKind.NOT_ANSWERED, operator)
        return False

    async def _ring(self, call: Call, operator: Operator) -> str:
        """Ring a phone. Its first events may come before the engine's answer that names it."""
        made = await self._ari.ask(
            "POST", "channels", endpoint=f"PJSIP/{operator.phone}", app=self._ari.application,
            appArgs="leg", originator=call.id, timeout=RING_SECONDS, callerId=call.number)
        phone: str = made["id"]
        inbox = self._phones[phone] = asyncio.Queue()
        for event in self._early:
            if event.get("channel", {}).get("id") == phone:
                inbox.put_nowait(event)
        return phone

    async def drop(self, phone: str) -> None:
        """Hang an operator's phone up, if it is up."""
        if phone:
            self._phones.pop(phone, None)
            with contextlib.suppress(EngineAway):
                await self._ari.try_to("DELETE", f"channels/{phone}")

    async def _is_answered(self, call: Call, phone: str) -> bool:
        """Wait until the phone is picked up (True) or not; the caller may hang up meanwhile."""
        while True:
            event = await self._either(call, phone)
            if event["type"] in ("StasisStart", "ChannelDestroyed"):
                return bool(event["type"] == "StasisStart")

    async def _either(self, call: Call, phone: str) -> Message:
        """Return the next event of the operator's phone, or an order about the caller.

        Raises CallGone when the caller goes.
        """
        theirs = asyncio.ensure_future(self._phones[phone].get())
        mine = asyncio.ensure_future(call.next())
        try:
            while True:
                await asyncio.wait((mine, theirs), return_when=asyncio.FIRST_COMPLETED)
                if theirs.done():
                    return theirs.result()
                if mine.result()["type"] == ORDER:
                    return mine.result()
                mine = asyncio.ensure_future(call.next())
        finally:
            for task in (mine, theirs):
                task.cancel()
            await asyncio.gather(mine, theirs, return_exceptions=True)

    async def _talk(self, call: Call, phone: str, operator: Operator) -> None:
        bridge = f"{TALK}{call.id}"
        await self._ari.try_to("POST", f"bridges/{HOLDING}/removeChannel", channel=call.id)
        await self._ari.ask("POST", "bridges", type="mixing", bridgeId=bridge, name=bridge)
        await self._ari.ask("POST", f"bridges/{bridge}/addChannel", channel=f"{call.id},{phone}")
        self._note(call, LiveKind.CONNECTED, operator)
        await self._until_over(call, phone, operator)

    async def adopt(self, call: Call, phone: str, channel_name: str) -> None:
        """Stay with a conversation that a process before us began. Raises CallGone."""
        self._phones[phone] = asyncio.Queue()
        station = channel_name.removeprefix("PJSIP/").rpartition("-")[0]
        try:
            await self._until_over(call, phone, Operator("", station))
        finally:
            await self.drop(phone)

    async def _until_over(self, call: Call, phone: str, operator: Operator) -> None:
        """Stay until one of them hangs up, or the operator passes the caller on to a unit."""
        passed_to = ""
        try:
            while not passed_to:
                event = await self._either(call, phone)
                if event["type"] in ("ChannelDestroyed", "StasisEnd"):
                    break
                if event["type"] == ORDER:
                    passed_to = await self._obey(call, event["order"], operator)
        finally:
            self._note(call, LiveKind.TRANSFERRED if passed_to else LiveKind.TALKED, operator)
            with contextlib.suppress(EngineAway):
                await self._ari.try_to("DELETE", f"bridges/{TALK}{call.id}")
        if passed_to:
            # The dialplan rings the unit, with or without us; unanswered, the caller comes back.
            await call.leave("units", passed_to)
        else:
            await call.end()

    async def _obey(self, call: Call, order: Order, operator: Operator) -> str:
        """Do what the operator wants; return the unit to which the caller goes, or ""."""
        if order.kind is OrderKind.TRANSFER:
            return order.target
        bridge = f"{TALK}{call.id}"
        if order.kind is OrderKind.HOLD:
            await self._ari.try_to("POST", f"bridges/{bridge}/removeChannel", channel=call.id)
            await self._play_music(call)
            self._note(call, LiveKind.HELD, operator)
        elif order.kind is OrderKind.RESUME:
            await self._ari.try_to("POST", f"bridges/{HOLDING}/removeChannel", channel=call.id)
            await self._ari.ask("POST", f"bridges/{bridge}/addChannel", channel=call.id)
        elif order.kind is OrderKind.HANG_UP:
            await call.end()
        return ""
