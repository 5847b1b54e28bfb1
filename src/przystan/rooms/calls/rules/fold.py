"""Fold a stream of engine events into contacts, in memory that depends on open calls only.

Events are gathered by what the engine says belongs together: one call id, one channel under two
call ids, a transfer that names two channels, an operator who asks a unit while on a call. A group
is derived when everything in it has ended and a little log time has passed, so that lines out of
order or repeated make no difference.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from przystan.rooms.calls.rules.contacts import Derived, derive_contacts
from przystan.rooms.calls.rules.profile import operator_of
from przystan.rooms.calls.rules.restarts import Lives
from przystan.rooms.calls.rules.tracks import Part, call_of_operator
from przystan.rooms.calls.types import EngineEvent, EventKind, Profile

SETTLE = timedelta(seconds=2)
"""Lines come up to 0.4 ms out of order; a call is closed this much log time after its end."""

SAME_MOMENT = timedelta(milliseconds=10)

_ENDS = (EventKind.HUNG_UP, EventKind.CHANNEL_ENDED, EventKind.CALL_ENDED)


class Gathering:
    """The events of one group of calls that belong together, while it is open."""

    __slots__ = ("call_ids", "closed", "ended", "events", "is_queued", "last_at", "started")

    def __init__(self, at: datetime) -> None:
        self.call_ids: set[str] = set()
        self.events: set[EngineEvent] = set()
        self.started: set[str] = set()
        self.ended: set[str] = set()
        self.closed: set[str] = set()
        self.last_at = at
        self.is_queued = False

    def is_over(self) -> bool:
        """Say whether nothing can follow: all roots gone, and no channel left or all closed."""
        if any(i not in self.ended and i not in self.closed for i in self.call_ids):
            return False
        return self.started <= self.ended or self.call_ids <= self.closed

    def take(self, other: Gathering) -> None:
        """Take everything over from another group that turned out to belong here."""
        self.call_ids |= other.call_ids
        self.events |= other.events
        self.started |= other.started
        self.ended |= other.ended
        self.closed |= other.closed
        self.last_at = max(self.last_at, other.last_at)


class Fold:
    """A running fold. Feed it events in the order of the log; it gives contacts back."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.events = 0
        self.repeats = 0
        self.restarts: list[datetime] = []
        self.latest: datetime | None = None
        self.lives: dict[str, Lives] = {}
        self._by_call: dict[str, Gathering] = {}
        self._by_channel: dict[str, Gathering] = {}
        self._talking: dict[str, str] = {}
        self._ending: deque[Gathering] = deque()

    @property
    def open_groups(self) -> int:
        """Count the groups that are held in memory."""
        return len({id(group) for group in self._by_call.values()})

    def feed(self, event: EngineEvent) -> list[Derived]:
        """Take one event in; give back what it brought to its end."""
        self.events += 1
        lives = self.lives.get(event.engine)
        if lives is None:
            lives = self.lives[event.engine] = Lives()
        done: list[Derived] = []
        if event.kind is EventKind.CHANNEL_STARTED:
            if lives.is_anew(event.call_epoch, event.counter, event.at):
                self.restarts.append(event.at)
                done = self._cut(event.engine, event.at)
                lives.begin(event.call_epoch)
            lives.note_start(event.call_epoch, event.counter, event.at)
        if event.call_id not in self._by_call and lives.is_closed(
            event.call_epoch, event.call_counter
        ):
            self.repeats += 1
            return done
        self._gather(event)
        if self.latest is None or event.at > self.latest:
            self.latest = event.at
        if self._ending and self._ending[0].last_at <= self.latest - SETTLE:
            done.extend(self._settle(self.latest - SETTLE))
        return done

    def finish(self, *, engine_starts: Iterable[datetime] = ()) -> list[Derived]:
        """End the log: close what has ended; the rest is cut (if the engine started anew) or open.

        `engine_starts` are the starts that another log tells, for a restart with no call after it.
        """
        is_cut = self._was_restarted_after_all(sorted(engine_starts))
        groups = {id(group): group for group in self._by_call.values()}.values()
        ordered = sorted(groups, key=lambda g: (g.last_at, min(g.call_ids)))
        return [self._derive(group, is_cut=is_cut and not group.is_over()) for group in ordered]

    def pause(self, *, engine_starts: Iterable[datetime] = ()) -> list[Derived]:
        """Stop for now: close what the engine says has ended, keep the rest for the next reading.

        Unlike at the end of a log, a call whose last line may still be unwritten stays open.
        """
        is_cut = self._was_restarted_after_all(sorted(engine_starts))
        groups = {id(group): group for group in self._by_call.values()}.values()
        ordered = sorted(groups, key=lambda g: (g.last_at, min(g.call_ids)))
        done = []
        for group in ordered:
            is_closed = group.is_over() and group.call_ids <= group.closed
            if is_closed or is_cut:
                done.append(self._derive(group, is_cut=is_cut and not group.is_over()))
        return done

    def cut_before(self, engine: str, started_at: datetime) -> list[Derived]:
        """Take in that the engine has been up since then only, told by the engine itself."""
        return self._cut(engine, started_at)

    def open_call_ids(self) -> list[str]:
        """Name the calls that are still gathered."""
        return sorted(self._by_call)

    def _was_restarted_after_all(self, starts: list[datetime]) -> bool:
        if self.latest is None:
            return False
        last_second = self.latest.replace(microsecond=0)
        later = [at for at in starts if at >= last_second]
        return bool(later) and len(later) < len(starts)

    def _gather(self, event: EngineEvent) -> None:
        group = self._group_of(event)
        if event in group.events:
            self.repeats += 1
            return
        group.events.add(event)
        if event.at > group.last_at:
            group.last_at = event.at
        kind = event.kind
        if kind is EventKind.CHANNEL_STARTED:
            group.started.add(event.channel_id)
            self._join_consultation(event, group)
        elif kind is EventKind.BRIDGE_ENTERED:
            self._note_operator(event)
        elif kind in _ENDS:
            self._note_end(event, group)
        elif kind is EventKind.ATTENDED_TRANSFER:
            self._join_transferred(event)

    def _group_of(self, event: EngineEvent) -> Gathering:
        group = self._by_call.get(event.call_id)
        if group is None:
            group = self._by_call[event.call_id] = Gathering(event.at)
            group.call_ids.add(event.call_id)
        owner = self._by_channel.get(event.channel_id)
        if owner is None:
            self._by_channel[event.channel_id] = group
        elif owner is not group:
            group = self._merge(event.call_id, owner)
        return group

    def _merge(self, call_id: str, other: Gathering) -> Gathering:
        group = self._by_call[call_id]
        if group is other:
            return group
        group.take(other)
        for moved in other.call_ids:
            self._by_call[moved] = group
        for channel_id in {e.channel_id for e in other.events}:
            self._by_channel[channel_id] = group
        return group

    def _join_transferred(self, event: EngineEvent) -> None:
        for channel_id in (event.other_channel_id, event.transferee_channel_id):
            if channel_id in self._by_channel:
                self._merge(event.call_id, self._by_channel[channel_id])

    def _note_operator(self, event: EngineEvent) -> None:
        name = operator_of(self.profile, event.channel)
        if name is not None and not self._is_consultation(event):
            self._talking[name] = event.channel_id

    def _is_consultation(self, event: EngineEvent) -> bool:
        is_root = event.channel_id == event.call_id
        return is_root and call_of_operator(self.profile, event) is Part.CONSULTATION

    def _join_consultation(self, event: EngineEvent, group: Gathering) -> None:
        """Hang an operator's question to a unit on the call that the operator is in.

        Or was in a moment ago: the caller may hang up while the operator dials.
        """
        name = operator_of(self.profile, event.channel)
        if name is None or not self._is_consultation(event):
            return
        talking = self._by_channel.get(self._talking.get(name, ""))
        if talking is not None and talking is not group:
            self._merge(event.call_id, talking)

    def _note_end(self, event: EngineEvent, group: Gathering) -> None:
        if event.kind is EventKind.CALL_ENDED:
            group.closed.add(event.call_id)
        else:
            group.ended.add(event.channel_id)
        if not group.is_queued and group.is_over():
            group.is_queued = True
            self._ending.append(group)

    def _settle(self, before: datetime) -> list[Derived]:
        done: list[Derived] = []
        while self._ending:
            group = self._ending[0]
            if self._by_call.get(next(iter(group.call_ids))) is not group:
                self._ending.popleft()  # taken over by another group
            elif not group.is_over():
                self._ending.popleft()
                group.is_queued = False
            elif group.last_at > before:
                break
            else:
                self._ending.popleft()
                done.append(self._derive(group))
        return done

    def _cut(self, engine: str, at: datetime) -> list[Derived]:
        """The engine was started anew: whatever was up is cut.

        What begins with the start itself stays: its first line may stand behind its second.
        """
        groups = {id(group): group for group in self._by_call.values()}.values()
        mine = [
            group
            for group in groups
            if next(iter(group.events)).engine == engine
            and min(event.at for event in group.events) < at - SAME_MOMENT
        ]
        mine.sort(key=lambda g: (g.last_at, min(g.call_ids)))
        return [self._derive(group, is_cut=not group.is_over()) for group in mine]

    def _derive(self, group: Gathering, *, is_cut: bool = False) -> Derived:
        lives = self.lives[next(iter(group.events)).engine]
        for event in group.events:
            if self._by_channel.pop(event.channel_id, None) is not None:
                lives.close(event.call_epoch, event.counter)
            if event.call_counter != event.counter:
                lives.close(event.call_epoch, event.call_counter)
        for call_id in group.call_ids:
            self._by_call.pop(call_id, None)
        gone = {event.channel_id for event in group.events}
        self._talking = {n: c for n, c in self._talking.items() if c not in gone}
        return derive_contacts(
            group.events, self.profile, is_over=group.is_over() and not is_cut, is_cut=is_cut
        )
