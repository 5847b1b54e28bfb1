"""The agent at work: readers → presences → spool → office; and the gate, office or no office.

A read is safe once its presence stands in the spool. What the office has stored is forgotten
there; what it has not is sent again, with growing pauses, until it has.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path

from przystan.adapters.edge.gate import Gate, GateWatch, Standing
from przystan.adapters.edge.identity import Identity
from przystan.adapters.edge.office import Office, OfficeAway, OfficeRefused
from przystan.adapters.edge.settings import EdgeSettings, ReaderSettings, Via, tls_of
from przystan.adapters.edge.sources import ReaderLost, follow
from przystan.adapters.edge.spool import Spool
from przystan.adapters.edge.web import intake_application, screen_application, serving
from przystan.rooms.records import public as records

log = logging.getLogger(__name__)
SPOOL = "spool.sqlite3"
TICK_SECONDS = 0.5
# Without anything to send, the office hears from the agent after this time.
HEARTBEAT_SECONDS = 30.0
# Pauses after a failure: from one second, doubled, to a minute.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
WAITING = "waiting for its reads"
Alarm = Callable[[str, str], None]


def log_alarm(reader: str, epc: str) -> None:
    """The alarm of a gate without a lamp or a siren of its own: a line that says what to do."""
    log.error("GATE %s: folder with tag %s may not leave. Stop it and scan it at the desk.",
              reader, epc)


def _now_us() -> int:
    return time.time_ns() // 1000


class Agent:
    """One agent of one building; `run` goes on until it is cancelled."""

    def __init__(
        self, *, folder: Path, identity: Identity, settings: EdgeSettings,
        on_alarm: Alarm = log_alarm, now_us: Callable[[], int] = _now_us,
    ) -> None:
        """`now_us` is the clock, microseconds of UTC since 1970: a rehearsal brings its own."""
        self.settings, self._on_alarm, self._now_us = settings, on_alarm, now_us
        self.spool = Spool(folder / SPOOL)
        self.gate = Gate(settings.folder_prefixes, settings.fail_mode)
        kept = self.spool.recall("gate")
        if isinstance(kept, list):
            listed = self.spool.recall("gate_us")
            self.gate.replace(map(str, kept), at_us=listed if isinstance(listed, int) else None)
        self.watch = GateWatch(
            self.gate, on_alarm=self._sound, window_us=int(settings.window_seconds * 1_000_000),
            hold_us=int(settings.alarm_seconds * 1_000_000))
        self._smoother = records.Smoother(window_us=int(settings.window_seconds * 1_000_000))
        self._office = Office(identity.office, identity)
        self._gate_office = Office(identity.office, identity)
        self._is_office_away = False
        self._contact = 0.0
        self.states: dict[str, str] = {
            r.name: WAITING if r.via is Via.PUSH else "connecting" for r in settings.readers}
        self.skews: dict[str, int] = {}
        self.ports: dict[str, int] = {}

    async def run(self) -> None:
        """Read, keep and send until cancelled; what is present then is kept too."""
        try:
            async with contextlib.AsyncExitStack() as stack:
                await self._serve(stack)
                tasks = await stack.enter_async_context(asyncio.TaskGroup())
                for reader in self.settings.readers:
                    if reader.via is not Via.PUSH:
                        tasks.create_task(self._read(reader))
                tasks.create_task(self._keep())
                tasks.create_task(self._send())
                tasks.create_task(self._refresh_gate())
        finally:
            self.flush()
            # A cancelled task leaves its thread in the middle of a word with the office.
            await asyncio.get_running_loop().shutdown_default_executor()
            self.close()

    def close(self) -> None:
        """Close what is open; what is in the spool stays."""
        self._office.close()
        self._gate_office.close()
        self.spool.close()

    async def _serve(self, stack: contextlib.AsyncExitStack) -> None:
        settings = self.settings
        if any(reader.is_gate for reader in settings.readers):
            screen = screen_application(self.watch, tell=self._tell, language=settings.language)
            self.ports["screen"] = await stack.enter_async_context(
                serving(screen, settings.screen))
        if settings.listen:
            intake = intake_application(
                settings.readers, take=lambda reader: functools.partial(self._pushed, reader))
            self.ports["listen"] = await stack.enter_async_context(
                serving(intake, settings.listen, tls_of(settings)))

    def _tell(self) -> dict[str, object]:
        away = [r.name for r in self.settings.readers
                if r.is_gate and self.states[r.name].startswith("away")]
        return {"away": away, "is_office_away": self._is_office_away,
                "untold": self.spool.waiting_alarms()}

    def take(self, reader: ReaderSettings, reads: list[records.TagRead]) -> None:
        """Take one reader's reads, however they came: the one intake.

        The gate decides at once; presences form over time.
        """
        now_us = self._now_us()
        if reader.is_gate:
            for read in reads:
                self.watch.see(read.epc.hex().upper(), reader=reader.name, now_us=now_us)
        if (last := reads[-1].last_seen_us) is not None:
            self.skews[reader.name] = (last - now_us) // 1000
        self._smoother.feed(reads, now_us=now_us, reader=reader.name)

    def _pushed(self, reader: ReaderSettings, reads: list[records.TagRead]) -> None:
        self.states[reader.name] = "reading"
        self.take(reader, reads)

    def _sound(self, alarm: Standing, reason: records.AlarmReason) -> None:
        # First the sound, then the disk: a folder is through the door in a second.
        self._on_alarm(alarm.reader, alarm.epc)
        self.spool.append_alarm(records.AlarmRaised(
            str(uuid.uuid4()), alarm.epc, alarm.reader, alarm.since_us, reason))

    async def _read(self, reader: ReaderSettings) -> None:
        pause = FIRST_PAUSE

        def note(state: str) -> None:
            nonlocal pause
            pause = FIRST_PAUSE
            self._note(reader, state)

        while True:
            try:
                await follow(reader, take=functools.partial(self.take, reader), note=note)
            except ReaderLost as lost:
                self._note(reader, f"away: {lost}")
                log.warning("reader %s: %s; again in %.0f s", reader.name, lost, pause)
            except Exception as fault:  # noqa: BLE001 - one reader's fault stops no other, no gate
                self._note(reader, f"away: {type(fault).__name__}")
                log.exception("reader %s: a fault of ours; again in %.0f s", reader.name, pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, 2 * pause)

    def _note(self, reader: ReaderSettings, state: str) -> None:
        if self.states[reader.name] != state:
            self.states[reader.name] = state
            self.watch.touch()

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            self.keep_once()
            await asyncio.to_thread(self._note_state)

    def keep_once(self) -> None:
        """Forget what is over at the gate, and keep the presences that have ended."""
        now_us = self._now_us()
        self.watch.tick(now_us=now_us)
        self.spool.append(_ours(self._smoother.tick(now_us=now_us)))

    def flush(self) -> None:
        """Keep what is present now: the agent stops."""
        self.spool.append(_ours(self._smoother.flush()))

    def _note_state(self) -> None:
        self.spool.remember("state", {
            "at_us": self._now_us(), "readers": self.states, "skews_ms": self.skews,
            "reads": self._smoother.reads, "ports": self.ports})

    async def _send(self) -> None:
        pause = self.settings.upload_seconds
        while True:
            try:
                untold = self.spool.waiting_alarms()
                sent = await asyncio.to_thread(self.send_once)
                self._office_is(away=False, has_told=untold > 0)
                pause = 0.0 if sent == self.settings.batch else self.settings.upload_seconds
            except OfficeAway as away:
                self._office_is(away=True)
                pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, 2 * pause))
                log.warning("the office is away: %s; again in %.0f s", away, pause)
            except OfficeRefused as refused:
                self._office_is(away=True)
                pause = LONGEST_PAUSE
                log.error("the office refuses this agent: %s; again in %.0f s", refused, pause)
            await asyncio.sleep(pause)

    def _office_is(self, *, away: bool, has_told: bool = False) -> None:
        if self._is_office_away != away or has_told:
            self._is_office_away = away
            self.watch.touch()

    def send_once(self) -> int:
        """Send the alarms and the oldest sightings that wait; return how many sightings are stored.

        When nothing waits, the office hears from time to time that the agent lives.
        """
        alarms = self.spool.pending_alarms(self.settings.batch)
        if alarms:
            self._office.tell_alarms(alarms)
            self.spool.forget_alarms(alarm.key for alarm in alarms)
        self._join()
        pending = self.spool.pending(self.settings.batch)
        if not pending and time.monotonic() - self._contact < HEARTBEAT_SECONDS:
            return 0
        last = self._office.send(pending, self._reader_states())
        self._contact = time.monotonic()
        if not pending:
            return 0
        if last > pending[-1][0]:
            # The office has more from this agent than was ever kept here: an old copy of the spool
            # was put back. What waits gets numbers that the office does not know.
            self._renumber(last)
            return self.send_once()
        self.spool.acknowledge(last)
        self.spool.remember("sent_us", self._now_us())
        return sum(seq <= last for seq, _ in pending)

    def _join(self) -> None:
        """Before its first batch, a new spool begins beyond what the office has of this agent.

        Else what it sees after a spool was lost would bear numbers that count as repeats.
        """
        if self.spool.recall("joined") is None:
            if last := self._office.send(()):
                self._renumber(last)
            self.spool.remember("joined", True)

    def _renumber(self, last: int) -> None:
        log.error("the spool was lost: its numbers go on from %s", last)
        self.spool.renumber(last)

    def _reader_states(self) -> list[records.ReaderState]:
        return [records.ReaderState(name, state[:80], self.skews.get(name))
                for name, state in self.states.items()]

    async def _refresh_gate(self) -> None:
        while True:
            if any(reader.is_gate for reader in self.settings.readers):
                try:
                    allowed = await asyncio.to_thread(self._gate_office.gate_list)
                except (OfficeAway, OfficeRefused) as away:
                    log.warning("the gate keeps its list: %s", away)
                else:
                    await asyncio.to_thread(self._use_list, allowed)
                    # Who is busy with an alarm is not disturbed by a newer list.
                    if not self.watch.standing():
                        self.watch.touch()
            await asyncio.sleep(self.settings.gate_seconds)

    def _use_list(self, allowed: list[str]) -> None:
        at_us = self._now_us()
        self.gate.replace(allowed, at_us=at_us)
        self.spool.remember("gate", allowed)
        self.spool.remember("gate_us", at_us)


def _ours(sightings: Iterable[records.Sighting]) -> list[records.Sighting]:
    return [records.bounded_sighting(s) for s in sightings if records.is_folder_tag(s.epc)]
