"""What calls needs from the outside world: somebody who can read an engine's logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from przystan.rooms.calls.types import CallRecord, EngineEvent, Profile, QueueEvent, RefusedLine

Refuse = Callable[[RefusedLine], None]


class EngineLogs(Protocol):
    """Reads one make of engine's logs, line by line, and any of its lines again later.

    `read_…` yields each line as written with what it says and hands the others to `refuse`;
    `parse_…` translates a line that was read before.
    """

    profile: Profile

    def read_events(self, path: Path, refuse: Refuse) -> Iterator[tuple[str, EngineEvent]]:
        """Read a log of channel events."""

    def read_queue(self, path: Path, refuse: Refuse) -> Iterator[tuple[str, QueueEvent]]:
        """Read a queue log."""

    def read_records(self, path: Path, refuse: Refuse) -> Iterator[tuple[str, CallRecord]]:
        """Read call detail records."""

    def parse_event(self, raw: str) -> EngineEvent | None:
        """Translate one line of a log of channel events."""

    def parse_queue(self, raw: str) -> QueueEvent:
        """Translate one line of a queue log."""

    def parse_record(self, raw: str) -> CallRecord:
        """Translate one call detail record."""

    def engine_of(self, call_key: str) -> str:
        """Name the engine that gave this id to a call; "" when the id does not tell."""
