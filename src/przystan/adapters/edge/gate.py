"""The gate's decision: from a list in memory, with the office or without it; and its alarms."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from przystan.rooms.records.types import AlarmReason


class Passage(StrEnum):
    """What the gate says of a tag."""

    ALLOWED = "allowed"
    ALARM = "alarm"
    NOT_OURS = "not_ours"


class FailMode(StrEnum):
    """What a gate does that never had a list: sound for every folder, or let all pass."""

    ALARM = "alarm"
    OPEN = "open"


@dataclass
class Gate:
    """Decides whether a folder may pass. `prefixes` say which numbers are the office's folders.

    A list once had is used until a newer one comes, however long the office is away: who took a
    folder before that is on it. Without any list the stated fail mode decides. `listed_us` is when
    the list was fetched, microseconds since 1970.
    """

    prefixes: tuple[str, ...]
    fail_mode: FailMode = FailMode.ALARM
    allowed: frozenset[str] | None = None
    listed_us: int | None = None

    def replace(self, allowed: Iterable[str], *, at_us: int | None = None) -> None:
        """Use a new list from now on."""
        self.allowed, self.listed_us = frozenset(allowed), at_us

    def decide(self, epc: str) -> Passage:
        """Say what follows from a tag at the gate."""
        if not epc.startswith(self.prefixes):
            return Passage.NOT_OURS
        if self.allowed is None:
            return Passage.ALARM if self.fail_mode is FailMode.ALARM else Passage.ALLOWED
        return Passage.ALLOWED if epc in self.allowed else Passage.ALARM

    @property
    def reason(self) -> AlarmReason:
        """Why it sounds when it does."""
        return AlarmReason.NO_LIST if self.allowed is None else AlarmReason.NOT_ALLOWED


@dataclass
class Standing:
    """An alarm that the screen shows: which folder, at which gate, since when, last read when."""

    epc: str
    reader: str
    since_us: int
    last_us: int
    is_cleared: bool = False


Raise = Callable[[Standing, AlarmReason], None]


class GateWatch:
    """The gate at work: one alarm for one presence of a folder, and what the screen shows.

    A folder in the gate is read fifty times; it sounds once while it stays, and again when it
    comes back after `window_us`. An alarm stands until it is cleared, or for `hold_us` after the
    folder was last read.
    """

    def __init__(self, gate: Gate, *, on_alarm: Raise, window_us: int, hold_us: int) -> None:
        self.gate, self._on_alarm = gate, on_alarm
        self._window, self._hold = window_us, hold_us
        self._known: dict[str, Standing] = {}
        self.version = 0
        self._changed = asyncio.Event()

    def see(self, epc: str, *, reader: str, now_us: int) -> Passage:
        """Take one read of the gate: decide, and sound when it is the first of a presence."""
        passage = self.gate.decide(epc)
        if passage is not Passage.ALARM:
            return passage
        known = self._known.get(epc)
        if known is not None and now_us - known.last_us <= self._window:
            known.last_us = now_us
            return passage
        alarm = self._known[epc] = Standing(epc, reader, now_us, now_us)
        self.touch()
        self._on_alarm(alarm, self.gate.reason)
        return passage

    def standing(self) -> list[Standing]:
        """Return the alarms that stand, the latest first."""
        return sorted((a for a in self._known.values() if not a.is_cleared),
                      key=lambda a: (-a.since_us, a.epc))

    def clear(self) -> None:
        """A person has dealt with what stands; a folder that stays in the gate sounds no more."""
        for alarm in self._known.values():
            alarm.is_cleared = True
        self.touch()

    def tick(self, *, now_us: int) -> None:
        """Forget what is over; call it on a timer."""
        over = [epc for epc, a in self._known.items()
                if now_us - a.last_us > (self._window if a.is_cleared else self._hold)]
        for epc in over:
            shown = not self._known.pop(epc).is_cleared
            if shown:
                self.touch()

    def touch(self) -> None:
        """Tell the screens that something they show has changed."""
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def changed(self, since: int) -> int:
        """Wait until the version is another than this one; return it."""
        while self.version == since:
            await self._changed.wait()
        return self.version
