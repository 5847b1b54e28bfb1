"""One conversation: a caller, the operator, and the unit that the operator asks meanwhile.

Where everybody is stands in the engine's bridges, so that a process that takes over finds it:
`przystan-talk-CALL` holds caller and operator, `przystan-ask-CALL` operator and unit, while the
caller waits in the bridge with music.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from przystan.adapters.asterisk.ari import Ari, EngineAway, EngineRefused
from przystan.adapters.asterisk.engine.places import JOIN_PRIORITY
from przystan.adapters.asterisk.live.call import ORDER, Call, Message
from przystan.adapters.asterisk.live.phones import Phone, Phones
from przystan.rooms.calls.types import LiveKind, Operator, Order, OrderKind

HOLDING = "przystan-holding"
TALK = "przystan-talk-"
ASK = "przystan-ask-"
ASK_SECONDS = 25
ENDS = ("ChannelDestroyed", "StasisEnd")


Note = Callable[[Call, LiveKind, Operator | None], None]


class Talk:
    """Stays with a conversation until it is over, or the caller is with a unit."""

    def __init__(
        self, *, ari: Ari, phones: Phones, note: Note, hold: Callable[[Call], Awaitable[None]],
        record: Callable[[Call, str], Awaitable[None]], call: Call, phone: Phone,
        operator: Operator, unit: Phone | None = None,
    ) -> None:
        self._ari = ari
        self._phones = phones
        self._note = note
        self._hold = hold
        self._record = record
        self._call = call
        self._phone = phone
        self._operator = operator
        self._unit = unit
        self._has_unit_spoken = unit is not None
        self._is_held = unit is not None
        self._goes_to = ""
        self._is_joined = False

    async def begin(self) -> None:
        """Bring caller and operator together."""
        bridge = f"{TALK}{self._call.id}"
        await self._ari.try_to(
            "POST", f"bridges/{HOLDING}/removeChannel", channel=self._call.id)
        await self._ari.ask("POST", "bridges", type="mixing", bridgeId=bridge, name=bridge)
        await self._ari.ask("POST", f"bridges/{bridge}/addChannel",
                            channel=f"{self._call.id},{self._phone.id}")
        self._note(self._call, LiveKind.CONNECTED, self._operator)
        await self._record(self._call, bridge)

    async def run(self) -> bool:
        """Stay to the end; False when the operator has gone and the caller still waits.

        Raises CallGone when the caller hangs up.
        """
        try:
            while not await self._take(*await self._next()):
                pass
        finally:
            self._note(self._call, LiveKind.TRANSFERRED if self._goes_to else LiveKind.TALKED,
                       self._operator)
            await self._clear()
        if self._goes_to:
            # The dialplan rings the unit, with or without us; unanswered, the caller comes back.
            await self._call.leave("units", self._goes_to,
                                   priority=JOIN_PRIORITY if self._is_joined else 1)
        elif self._is_held:
            return False
        else:
            await self._call.end()
        return True

    async def _clear(self) -> None:
        with contextlib.suppress(EngineAway, EngineRefused):
            if self._is_joined and self._unit is not None:
                await self._ari.ask("POST", f"channels/{self._call.id}/variable",
                                    variable="PRZYSTAN_UNIT", value=self._unit.name)
                self._phones.forget(self._unit)
            else:
                await self._phones.drop(self._unit)
            for bridge in (TALK, ASK):
                await self._ari.try_to("DELETE", f"bridges/{bridge}{self._call.id}")

    async def _next(self) -> tuple[Phone | None, Message]:
        """Return the next event of a telephone, or (with None) an order about the caller."""
        phones = [p for p in (self._phone, self._unit) if p is not None]
        theirs = {asyncio.ensure_future(p.inbox.get()): p for p in phones}
        mine = asyncio.ensure_future(self._call.next())
        try:
            while True:
                done, _left = await asyncio.wait(
                    (mine, *theirs), return_when=asyncio.FIRST_COMPLETED)
                for task in done & theirs.keys():
                    return theirs[task], task.result()
                if mine.result()["type"] == ORDER:
                    return None, mine.result()
                mine = asyncio.ensure_future(self._call.next())
        finally:
            for one in (mine, *theirs):
                one.cancel()
            await asyncio.gather(mine, *theirs, return_exceptions=True)

    async def _take(self, phone: Phone | None, event: Message) -> bool:
        """Act on an event; True when the conversation is over."""
        if phone is None:
            return await self._obey(event["order"])
        if phone is self._phone:
            if event["type"] not in ENDS:
                return False
            # Who hangs up while the unit speaks leaves the caller with it: as phones do.
            self._join()
            return True
        if event["type"] == "StasisStart" and not self._has_unit_spoken:
            await self._ari.ask("POST", f"bridges/{ASK}{self._call.id}/addChannel",
                                channel=phone.id)
            self._has_unit_spoken = True
            self._note(self._call, LiveKind.UNIT_SPOKE, self._operator)
        elif event["type"] in ENDS:
            await self._back()
            self._note(self._call, LiveKind.UNIT_AWAY, self._operator)
        return False

    def _join(self) -> bool:
        if self._unit is not None and self._has_unit_spoken:
            self._goes_to = self._unit.station.removeprefix("u")
            self._is_joined = True
        return self._is_joined

    async def _obey(self, order: Order) -> bool:
        """Do what the operator wants; True when that ends the conversation."""
        match order.kind:
            case OrderKind.TRANSFER:
                self._goes_to = order.target
                return True
            case OrderKind.COMPLETE:
                return self._join()
            case OrderKind.ASK:
                await self._ask(order.target)
            case OrderKind.HOLD:
                await self._hold_caller()
                self._note(self._call, LiveKind.HELD, self._operator)
            case OrderKind.RESUME:
                await self._back()
                self._note(self._call, LiveKind.RESUMED, self._operator)
            case OrderKind.HANG_UP:
                await self._call.end()
        return False

    async def _hold_caller(self) -> None:
        if not self._is_held:
            await self._ari.try_to("POST", f"bridges/{TALK}{self._call.id}/removeChannel",
                                   channel=self._call.id)
            await self._hold(self._call)
            self._is_held = True

    async def _ask(self, extension: str) -> None:
        """Let the caller wait with music and ring a unit for the operator."""
        if self._unit is not None:
            return
        await self._hold_caller()
        ask = f"{ASK}{self._call.id}"
        await self._ari.try_to("POST", "bridges", type="mixing", bridgeId=ask, name=ask)
        await self._ari.try_to("POST", f"bridges/{TALK}{self._call.id}/removeChannel",
                               channel=self._phone.id)
        await self._ari.ask("POST", f"bridges/{ask}/addChannel", channel=self._phone.id)
        self._has_unit_spoken = False
        self._note(self._call, LiveKind.ASKED, self._operator)
        try:
            self._unit = await self._phones.ring(
                f"u{extension}", originator=self._phone.id, caller_id=self._operator.phone,
                seconds=ASK_SECONDS)
        except EngineRefused:  # no telephone stands there: refused at once
            await self._back()
            self._note(self._call, LiveKind.UNIT_AWAY, self._operator)

    async def _back(self) -> None:
        """Bring operator and caller together again; a unit that was asked is let go."""
        await self._phones.drop(self._unit)
        self._unit = None
        talk = f"{TALK}{self._call.id}"
        await self._ari.try_to("POST", f"bridges/{ASK}{self._call.id}/removeChannel",
                               channel=self._phone.id)
        await self._ari.try_to("DELETE", f"bridges/{ASK}{self._call.id}")
        await self._ari.try_to(
            "POST", f"bridges/{HOLDING}/removeChannel", channel=self._call.id)
        await self._ari.try_to("POST", "bridges", type="mixing", bridgeId=talk, name=talk)
        await self._ari.ask("POST", f"bridges/{talk}/addChannel",
                            channel=f"{self._call.id},{self._phone.id}")
        self._is_held = False
