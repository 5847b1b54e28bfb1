"""The queue: callers on hold with music, in the order of the queue, and the operators' phones."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from pathlib import Path

from przystan.adapters.asterisk.ari import Ari, EngineAway, EngineRefused
from przystan.adapters.asterisk.live.call import Call, CallGone, Message
from przystan.adapters.asterisk.live.ears import Ears
from przystan.adapters.asterisk.live.phones import Phone, Phones
from przystan.adapters.asterisk.live.recorder import Recorder
from przystan.adapters.asterisk.live.talk import HOLDING, Talk
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.ports import SwitchboardOffice
from przystan.rooms.calls.types import (
    LISTENER_ORDERS,
    LiveKind,
    Operator,
    Order,
    OrderKind,
)

RING_SECONDS = 20
FIRST_WORD_SECONDS, SAY_SECONDS = 10.0, 45.0
"""A caller who waits is told their place after the first, and then each time after the second."""

DISPATCH_SECONDS = 1.0
"""The queue is looked through at every change, and this often if nobody tells of one."""

log = logging.getLogger(__name__)
Note = Callable[[Call, LiveKind, Operator | None], None]


class Operators:
    """Brings waiting callers and operators together."""

    def __init__(
        self, *, ari: Ari, office: SwitchboardOffice, note: Note, sound_of: Callable[..., Path],
        recorder: Recorder,
    ) -> None:
        self._recorder = recorder
        self._sound_of = sound_of
        self._ari = ari
        self._office = office
        self._note = note
        self._phones = Phones(ari)
        self._ears = Ears(ari=ari, phones=self._phones, office=office)
        self._speaking: dict[str, Phone] = {}
        self._listening: set[asyncio.Task[None]] = set()
        self._waiting: list[Call] = []
        self._changed = asyncio.Event()

    def take(self, phone: str, event: Message) -> None:
        """Take an event of a telephone in."""
        self._phones.take(phone, event)

    def list_phones(self) -> tuple[Phone, ...]:
        """Return the telephones that ring or speak for us."""
        return self._phones.list_known()

    def knows(self, phone: str, name: str) -> bool:
        """Whether this channel is a telephone that we rang."""
        return self._phones.knows(phone, name)

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
            await self._remember_route(call)
        await self._announce_recording(call)
        await self._hold(call)
        pause: float = FIRST_WORD_SECONDS
        while True:
            try:
                event = await call.next(pause)
            except TimeoutError:
                pause = SAY_SECONDS
                await self._say_place(call)
                continue
            if event["type"] == "Offer":
                await self._fall_silent(call)
                if await self._offer(call, event["operator"]):
                    return
                await self._hold(call)
            elif event["type"] == "PlaybackFinished":
                await self._fall_silent(call)

    async def _announce_recording(self, call: Call) -> None:
        """Tell a caller, once, that the conversation will be recorded, where it will be."""
        language = call.language or "pl"
        policy_id, words = await asyncio.to_thread(
            self._office.recording_notice, call_key=call.id, line=call.line, language=language)
        if words:
            sound = await asyncio.to_thread(self._sound_of, language, words)
            await self._recorder.announce(call, f"sound:{sound.with_suffix('')}", policy_id)

    async def _remember_route(self, call: Call) -> None:
        """Ask what the helpline wanted for a caller whom a process before us queued."""
        try:
            call.route = await asyncio.to_thread(self._office.find_route, call_key=call.id)
        except Exception:  # noqa: BLE001  the office may be away; they wait as others do
            log.exception("no route could be read")

    async def _say_place(self, call: Call) -> None:
        """Tell a caller where they stand, instead of the music for a moment."""
        if call not in self._waiting or call.speaking:
            return
        # Numbered within the language: those before them in another one take other operators.
        mine = [one for one in self._waiting if one.language == call.language]
        text = await asyncio.to_thread(
            self._office.tell_place, language=call.language or "pl",
            position=mine.index(call) + 1)
        if not text:
            return
        sound = await asyncio.to_thread(self._sound_of, call.language or "pl", text)
        await self._ari.try_to("POST", f"bridges/{HOLDING}/removeChannel", channel=call.id)
        await call.speak(f"sound:{sound.with_suffix('')}")

    async def _fall_silent(self, call: Call) -> None:
        """Stop what is being said to a caller who waits, and let the music play again."""
        if call.speaking:
            await self._ari.try_to("DELETE", f"playbacks/{call.speaking}")
            call.speaking = ""
            await self._play_music(call)

    async def _hold(self, call: Call) -> None:
        await self._play_music(call)
        self._waiting.append(call)
        self._waiting.sort(key=_rank)
        self.wake()

    async def _play_music(self, call: Call) -> None:
        # One bridge for everybody who waits; it outlives us, and then it is there already.
        await self._ari.try_to("POST", "bridges", type="holding", bridgeId=HOLDING, name=HOLDING)
        await self._ari.ask("POST", f"bridges/{HOLDING}/addChannel", channel=call.id)
        # The bridge's own music: a channel's would go on under the conversation.
        await self._ari.ask("POST", f"bridges/{HOLDING}/moh")

    async def dispatch(self, deliver: Callable[[Order], None]) -> None:
        """For ever: give callers, in the queue's order, to operators whom the office names.

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
                if order.kind is OrderKind.CALL:
                    await self._place(order)
                elif order.kind in LISTENER_ORDERS:
                    task = asyncio.ensure_future(
                        self._ears.obey(order, self._speaking.get(order.call_key)))
                    self._listening.add(task)
                    task.add_done_callback(self._listening.discard)
                else:
                    deliver(order)
        except Exception:  # noqa: BLE001  the office may be away; orders wait there
            log.exception("no orders could be taken")

    async def _match(self, call: Call) -> None:
        try:
            operator = await asyncio.to_thread(
                self._office.pick_operator, call_key=call.id, language=call.language,
                without=frozenset(call.refused_by), route=call.route)
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

    async def _place(self, order: Order) -> None:
        """Ring the operator's phone and then the number; the dialplan holds the call by itself."""
        try:
            call_key = await self._phones.place(
                order.phone, number=order.target, seconds=RING_SECONDS)
        except (EngineAway, EngineRefused) as refused:
            log.info("no call out from %s: %s", order.phone, refused)
            return
        await asyncio.to_thread(
            self._office.tell_placed, order_id=order.id, call_key=call_key)

    async def _offer(self, call: Call, operator: Operator) -> bool:
        """Ring an operator for a caller; True when they spoke and the caller waits no more."""
        phone: Phone | None = None
        has_begun = False
        self._note(call, LiveKind.RINGING, operator)
        try:
            phone = await self._phones.ring(
                operator.phone, originator=call.id, caller_id=call.number, seconds=RING_SECONDS)
            if await self._is_answered(call, phone):
                talk = self._talk(call, phone, operator)
                await talk.begin()
                has_begun = True
                return await self._stay(talk, call, phone)
        except EngineRefused as refused:
            log.info("phone %s: %s", operator.phone, refused)  # not registered: refused at once
        except CallGone:
            if not has_begun:
                self._note(call, LiveKind.NOT_ANSWERED, operator)
            raise
        finally:
            await self._phones.drop(phone)
        call.refused_by.add(operator.phone)
        self._note(call, LiveKind.NOT_ANSWERED, operator)
        return False

    async def drop(self, identity: str) -> None:
        """Hang up a telephone of which nobody knows."""
        with contextlib.suppress(EngineAway):
            await self._ari.try_to("DELETE", f"channels/{identity}")

    async def _is_answered(self, call: Call, phone: Phone) -> bool:
        """Wait until the phone is picked up (True) or not; the caller may hang up meanwhile."""
        while True:
            event = await self._either(call, phone)
            if event["type"] in ("StasisStart", "ChannelDestroyed"):
                return bool(event["type"] == "StasisStart")

    async def _either(self, call: Call, phone: Phone) -> Message:
        """Return the next event of the operator's phone. Raises CallGone when the caller goes."""
        theirs = asyncio.ensure_future(phone.inbox.get())
        mine = asyncio.ensure_future(call.next())
        try:
            while True:
                await asyncio.wait((mine, theirs), return_when=asyncio.FIRST_COMPLETED)
                if theirs.done():
                    return theirs.result()
                mine.result()
                mine = asyncio.ensure_future(call.next())
        finally:
            for task in (mine, theirs):
                task.cancel()
            await asyncio.gather(mine, theirs, return_exceptions=True)

    async def _stay(self, talk: Talk, call: Call, phone: Phone) -> bool:
        self._speaking[call.id] = phone
        try:
            return await talk.run()
        finally:
            del self._speaking[call.id]

    def _talk(
        self, call: Call, phone: Phone, operator: Operator, unit: Phone | None = None
    ) -> Talk:
        return Talk(ari=self._ari, phones=self._phones, note=self._note, hold=self._play_music,
                    record=self._recorder.begin, call=call, phone=phone, operator=operator,
                    unit=unit)

    async def adopt(
        self, call: Call, phone: tuple[str, str], unit: tuple[str, str] | None = None
    ) -> None:
        """Stay with a conversation that a process before us began: id and name of the phones.

        Raises CallGone.
        """
        mine = self._phones.adopt(*phone)
        asked = self._phones.adopt(*unit) if unit else None
        try:
            talk = self._talk(call, mine, Operator("", mine.station), asked)
            is_over = await self._stay(talk, call, mine)
        finally:
            await self._phones.drop(mine)
        if not is_over:
            await self.queue(call)


def _rank(call: Call) -> float:
    priority = call.route.priority if call.route else 0
    return calls.queue_rank(since=call.waiting_since, priority=priority)
