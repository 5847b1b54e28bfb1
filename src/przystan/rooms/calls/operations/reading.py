"""One reading of one log: append what is new, fold it, compare it, remember where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls import models
from przystan.rooms.calls.operations.compare import compare_calls, list_orphans
from przystan.rooms.calls.operations.store import store_contacts, store_disagreements
from przystan.rooms.calls.ports import EngineLogs, Refuse
from przystan.rooms.calls.queries.contacts import known_keys
from przystan.rooms.calls.queries.imports import latest_run
from przystan.rooms.calls.rules.contacts import Derived
from przystan.rooms.calls.rules.fold import Fold
from przystan.rooms.calls.rules.restarts import Lives
from przystan.rooms.calls.rules.tracks import is_offered
from przystan.rooms.calls.types import (
    CallRecord,
    Contact,
    Disagreement,
    EngineEvent,
    ImportReport,
    LogKind,
    QueueEvent,
    QueueEventKind,
    Reason,
    RefusedLine,
)

CHUNK = 10_000
UNNAMED = "asterisk"
_LISTED = 1_000
_COLUMNS = ("engine", "digest", "source", "kind", "at", "call_key", "offered_date", "raw", "run_id")

Line = TypeVar("Line", bound=EngineEvent | QueueEvent | CallRecord)


class Refusals:
    """Counts refused lines, keeps the first ones, and hands each on."""

    def __init__(self, on_line: Refuse | None = None) -> None:
        self.count = 0
        self.first: list[RefusedLine] = []
        self._on_line = on_line

    def __call__(self, line: RefusedLine) -> None:
        self.count += 1
        if len(self.first) < _LISTED:
            self.first.append(line)
        if self._on_line is not None:
            self._on_line(line)


class Reading:
    """One import run, from its first line to its row in the list of runs."""

    def __init__(
        self, *, logs: EngineLogs, source: LogKind, engine: str, file_name: str, sha256: str,
        actor: Actor, at: datetime, is_dry_run: bool,
    ) -> None:
        transactions.lock_section("calls.import")
        self._logs, self._source, self._engine = logs, source, engine
        self._file_name, self._sha256 = file_name, sha256
        self._actor, self._at, self._is_dry_run = actor, at, is_dry_run
        (self._run_id,) = transactions.new_ids(table="calls_importrun", count=1)
        self._fold = Fold(logs.profile)
        self._lines = self._added = self._contacts = 0
        self._first_at: datetime | None = None
        self._last_at: datetime | None = None
        self._stored_until: datetime | None = None
        self._differences: list[Disagreement] = []
        self._keys: set[str] = set()

    # --- the three kinds of log

    def read(self, path: Path, refusals: Refusals) -> ImportReport:
        """Read a file of the kind that this reading was made for."""
        if self._source is LogKind.QUEUE:
            return self._take_lines(self._logs.read_queue(path, refusals), refusals)
        if self._source is LogKind.RECORDS:
            return self._take_lines(self._logs.read_records(path, refusals), refusals)
        return self.take_events(self._logs.read_events(path, refusals), refusals)

    def take_events(
        self, lines: Iterable[tuple[str, EngineEvent]], refusals: Refusals
    ) -> ImportReport:
        """Append channel events and fold the new ones, after those of calls still open."""
        is_first = True
        for chunk in _chunks(lines):
            if is_first:
                self._engine = self._engine or chunk[0][1].engine or UNNAMED
                is_first = False
            new = self._append(chunk, _event_values(self._logs))
            if new and self._fold.latest is None and not self._fold.events:
                self._resume(min(event.at for event in new))
            done = [derived for event in new for derived in self._fold.feed(event)]
            self._keep(done)
        self._engine = self._engine or UNNAMED
        self._keep(self._fold.pause(engine_starts=self._engine_starts()))
        return self._finish(refusals)

    def cut_open(self, started_at: datetime) -> ImportReport:
        """Close the calls that were up when the engine died: it has been up since then only."""
        run = latest_run(engine=self._engine, source=LogKind.EVENTS)
        if run is not None and run.state.get("open"):
            self._resume(datetime.fromisoformat(run.state["latest"]))
            self._keep(self._fold.cut_before(self._engine, started_at))
        return self._finish(Refusals())

    def _take_lines(
        self, lines: Iterator[tuple[str, QueueEvent]] | Iterator[tuple[str, CallRecord]],
        refusals: Refusals,
    ) -> ImportReport:
        """Append lines of a queue log or call detail records, and compare the calls they name."""
        waiting: list[Any] = []
        for raw, line in lines:
            # A line that names no call (the engine's start) waits until the engine is known.
            waiting.append((raw, line))
            self._engine = self._engine or self._logs.engine_of(line.call_id)
            if len(waiting) >= CHUNK and self._engine:
                self._take_chunk(waiting)
                waiting = []
        self._engine = self._engine or UNNAMED
        if waiting:
            self._take_chunk(waiting)
        if self._source is LogKind.QUEUE:
            self._cut_what_was_open()
        return self._finish(refusals)

    def _take_chunk(self, chunk: list[Any]) -> None:
        new = self._append(chunk, _line_values)
        self._keys.update(line.call_id for line in new if line.call_id)

    # --- appending

    def _append(
        self, chunk: list[tuple[str, Line]],
        values: Callable[[Line], tuple[object, ...]],
    ) -> list[Line]:
        """Append the lines that are not kept yet, and return what they say."""
        self._lines += len(chunk)
        keyed: dict[bytes, tuple[str, Line]] = {
            blake2b(pair[0].encode(), digest_size=16).digest(): pair for pair in chunk
        }
        times = [_when(pair[1]) for pair in chunk]
        first_at, last_at = min(times), max(times)
        self._note_times(first_at, last_at)
        for digest in self._kept_among(keyed, first_at):
            del keyed[digest]
        engine, source, run_id = self._engine, self._source.value, self._run_id

        def rows() -> Iterator[tuple[object, ...]]:
            for digest, pair in keyed.items():
                yield (engine, digest, source, *values(pair[1]), pair[0], run_id)

        self._added += transactions.copy_rows(
            table="calls_engineevent", columns=_COLUMNS, rows=rows()
        )
        self._stored_until = max(self._stored_until or last_at, last_at)
        return [line for _, line in keyed.values()]

    def _kept_among(
        self, keyed: dict[bytes, tuple[str, Line]], first_at: datetime
    ) -> list[bytes]:
        """Find repeats. What is younger than all that is kept cannot be one."""
        if self._stored_until is None:
            self._stored_until = self._latest_kept()
        if self._stored_until is None or first_at > self._stored_until:
            return []
        found = transactions.fetch_rows(
            "SELECT digest FROM calls_engineevent JOIN"
            " unnest(%s::text[], %s::bytea[]) AS wanted (call_key, digest)"
            " USING (call_key, digest) WHERE engine = %s",
            [[line.call_id for _, line in keyed.values()], list(keyed), self._engine],
        )
        return [bytes(row[0]) for row in found]

    def _latest_kept(self) -> datetime | None:
        latest: datetime | None
        ((latest,),) = transactions.fetch_rows(
            "SELECT max(last_at) FROM calls_importrun WHERE engine = %s AND source = %s",
            [self._engine, self._source.value],
        )
        return latest

    def _note_times(self, first: datetime, last: datetime) -> None:
        self._first_at = min(first, self._first_at or first)
        self._last_at = max(last, self._last_at or last)

    # --- folding

    def _resume(self, first_at: datetime) -> None:
        """Go on with the calls that the last reading left open.

        An older log than that is a history of its own: it neither continues nor cuts those calls.
        """
        run = latest_run(engine=self._engine, source=LogKind.EVENTS)
        state: dict[str, Any] = run.state if run is not None else {}
        self._carried: dict[str, Any] = state
        if not state.get("at"):
            return
        highest_at = datetime.fromisoformat(state["at"])
        if first_at < highest_at - timedelta(hours=1) and not self._is_open(first_at, state):
            return
        lives = self._fold.lives.setdefault(state.get("engine", self._engine), Lives())
        lives.resume(state["epoch"], state["counter"], highest_at)
        kept = models.EngineEvent.objects.filter(
            engine=self._engine, source=LogKind.EVENTS, call_key__in=state["open"]
        ).exclude(run_id=self._run_id).order_by("at", "id")
        for raw in kept.values_list("raw", flat=True).iterator():
            event = self._logs.parse_event(raw)
            if event is not None:
                self._fold.feed(event)
        self._carried = {}

    def _is_open(self, first_at: datetime, state: dict[str, Any]) -> bool:
        return bool(state["open"]) and first_at >= datetime.fromisoformat(state["latest"])

    def _keep(self, done: list[Derived]) -> None:
        contacts = [contact for derived in done for contact in derived.contacts]
        unexplained = [u for derived in done for u in derived.unexplained]
        late = {u.id for u in unexplained if u.reason is Reason.BEGAN_BEFORE_LOG}
        known = known_keys(engine=self._engine, keys=late) if late else set()
        self._differences += [u for u in unexplained if u.id not in known]
        if contacts:
            self._store(contacts)

    def _store(self, contacts: list[Contact]) -> None:
        store_contacts(
            contacts, engine=self._engine, run_id=self._run_id, at=self._at,
            actor_name=self._actor.name,
        )
        self._contacts += len(contacts)
        self._differences += compare_calls(contacts, engine=self._engine, logs=self._logs)

    def _engine_starts(self) -> list[datetime]:
        kept = models.EngineEvent.objects.filter(
            engine=self._engine, source=LogKind.QUEUE, kind=QueueEventKind.ENGINE_STARTED)
        return list(kept.order_by("at").values_list("at", flat=True))

    def _cut_what_was_open(self) -> None:
        """A start of the engine that only the queue log tells cuts the calls still open."""
        run = latest_run(engine=self._engine, source=LogKind.EVENTS)
        if run is None or not run.state.get("open") or run.last_at is None:
            return
        self._resume(run.last_at)
        self._keep(self._fold.pause(engine_starts=self._engine_starts()))
        run.state = {**run.state, "open": self._fold.open_call_ids()}
        run.open_calls = self._fold.open_groups
        run.save(update_fields=["state", "open_calls"])

    # --- the end

    def _state(self) -> dict[str, Any]:
        carried = getattr(self, "_carried", {})
        if self._source is not LogKind.EVENTS:
            return {}
        if not self._fold.events:
            run = latest_run(engine=self._engine, source=LogKind.EVENTS)
            return dict(run.state) if run is not None else {}
        lives = {name: state for name, found in self._fold.lives.items()
                 if (state := found.state()) is not None}
        if not lives or carried:
            opened = [*carried.get("open", ()), *self._fold.open_call_ids()]
            return {**carried, "open": opened}
        engine, (epoch, counter, at) = next(iter(lives.items()))
        return {
            "engine": engine, "epoch": epoch, "counter": counter, "at": at.isoformat(),
            "latest": (self._fold.latest or at).isoformat(), "open": self._fold.open_call_ids(),
        }

    def _finish(self, refusals: Refusals) -> ImportReport:
        state = self._state()
        models.ImportRun.objects.create(
            pk=self._run_id, imported_at=self._at, actor_name=self._actor.name,
            file_name=self._file_name, source=self._source, engine=self._engine,
            sha256=self._sha256, lines=self._lines, added=self._added,
            repeats=self._lines - self._added, contacts=self._contacts,
            restarts=len(self._fold.restarts), open_calls=self._fold.open_groups,
            refused_count=refusals.count,
            refused=[[r.line, r.column, r.expected] for r in refusals.first],
            state=state, first_at=self._first_at, last_at=self._last_at,
        )
        if self._keys:
            self._differences += self._compare_named()
        store_disagreements(self._differences, engine=self._engine, run_id=self._run_id)
        explained = sum(d.is_explained for d in self._differences)
        return ImportReport(
            run_id=None if self._is_dry_run else self._run_id, file_name=self._file_name,
            source=self._source, engine=self._engine, sha256=self._sha256, lines=self._lines,
            added=self._added, repeats=self._lines - self._added, contacts=self._contacts,
            restarts=len(self._fold.restarts), open_calls=self._fold.open_groups,
            disagreements=explained, unexplained=len(self._differences) - explained,
            refused=tuple(refusals.first), refused_count=refusals.count,
            is_dry_run=self._is_dry_run,
        )

    def _compare_named(self) -> list[Disagreement]:
        """Compare anew every call that a queue log or call detail records named."""
        keys = sorted(self._keys)
        found: list[Disagreement] = []
        for start in range(0, len(keys), CHUNK):
            found += list_orphans(keys[start:start + CHUNK], engine=self._engine, logs=self._logs)
        return found


def _chunks(lines: Iterable[tuple[str, EngineEvent]]) -> Iterator[list[tuple[str, EngineEvent]]]:
    source = iter(lines)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _when(line: EngineEvent | QueueEvent | CallRecord) -> datetime:
    return line.ended_at if isinstance(line, CallRecord) else line.at


def _event_values(logs: EngineLogs) -> Callable[[EngineEvent], tuple[object, ...]]:
    profile = logs.profile

    def values(event: EngineEvent) -> tuple[object, ...]:
        day = clock.local_date(event.at) if is_offered(event, profile) else None
        return event.kind.value, event.at, event.call_id, day

    return values


def _line_values(line: QueueEvent | CallRecord) -> tuple[object, ...]:
    kind = line.kind.value if isinstance(line, QueueEvent) else line.disposition
    return kind, _when(line), line.call_id, None
