"""Lead one caller through the helpline tree on the engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from przystan.adapters.asterisk.live.call import Call
from przystan.rooms.calls import public as calls
from przystan.rooms.calls import types as hl
from przystan.rooms.calls.ports import SwitchboardOffice
from przystan.rooms.calls.types import LiveKind

Sounds = Callable[..., Path]
Note = Callable[[Call, LiveKind], None]


class Helpline:
    """A tree, the sounds of its prompts and the office that it asks."""

    def __init__(
        self, *, tree: hl.Tree, sound_of: Sounds, office: SwitchboardOffice, note: Note
    ) -> None:
        self._tree = tree
        self._sound_of = sound_of
        self._office = office
        self._note = note

    async def walk(self, call: Call, *, language: str) -> bool:
        """Serve a caller until they want an operator (True) or the call is over (False).

        Who wants an operator waits from that moment: whoever hangs up during "please wait" has
        given up waiting, and the engine's log says so by the channel's context.
        """
        caller, effects = calls.enter_helpline(self._tree, language=language)
        while True:
            await self._remember_language(call, caller)
            ending = next((e for e in effects if isinstance(e, hl.Enqueue | hl.HangUp)), None)
            if isinstance(ending, hl.Enqueue):
                await call.move(f"queue-{ending.language}")
                call.waiting_since = asyncio.get_running_loop().time()
                call.route = await asyncio.to_thread(
                    self._office.find_promotion, number=call.number, route=ending.route)
                self._note(call, LiveKind.QUEUED)
                await self._perform(call, effects)
                return True
            heard = await self._perform(call, effects)
            if isinstance(ending, hl.HangUp):
                if ending.is_closed:
                    await call.move("closed")
                    self._note(call, LiveKind.CLOSED)
                await call.end()
                return False
            caller, effects = calls.step_helpline(self._tree, caller, heard)

    async def _remember_language(self, call: Call, caller: hl.Caller) -> None:
        """The engine's log shall tell the language: it is the context of the channel."""
        if caller.language and caller.language != call.language:
            call.language = caller.language
            await call.move(f"help-{caller.language}")
            self._note(call, LiveKind.LANGUAGE)

    async def _perform(self, call: Call, effects: tuple[hl.Effect, ...]) -> hl.Heard:
        """Say what is to be said, in one go, and return what the caller or the office answers."""
        sounds: list[str] = []
        listen = 0.0
        for effect in effects:
            match effect:
                case hl.Say() | hl.SayText():
                    sounds.append(await self._sound(effect))
                case hl.Listen():
                    listen = effect.seconds
                case hl.AskHours() | hl.AskStatus():
                    return await asyncio.to_thread(self._ask, call, effect)
                case hl.TakeCallBack():
                    await asyncio.to_thread(self._take_call_back, call)
        return await call.play(sounds, listen)

    async def _sound(self, said: hl.Say | hl.SayText) -> str:
        arguments: dict[str, Any] = {}
        if isinstance(said, hl.Say):
            arguments["name"], text = said.prompt, self._tree.prompts[said.prompt][said.language]
        else:
            text = said.text
        path = await asyncio.to_thread(self._sound_of, said.language, text, **arguments)
        return f"sound:{path.with_suffix('')}"

    def _ask(self, call: Call, question: hl.AskHours | hl.AskStatus) -> hl.Heard:
        if isinstance(question, hl.AskHours):
            return hl.OfficeHours(self._office.is_open(line=call.line))
        return self._office.tell_status(
            number=question.number, pin=question.pin, language=question.language)

    def _take_call_back(self, call: Call) -> None:
        self._office.take_call_back(
            call_key=call.id, number=call.number, language=call.language)
