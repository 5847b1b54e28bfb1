"""Read the three logs side by side: fold the events, compare each contact as it closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from przystan.rooms.calls.rules.contacts import Derived
from przystan.rooms.calls.rules.fold import Fold
from przystan.rooms.calls.rules.reconcile import LATE, Comparison
from przystan.rooms.calls.types import (
    CallRecord,
    Contact,
    Disagreement,
    EngineEvent,
    Profile,
    QueueEvent,
    QueueEventKind,
)

FoldItem = Contact | Disagreement


class _Reader:
    """One of the other logs, read only as far as the calls that are being compared."""

    def __init__(self, lines: Iterable[QueueEvent] | Iterable[CallRecord] | None) -> None:
        self._lines: Iterator[QueueEvent | CallRecord] = iter(lines or ())
        self._held: QueueEvent | CallRecord | None = None

    def until(self, at: datetime | None) -> Iterator[QueueEvent | CallRecord]:
        """Yield the lines up to an instant (all, when None)."""
        while (line := self._held or next(self._lines, None)) is not None:
            self._held = line
            when = line.at if isinstance(line, QueueEvent) else line.ended_at
            if at is not None and when > at:
                return
            self._held = None
            yield line


class SideBySide:
    """Fold the events of one engine's log and hold the other logs against the result."""

    def __init__(
        self,
        profile: Profile,
        *,
        queue_events: Iterable[QueueEvent] | None = None,
        records: Iterable[CallRecord] | None = None,
    ) -> None:
        self.fold = Fold(profile)
        self._comparison = Comparison(
            has_queue_log=queue_events is not None, has_cdr=records is not None
        )
        self._readers = (_Reader(queue_events), _Reader(records))
        self._starts: list[datetime] = []
        self._first_at: datetime | None = None

    def run(self, events: Iterable[EngineEvent]) -> Iterator[FoldItem]:
        """Yield contacts as they close, each followed by its differences; then what is left."""
        for event in events:
            if self._first_at is None:
                self._first_at = event.at
            for derived in self.fold.feed(event):
                yield from self._tell(derived)
        self._read(None)
        for derived in self.fold.finish(engine_starts=self._starts):
            yield from self._tell(derived)
        yield from self._comparison.rest(first_at=self._first_at, last_at=self.fold.latest)

    def _tell(self, derived: Derived) -> Iterator[FoldItem]:
        for contact in derived.contacts:
            ended_at = contact.ended_at or self.fold.latest
            self._read(None if ended_at is None else ended_at + LATE)
            yield contact
            yield from self._comparison.compare(contact)
        for unexplained in derived.unexplained:
            self._comparison.leave_out(unexplained.id)
            yield unexplained

    def _read(self, until: datetime | None) -> None:
        for reader in self._readers:
            for line in reader.until(until):
                if isinstance(line, CallRecord):
                    self._comparison.feed_record(line)
                    continue
                if line.kind is QueueEventKind.ENGINE_STARTED:
                    self._starts.append(line.at)
                self._comparison.feed_queue(line)
