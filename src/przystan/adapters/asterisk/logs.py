"""Asterisk's logs for the calls room's port: read from files, or parsed again from kept lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from przystan.adapters.asterisk.cdr import parse_cdr_row, read_cdr
from przystan.adapters.asterisk.cel import engine_of, parse_cel_line, read_cel
from przystan.adapters.asterisk.lines import Refuse
from przystan.adapters.asterisk.profile import CLASSIC, load_profile
from przystan.adapters.asterisk.queue_log import parse_queue_line, read_queue_log
from przystan.rooms.calls.types import CallRecord, EngineEvent, QueueEvent


class AsteriskLogs:
    """Reads the logs of an Asterisk whose dialplan a profile explains."""

    def __init__(self, profile: str = CLASSIC) -> None:
        self.profile = load_profile(profile)
        self._zone = ZoneInfo(self.profile.timezone)

    def read_events(self, path: Path, refuse: Refuse) -> Iterator[tuple[str, EngineEvent]]:
        """Read a channel event log."""
        return read_cel(path, refuse)

    def read_queue(self, path: Path, refuse: Refuse) -> Iterator[tuple[str, QueueEvent]]:
        """Read a queue log."""
        return read_queue_log(path, refuse)

    def read_records(self, path: Path, refuse: Refuse) -> Iterator[tuple[str, CallRecord]]:
        """Read call detail records."""
        return read_cdr(path, self.profile.timezone, refuse)

    def parse_event(self, raw: str) -> EngineEvent | None:
        """Translate one kept line of a channel event log."""
        return parse_cel_line(raw)

    def parse_queue(self, raw: str) -> QueueEvent:
        """Translate one kept line of a queue log."""
        return parse_queue_line(raw)

    def parse_record(self, raw: str) -> CallRecord:
        """Translate one kept call detail record."""
        return parse_cdr_row(raw, self._zone)

    def engine_of(self, call_key: str) -> str:
        """Name the engine (its systemname) that gave this id to a call."""
        return engine_of(call_key)
