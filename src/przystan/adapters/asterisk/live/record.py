"""Read the engine's growing event log into the office: whole lines only, again after any cut."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from przystan.adapters.asterisk.cel import after_tear, parse_cel_line
from przystan.adapters.asterisk.engine.configuration import SYSTEM_NAME
from przystan.adapters.asterisk.lines import LineError
from przystan.adapters.asterisk.live.office import one_transaction
from przystan.adapters.asterisk.logs import AsteriskLogs
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls

EVERY_SECONDS = 1.0
MOST_BYTES = 4 << 20
"""Read at once; a longer gap is caught up in several steps."""

SEEN_BYTES = 4096

log = logging.getLogger(__name__)


class EventLog:
    """Follows one file. Where it stands is kept beside the file, written after the commit."""

    def __init__(self, *, path: Path, mark: Path, logs: AsteriskLogs, actor: Actor) -> None:
        self._path = path
        self._mark = mark
        self._logs = logs
        self._actor = actor
        self._started_at: datetime | None = None

    def note_start(self, at: datetime) -> None:
        """Take in since when the engine that writes the log has been up.

        What was up before is closed once the log has been read to its end: nobody writes it there.
        """
        self._started_at = at

    async def follow(self) -> None:
        """Read on for ever. What cannot be stored now is read again in a moment."""
        while True:
            try:
                started_at = self._started_at
                while await asyncio.to_thread(self.read_on):
                    pass
                if started_at is not None:
                    await asyncio.to_thread(self._close_what_died, started_at)
            except Exception as trouble:  # noqa: BLE001  the log stays where it is
                log.error("the engine's log waits: %s", type(trouble).__name__)
            await asyncio.sleep(EVERY_SECONDS)

    def read_on(self) -> bool:
        """Store what is new and return whether there was anything. Repeats add nothing."""
        place, before = self._place()
        try:
            with self._path.open("rb") as file:
                # A log that was put aside leaves another in its place, perhaps with its number.
                if place and _before(file, place) != before:
                    place = 0
                file.seek(place)
                block = file.read(MOST_BYTES)
        except FileNotFoundError:
            return False
        whole = block[: block.rfind(b"\n") + 1]
        if not whole:
            return False
        events = list(_events(whole))
        with one_transaction():
            # Operators are locked before the audit's head, as they are by whoever acts at a desk.
            calls.follow_engine_queue(logs=self._logs, events=[event for _line, event in events])
            calls.record_engine_events(
                logs=self._logs, events=events, actor=self._actor, at=clock.now())
            calls.give_reasons(at=clock.now())
        with self._path.open("rb") as file:
            self._keep(place + len(whole), _before(file, place + len(whole)))
        return True

    def _close_what_died(self, started_at: datetime) -> None:
        with one_transaction():
            calls.cut_open_calls(logs=self._logs, engine=SYSTEM_NAME, started_at=started_at,
                                 actor=self._actor, at=clock.now())
        if self._started_at == started_at:
            self._started_at = None

    def _place(self) -> tuple[int, str]:
        try:
            found = json.loads(self._mark.read_text("ascii"))
            return int(found["place"]), str(found["before"])
        except (OSError, ValueError, KeyError):
            return 0, ""

    def _keep(self, place: int, before: str) -> None:
        part = self._mark.with_suffix(".part")
        with part.open("w", encoding="ascii") as file:
            json.dump({"place": place, "before": before}, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._mark)


def _before(file: BinaryIO, place: int) -> str:
    """Return a digest of what stands right before a place: it tells one log from another."""
    file.seek(max(0, place - SEEN_BYTES))
    return hashlib.sha256(file.read(min(place, SEEN_BYTES))).hexdigest()


def _events(block: bytes) -> Iterator[tuple[str, calls.EngineEvent]]:
    for line in block.decode("utf-8", "replace").splitlines():
        try:
            event = parse_cel_line(line)
        except LineError as wrong:
            log.error("a line of the engine's log cannot be read: %s", wrong)
            line, event = after_tear(line)
        if event is not None:
            yield line, event
