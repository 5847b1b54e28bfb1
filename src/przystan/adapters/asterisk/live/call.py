"""One caller on the engine: what happens to their channel, and what we do with it."""

from __future__ import annotations

import asyncio
import logging
import uuid
from typing import Any

from przystan.adapters.asterisk.ari import Ari
from przystan.rooms.calls import types as hl

MOVE_SECONDS = 20.0
GONE = ("ChannelDestroyed", "ChannelHangupRequest")
ORDER = "Order"
"""A made event: the operator wants something done with the caller."""

TOLD = (*GONE, ORDER, "ChannelDtmfReceived", "PlaybackFinished", "StasisStart")
"""What we wait for; the engine tells more, and a full inbox would look like keys typed ahead."""

log = logging.getLogger(__name__)
Message = dict[str, Any]


class CallGone(Exception):
    """The caller has hung up, or the channel is no longer ours."""


class Call:
    """One caller as long as our process has them. `language` is "" until it is known."""

    def __init__(self, ari: Ari, channel: Message, *, language: str) -> None:
        self._ari = ari
        self.id: str = channel["id"]
        self.name: str = channel["name"]
        self.number: str = channel["caller"]["number"]
        self.line: str = channel["dialplan"]["exten"]
        self.language = language
        self.inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.waiting_since = 0.0
        self.refused_by: set[str] = set()
        self._is_up = channel["state"] == "Up"
        self.route: hl.Route | None = None
        self.has_left = False
        self.speaking = ""
        self._is_gone = False
        self._is_moving = False
        self._playing = ""

    def take(self, event: Message) -> None:
        """Take an event of this channel in. A caller who is gone is gone at once."""
        self._is_gone = self._is_gone or event["type"] in GONE
        if event["type"] in TOLD:
            self.inbox.put_nowait(event)

    async def catch_up(self, channel: Message | None) -> None:
        """Take in what the engine told while its stream was broken; None: the channel is gone."""
        if channel is None:
            self.take({"type": "ChannelDestroyed"})
        elif self._is_moving and channel["dialplan"].get("app_name") == "Stasis":
            self.take({"type": "StasisStart"})
        elif self._playing and not await self._ari.try_to("GET", f"playbacks/{self._playing}"):
            self.take({"type": "PlaybackFinished",
                       "playback": {"id": self._playing, "media_uri": ""}})

    async def next(self, seconds: float | None = None) -> Message:
        """Return the caller's next event. Raises CallGone, TimeoutError."""
        if self._is_gone:
            raise CallGone
        async with asyncio.timeout(seconds):
            event = await self.inbox.get()
        if event["type"] in GONE:
            raise CallGone
        return event

    async def answer(self) -> None:
        """Pick up, unless the dialplan has: an engine begun by an older version has not."""
        if not self._is_up:
            await self._ari.ask("POST", f"channels/{self.id}/answer")

    async def end(self) -> None:
        """Hang up, if the caller has not."""
        await self._ari.try_to("DELETE", f"channels/{self.id}")

    async def leave(self, context: str, extension: str, *, priority: int = 1) -> None:
        """Give the channel to the dialplan for good; it may come back as a new beginning."""
        self.has_left = True
        await self._ari.ask("POST", f"channels/{self.id}/continue", context=context,
                            extension=extension, priority=priority)

    async def move(self, context: str) -> None:
        """Put the channel into a context of the dialplan and wait until it is with us again."""
        keys = []
        self._is_moving = True
        try:
            await self._ari.ask("POST", f"channels/{self.id}/continue", context=context,
                                extension="s", priority=1)
            while (event := await self.next(MOVE_SECONDS))["type"] != "StasisStart":
                if event["type"] == "ChannelDtmfReceived":
                    keys.append(event)
        except TimeoutError as lost:
            raise CallGone from lost
        finally:
            self._is_moving = False
        for event in keys:
            self.inbox.put_nowait(event)

    async def play(self, sounds: list[str], listen: float) -> hl.Heard:
        """Play sounds, stopped by a key, then wait so long for one. Keys typed ahead count."""
        playing = await self._start(sounds) if sounds and self.inbox.empty() else ""
        while True:
            try:
                event = await self.next(None if playing else listen)
            except TimeoutError:
                return hl.Silence() if listen else hl.Spoken()
            if event["type"] == "ChannelDtmfReceived":
                if playing:
                    await self._ari.try_to("DELETE", f"playbacks/{playing}")
                return hl.Pressed(event["digit"])
            if _has_finished(event, playing):
                playing = ""
                if not listen:
                    return hl.Spoken()

    async def speak(self, sound: str) -> None:
        """Begin to play a sound to a caller who waits; PlaybackFinished tells its end."""
        self.speaking = await self._start([sound])

    async def _start(self, sounds: list[str]) -> str:
        playing = self._playing = f"p-{uuid.uuid4()}"
        await self._ari.ask("POST", f"channels/{self.id}/play",
                            body={"media": sounds, "playbackId": playing})
        return playing


def _has_finished(event: Message, playing: str) -> bool:
    if event["type"] != "PlaybackFinished" or event["playback"]["id"] != playing:
        return False
    if event["playback"].get("state") == "failed":
        log.error("a prompt could not be played: %s", event["playback"]["media_uri"])
    return True
