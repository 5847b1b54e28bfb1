"""The agent at work: readers → presences → spool → office; and the gate, office or no office.

A read is safe once its presence stands in the spool. What the office has stored is forgotten
there; what it has not is sent again, with growing pauses, until it has.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from llrpkit.exceptions import LLRPError

from przystan.adapters.edge.gate import Gate, Passage
from przystan.adapters.edge.identity import Identity
from przystan.adapters.edge.office import Office, OfficeAway, OfficeRefused
from przystan.adapters.edge.settings import EdgeSettings, ReaderSettings
from przystan.adapters.edge.spool import Spool
from przystan.adapters.llrp.client import read_tags
from przystan.rooms.records import public as records

log = logging.getLogger(__name__)
SPOOL = "spool.sqlite3"
TICK_SECONDS = 0.5
# Pauses after a failure: from one second, doubled, to a minute.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
Alarm = Callable[[str, str], None]


def log_alarm(reader: str, epc: str) -> None:
    """The alarm of a gate without a lamp or a siren of its own: a line that says what to do."""
    log.error("GATE %s: folder with tag %s may not leave. Stop it and scan it at the desk.",
              reader, epc)


class Agent:
    """One agent of one building; `run` goes on until it is cancelled."""

    def __init__(
        self, *, folder: Path, identity: Identity, settings: EdgeSettings,
        on_alarm: Alarm = log_alarm,
    ) -> None:
        self.settings, self._on_alarm = settings, on_alarm
        self.spool = Spool(folder / SPOOL)
        self.gate = Gate(settings.folder_prefixes, settings.fail_mode)
        kept = self.spool.recall("gate")
        if isinstance(kept, list):
            self.gate.replace(map(str, kept))
        self._smoother = records.Smoother(window_us=int(settings.window_seconds * 1_000_000))
        self._office = Office(identity.office, identity)
        self._gate_office = Office(identity.office, identity)
        self._sounded: dict[str, float] = {}
        self.states: dict[str, str] = {r.name: "connecting" for r in settings.readers}

    async def run(self) -> None:
        """Read, keep and send until cancelled; what is present then is kept too."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for reader in self.settings.readers:
                    tasks.create_task(self._read(reader))
                tasks.create_task(self._keep())
                tasks.create_task(self._send())
                tasks.create_task(self._refresh_gate())
        finally:
            self.spool.append(_ours(self._smoother.flush()))
            self.close()

    def close(self) -> None:
        """Close what is open; what is in the spool stays."""
        self._office.close()
        self._gate_office.close()
        self.spool.close()

    def take(self, reader: ReaderSettings, reads: list[records.TagRead]) -> None:
        """Take one reader's reads: the gate decides at once, presences form over time."""
        if reader.is_gate:
            for read in reads:
                self._pass(reader.name, read.epc.hex().upper())
        self._smoother.feed(reads, now_us=_now_us(), reader=reader.name)

    def _pass(self, reader: str, epc: str) -> None:
        if self.gate.decide(epc) is not Passage.ALARM:
            return
        now = time.monotonic()
        # A folder in the gate is read fifty times; it sounds once while it stays.
        if now - self._sounded.get(epc, -1e9) > self.settings.window_seconds:
            self._on_alarm(reader, epc)
        self._sounded[epc] = now

    async def _read(self, reader: ReaderSettings) -> None:
        pause = FIRST_PAUSE

        def note(state: str) -> None:
            nonlocal pause
            pause, self.states[reader.name] = FIRST_PAUSE, state

        while True:
            try:
                await read_tags(
                    host=reader.host, port=reader.port, select=reader.select, on_state=note,
                    on_reads=lambda reads: self.take(reader, reads))
            except (LLRPError, OSError) as error:
                self.states[reader.name] = f"away: {error}"
                log.warning("reader %s: %s; again in %.0f s", reader.name, error, pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, 2 * pause)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            self.spool.append(_ours(self._smoother.tick(now_us=_now_us())))
            await asyncio.to_thread(self._note_state)

    def _note_state(self) -> None:
        self.spool.remember("state", {"at_us": _now_us(), "readers": self.states,
                                      "reads": self._smoother.reads})

    async def _send(self) -> None:
        pause = self.settings.upload_seconds
        while True:
            try:
                sent = await asyncio.to_thread(self.send_once)
                pause = 0.0 if sent == self.settings.batch else self.settings.upload_seconds
            except OfficeAway as away:
                pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, 2 * pause))
                log.warning("the office is away: %s; again in %.0f s", away, pause)
            except OfficeRefused as refused:
                pause = LONGEST_PAUSE
                log.error("the office refuses this agent: %s; again in %.0f s", refused, pause)
            await asyncio.sleep(pause)

    def send_once(self) -> int:
        """Send the oldest sightings that wait; return how many the office has stored."""
        pending = self.spool.pending(self.settings.batch)
        if not pending:
            return 0
        last = self._office.send(pending)
        if last > pending[-1][0]:
            # The office has more from this agent than was ever kept here: the spool was lost, and
            # numbers began anew. What waits gets numbers that the office does not know.
            log.error("the spool was lost: its numbers go on from %s", last)
            self.spool.renumber(last)
            return self.send_once()
        self.spool.acknowledge(last)
        self.spool.remember("sent_us", _now_us())
        return sum(seq <= last for seq, _ in pending)

    async def _refresh_gate(self) -> None:
        while True:
            if any(reader.is_gate for reader in self.settings.readers):
                try:
                    allowed = await asyncio.to_thread(self._gate_office.gate_list)
                except (OfficeAway, OfficeRefused) as away:
                    log.warning("the gate keeps its list: %s", away)
                else:
                    self.gate.replace(allowed)
                    await asyncio.to_thread(self.spool.remember, "gate", allowed)
            await asyncio.sleep(self.settings.gate_seconds)


def _ours(sightings: Iterable[records.Sighting]) -> list[records.Sighting]:
    return [s for s in sightings if records.is_folder_tag(s.epc)]


def _now_us() -> int:
    return time.time_ns() // 1000
