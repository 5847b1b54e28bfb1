"""Take every call that the engine offers, and everything that stands when we come (back).

What a caller is doing stands in the engine as the dialplan context of the channel (see
engine/configuration.py), so that a process that takes over after `kill -9` finds everybody:
conversations go on, callers in the helpline or the queue are moved on at once. What was seen is
noted at the office; the engine's own log (CEL) stays the book of record.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial

from przystan.adapters.asterisk.ari import (
    BROKEN,
    CONNECTED,
    Ari,
    EngineAway,
    EngineRefused,
    act,
)
from przystan.adapters.asterisk.engine.configuration import FALLBACK_QUEUE
from przystan.adapters.asterisk.engine.places import EnginePlaces, EngineSecrets
from przystan.adapters.asterisk.engine.prompts import sound_of
from przystan.adapters.asterisk.live.call import ORDER, Call, CallGone, Message
from przystan.adapters.asterisk.live.ears import EAR, SNOOP
from przystan.adapters.asterisk.live.helpline import Helpline
from przystan.adapters.asterisk.live.operators import Operators
from przystan.adapters.asterisk.live.recorder import Recorder
from przystan.adapters.asterisk.live.talk import ASK, TALK
from przystan.rooms.calls import types as hl
from przystan.rooms.calls.ports import SwitchboardOffice
from przystan.rooms.calls.types import LiveKind, Operator, Order

MAIN_LANGUAGE = "pl"

log = logging.getLogger(__name__)


class Switchboard:
    """Serves one engine.

    `lines`: number dialled → the language of that line, "" where the caller chooses. `tell_start`
    is told since when the engine has been up, whenever we are connected with it.
    """

    def __init__(
        self, *, ari: Ari, places: EnginePlaces, passwords: EngineSecrets, tree: hl.Tree,
        office: SwitchboardOffice, lines: Mapping[str, str],
        tell_start: Callable[[datetime], None] = lambda _at: None,
    ) -> None:
        self._ari = ari
        self._tell_start = tell_start
        self._lines = lines
        self._places = places
        self._passwords = passwords
        self._office = office
        self.use(tree)
        self._calls: dict[str, Call] = {}
        self._taken_back: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._recorder = Recorder(ari=ari, office=office, folder=places.recordings)
        self._operators = Operators(
            ari=ari, office=office, note=self._note, sound_of=partial(sound_of, places),
            recorder=self._recorder)

    def use(self, tree: hl.Tree) -> None:
        """Lead callers who come from now on through this helpline; the others stay in theirs."""
        self._helpline = Helpline(
            tree=tree, sound_of=partial(sound_of, self._places), office=self._office,
            note=self._note)

    async def run(self) -> None:
        """Serve until cancelled. What is up stays up: the engine holds it.

        Raises EngineRefused where the engine does not take our password.
        """
        self._spawn(self._operators.dispatch(self._deliver))
        self._spawn(self._recorder.collect())
        try:
            async for event in self._ari.events():
                if event.get("type") == CONNECTED:
                    await self._take_over()
                elif event.get("type") == BROKEN:
                    self._tell_presence(LiveKind.ENDED)
                else:
                    self._take(event)
        finally:
            for task in self._tasks:
                task.cancel()

    def wake(self) -> None:
        """An operator's state has changed: look through the queue now."""
        self._operators.wake()

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _deliver(self, order: Order) -> None:
        call = self._calls.get(order.call_key)
        if call is not None:
            call.take({"type": ORDER, "order": order})

    def _take(self, event: Message) -> None:
        if event.get("type") == "RecordingFailed":
            self._spawn(self._recorder.broke_off(event))
            return
        identity = _channel_of(event)
        call = self._calls.get(identity)
        is_new = event.get("type") == "StasisStart"
        if call is not None and not (is_new and call.has_left):
            call.take(event)
        elif is_new and event.get("args", [""])[0] != "leg":
            self._begin(event["channel"], (event.get("args") or [""])[0])
        else:
            self._operators.take(identity, event)

    def _begin(self, channel: Message, role: str) -> None:
        context = channel["dialplan"]["context"]
        call = Call(self._ari, channel, language=_language_of(context))
        serve = {"inbound": self._welcome, "help": self._help_again, "queue": self._wait,
                 "returned": self._return}.get(role, Call.end)
        if call.id in self._taken_back:
            self._taken_back.remove(call.id)
            self._note(call, LiveKind.OFFERED)
        self._serve(call, serve)

    def _serve(self, call: Call, serve: Callable[[Call], Awaitable[None]]) -> None:
        self._calls[call.id] = call
        self._spawn(self._to_the_end(call, serve))

    async def _to_the_end(self, call: Call, serve: Callable[[Call], Awaitable[None]]) -> None:
        """Serve one caller to the end; whatever goes wrong, they are not left in silence."""
        try:
            await serve(call)
        except CallGone:
            pass
        except EngineAway as away:
            log.warning("call %s: the engine did not answer: %s", call.id, away)
            self._spawn(self._find_again(call))
        except EngineRefused as refused:
            if refused.status != 404:  # 404: gone while we asked
                log.error("call %s: %s", call.id, refused)
                await self._redirect(call.name, "fallback")
        except Exception:  # noqa: BLE001  the edge: one caller's trouble is not the others'
            log.exception("call %s", call.id)
            await self._redirect(call.name, "fallback")
        finally:
            if self._calls.get(call.id) is call:
                del self._calls[call.id]
            self._operators.forget(call)
            self._note(call, LiveKind.ENDED)

    async def _find_again(self, call: Call) -> None:
        """One question was not answered: a caller who is still with us begins anew."""
        try:
            await self._move_on(call.id, await self._ari.ask("GET", f"channels/{call.id}"))
        except EngineRefused:
            pass  # gone
        except EngineAway:
            await self._redirect(call.name, "fallback")

    async def _redirect(self, channel_name: str, context: str, extension: str = "s") -> None:
        await self._try_to_act(Action="Redirect", Channel=channel_name, Context=context,
                               Exten=extension, Priority="1")

    async def _try_to_act(self, **headers: str) -> bool:
        try:
            await act(host=self._places.host, port=self._places.ami_port,
                      user=self._ari.application, password=self._passwords.ami, **headers)
        except (EngineAway, EngineRefused):
            return False
        return True

    # --- where a call may begin

    async def _welcome(self, call: Call) -> None:
        self._note(call, LiveKind.OFFERED)
        await call.answer()
        await self._help(call, self._lines.get(call.line, ""))

    async def _help_again(self, call: Call) -> None:
        """A caller found in the helpline after a restart begins anew in the language chosen."""
        await self._help(call, call.language or MAIN_LANGUAGE)

    async def _help(self, call: Call, language: str) -> None:
        if await self._helpline.walk(call, language=language):
            await self._wait(call)

    async def _return(self, call: Call) -> None:
        """A unit did not answer: the caller waits again."""
        await call.move(f"queue-{call.language or MAIN_LANGUAGE}")
        await self._wait(call)

    async def _wait(self, call: Call) -> None:
        await self._operators.queue(call)

    # --- after a restart of ours, or a broken stream

    async def _take_over(self) -> None:
        """Find what the engine holds for us: adopt conversations, move everybody else on.

        Those whom we have learn what was told while the stream was broken.
        """
        self._tell_presence(LiveKind.SERVING)
        try:
            # Whom we know before we ask: who comes meanwhile is not missing.
            mine, phones = list(self._calls.values()), self._operators.list_phones()
            await self._ask_start()
            channels = {c["id"]: c for c in await self._ari.ask("GET", "channels")}
            bridges = await self._ari.ask("GET", "bridges")
            for call in mine:
                await call.catch_up(channels.get(call.id))
            for phone in phones:
                phone.catch_up(channels.get(phone.id))
            await self._settle(bridges, channels, [call.id for call in mine])
            await self._take_up(bridges, channels)
            log.info("serving: %s calls taken over", len(self._calls))
        except (EngineAway, EngineRefused) as trouble:
            log.warning("what the engine holds could not be read: %s", trouble)

    async def _take_up(self, bridges: list[Message], channels: dict[str, Message]) -> None:
        in_talk = {name for bridge in bridges for name in bridge["channels"]}
        for prefix in (ASK, TALK):  # a caller on hold is found by the bridge of the others
            for bridge in bridges:
                if bridge["id"].startswith(prefix):
                    await self._adopt(bridge, prefix, channels)
        for identity, channel in channels.items():
            if channel["dialplan"]["context"] != "fallback":
                await self._move_on(identity, channel)
            elif identity not in in_talk:
                await self._take_back(channel)

    def _tell_presence(self, kind: LiveKind) -> None:
        """Note, of no call, that we serve the engine from now on, or do so no longer."""
        self._office.note(call_key="", kind=kind, language="", phone="")

    async def _ask_start(self) -> None:
        told = await self._ari.ask("GET", "asterisk/info", None, only="status")
        self._tell_start(datetime.fromisoformat(told["status"]["startup_time"]))

    async def _settle(
        self, bridges: list[Message], channels: dict[str, Message], served: list[str]
    ) -> None:
        """Tell the office what became of operators and listeners while nobody served."""
        try:
            await self._end_listenings(bridges, channels)
            await asyncio.to_thread(
                self._office.settle_agents, up=frozenset(channels), served=served)
        except (EngineAway, EngineRefused):
            raise
        except Exception as trouble:  # noqa: BLE001  callers are taken over in any case
            log.error("the office could not be told: %s", type(trouble).__name__)

    async def _end_listenings(
        self, bridges: list[Message], channels: dict[str, Message]
    ) -> None:
        """Who listened by a process before us listens anew; conversations go on untouched."""
        known = {phone.id for phone in self._operators.list_phones()}
        left = [b for b in bridges if b["id"].startswith(EAR)
                and not known.intersection(b["channels"])]
        for bridge in left:
            await self._ari.try_to("DELETE", f"bridges/{bridge['id']}")
        gone = {name for bridge in left for name in bridge["channels"]}
        gone |= {i for i, c in channels.items() if c["name"].startswith(SNOOP) and i not in known}
        for name in gone:
            channels.pop(name, None)
            await self._ari.try_to("DELETE", f"channels/{name}")
        if left or not known:
            await asyncio.to_thread(self._office.end_listenings)

    async def _adopt(self, bridge: Message, prefix: str, channels: dict[str, Message]) -> None:
        """Stay with a conversation; what is left of one whose other side has gone is ended."""
        caller = bridge["id"].removeprefix(prefix)
        if caller in self._calls:
            return
        found = channels.get(caller)
        there = {name: channels.pop(name) for name in bridge["channels"] if name in channels}
        others = [(name, str(c["name"])) for name, c in there.items() if name != caller]
        unit = next((one for one in others if one[1].startswith("PJSIP/u")), None)
        phone = next((one for one in others if one is not unit), None)
        is_whole = unit is not None if prefix == ASK else caller in there
        if found is not None and phone is not None and is_whole:
            channels.pop(caller, None)
            call = Call(self._ari, found, language=_language_of(found["dialplan"]["context"]))
            self._serve(call, partial(self._operators.adopt, phone=phone, unit=unit))
            return
        await self._ari.try_to("DELETE", f"bridges/{bridge['id']}")
        for name in there:
            await self._ari.try_to("DELETE", f"channels/{name}")

    async def _move_on(self, identity: str, channel: Message) -> None:
        plan = channel["dialplan"]
        if identity in self._calls or self._operators.knows(identity, channel["name"]):
            return
        if plan["context"] == "from-agent" and plan.get("app_name") in ("Stasis", "AppDial2"):
            await self._operators.drop(identity)  # a phone that was rung for a caller
        elif plan.get("app_name") == "Stasis" and plan["context"] == "inbound":
            await self._redirect(channel["name"], "inbound", plan["exten"])  # no language yet
        elif plan.get("app_name") == "Stasis":
            is_known = plan["context"].startswith(("help", "queue"))
            await self._redirect(channel["name"], plan["context"] if is_known else "help")

    async def _take_back(self, channel: Message) -> None:
        """Take a caller over whom the engine's own queue has while nobody speaks with them.

        Only the queue itself can tell that nobody picks up in this very moment: it lets a ring that
        goes on come to its end first, and keeps whoever is answered.
        """
        identity, name = channel["id"], channel["name"]
        try:
            dialled = await self._ari.ask("GET", f"channels/{identity}/variable", None,
                                          variable="CALLERID(dnid)")
            place = f"queue-{self._lines.get(dialled['value']) or MAIN_LANGUAGE}"
            # Noted when they arrive: who hangs up before was never with us.
            self._taken_back.add(identity)
            if await self._try_to_act(Action="QueueWithdrawCaller", Queue=FALLBACK_QUEUE,
                                      Caller=name, WithdrawInfo=place):
                return
            found = await self._ari.ask("GET", f"channels/{identity}")
        except EngineRefused:
            self._taken_back.discard(identity)  # gone
            return
        if found["dialplan"]["app_name"] == "Queue":
            self._taken_back.discard(identity)  # somebody has just picked up
        else:
            await self._redirect(name, place)  # they hear the words before the queue

    def _note(self, call: Call, kind: LiveKind, operator: Operator | None = None) -> None:
        self._office.note(call_key=call.id, kind=kind, language=call.language,
                          phone=operator.phone if operator else "",
                          number=call.number if kind is LiveKind.OFFERED else "",
                          route=call.route if kind is LiveKind.QUEUED else None)


def _language_of(context: str) -> str:
    head, _, language = context.partition("-")
    return language if head in ("help", "queue") else ""


def _channel_of(event: Message) -> str:
    """Name the channel that an event is about."""
    if "playback" in event:
        return str(event["playback"]["target_uri"]).removeprefix("channel:")
    return str(event.get("channel", {}).get("id", ""))
