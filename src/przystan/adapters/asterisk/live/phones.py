"""Telephones of operators and units that we rang: their channels and what they tell."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field

from przystan.adapters.asterisk.ari import Ari, EngineAway
from przystan.adapters.asterisk.live.call import Message

EARLY = 1000
"""Events kept of phones whose names the engine has not told us yet."""

Inbox = asyncio.Queue[Message]


@dataclass(frozen=True, slots=True)
class Phone:
    """One telephone that rings or speaks: its channel's id and name in the engine."""

    id: str
    name: str
    inbox: Inbox = field(default_factory=asyncio.Queue, compare=False)

    def catch_up(self, channel: Message | None) -> None:
        """Take in what the engine told while its stream was broken; None: the channel is gone."""
        if channel is None:
            self.inbox.put_nowait({"type": "ChannelDestroyed"})
        elif channel["dialplan"].get("app_name") == "Stasis":
            self.inbox.put_nowait({"type": "StasisStart"})

    @property
    def station(self) -> str:
        """Which telephone it is: op101, u702."""
        return self.name.removeprefix("PJSIP/").rpartition("-")[0]


class Phones:
    """The telephones that are ours now."""

    def __init__(self, ari: Ari) -> None:
        self._ari = ari
        self._known: dict[str, Phone] = {}
        self._asked: list[str] = []
        self._early: deque[Message] = deque(maxlen=EARLY)

    def take(self, identity: str, event: Message) -> None:
        """Take an event of a telephone in."""
        phone = self._known.get(identity)
        if phone is not None:
            phone.inbox.put_nowait(event)
        else:
            self._early.append(event)

    def list_known(self) -> tuple[Phone, ...]:
        """Return the telephones that ring or speak for us."""
        return tuple(self._known.values())

    def knows(self, identity: str, name: str) -> bool:
        """Whether this channel is a telephone that we rang, or that we are just ringing."""
        return identity in self._known or Phone(identity, name).station in self._asked

    def adopt(self, identity: str, name: str) -> Phone:
        """Take over a telephone that a process before us rang."""
        phone = self._known[identity] = Phone(identity, name)
        return phone

    async def ring(
        self, station: str, *, originator: str, caller_id: str, seconds: int
    ) -> Phone:
        """Ring a telephone. Its first events may come before the engine's answer that names it."""
        self._asked.append(station)
        try:
            beside: dict[str, str | int] = {"originator": originator} if originator else {}
            made = await self._ari.ask(
                "POST", "channels", None, endpoint=f"PJSIP/{station}",
                app=self._ari.application, appArgs="leg", timeout=seconds,
                callerId=caller_id, **beside)
            phone = self.adopt(made["id"], made["name"])
        finally:
            self._asked.remove(station)
        for event in self._early:
            if event.get("channel", {}).get("id") == phone.id:
                phone.inbox.put_nowait(event)
        return phone

    async def place(self, station: str, *, number: str, seconds: int) -> str:
        """Ring an operator's phone and let the dialplan call a number; return the call's id."""
        made = await self._ari.ask(
            "POST", "channels", endpoint=f"PJSIP/{station}", context="from-agent",
            extension=number, priority=1, timeout=seconds, callerId=number)
        return str(made["id"])

    def forget(self, phone: Phone) -> None:
        """Let a telephone go on without us."""
        self._known.pop(phone.id, None)

    async def drop(self, phone: Phone | None) -> None:
        """Hang a telephone up, if it is up."""
        if phone is not None:
            self.forget(phone)
            with contextlib.suppress(EngineAway):
                await self._ari.try_to("DELETE", f"channels/{phone.id}")
