"""See a restart of the engine in its own ids, and remember what was closed in little memory.

An engine numbers its channels from 0 at every start. A channel whose number was passed already,
although it begins later than the channel that passed it, belongs to a new start. Lines that are
slightly out of order do not look like that: there the smaller number begins earlier.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta

BOOT = timedelta(milliseconds=250)
"""No engine is up again sooner than this; lines out of order are apart by far less."""


class Counters:
    """A set of whole numbers that stays small while they come nearly in order."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._stops: list[int] = []

    def add(self, number: int) -> None:
        """Take the number in; neighbouring stretches become one."""
        place = bisect_right(self._starts, number)
        if place and number < self._stops[place - 1]:
            return
        joins_left = bool(place) and self._stops[place - 1] == number
        joins_right = place < len(self._starts) and self._starts[place] == number + 1
        if joins_left and joins_right:
            self._stops[place - 1] = self._stops.pop(place)
            del self._starts[place]
        elif joins_left:
            self._stops[place - 1] = number + 1
        elif joins_right:
            self._starts[place] = number
        else:
            self._starts.insert(place, number)
            self._stops.insert(place, number + 1)

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._starts, number)
        return bool(place) and number < self._stops[place - 1]

    def __len__(self) -> int:
        return len(self._starts)


class _Run:
    """One life of an engine, from start to restart."""

    __slots__ = ("closed", "first_epoch", "highest", "highest_at")

    def __init__(self, first_epoch: int) -> None:
        self.first_epoch = first_epoch
        self.highest = -1
        self.highest_at: datetime | None = None
        self.closed = Counters()


class Lives:
    """The lives of one engine in the order in which the log tells them."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def __len__(self) -> int:
        return len(self._runs)

    def is_closed(self, epoch: int, counter: int) -> bool:
        """Say whether a call with this root was closed before: its lines are repeats.

        A root that is younger than the youngest channel known, though its number was passed,
        belongs to a life whose first channel has yet to be read.
        """
        run = self._run_of(epoch, counter)
        if run is None or counter not in run.closed:
            return False
        return run.highest_at is None or epoch <= run.highest_at.timestamp() + 1

    def close(self, epoch: int, counter: int) -> None:
        """Remember that everything about this root is known."""
        run = self._run_of(epoch, counter)
        if run is not None:
            run.closed.add(counter)

    def is_anew(self, epoch: int, counter: int, at: datetime) -> bool:
        """Say whether a channel's start shows that the engine was started anew before it."""
        if not self._runs:
            return False
        run = self._runs[-1]
        if run.highest_at is None or counter > run.highest or epoch < run.first_epoch:
            return False
        return at > run.highest_at + BOOT

    def begin(self, epoch: int) -> None:
        """Begin a new life, counted from 0 again."""
        self._runs.append(_Run(epoch))

    def note_start(self, epoch: int, counter: int, at: datetime) -> None:
        """Take note of a channel's start."""
        if not self._runs:
            self.begin(epoch)
        run = self._runs[-1]
        if counter > run.highest and epoch >= run.first_epoch:
            run.highest, run.highest_at = counter, at

    def resume(self, epoch: int, counter: int, at: datetime) -> None:
        """Go on where an earlier reading stopped: the highest channel number of this life."""
        run = _Run(epoch)
        run.highest, run.highest_at = counter, at
        self._runs.append(run)

    def state(self) -> tuple[int, int, datetime] | None:
        """Tell what `resume` needs to go on later; None before the first channel."""
        if not self._runs:
            return None
        run = self._runs[-1]
        return (run.first_epoch, run.highest, run.highest_at) if run.highest_at else None

    def _run_of(self, epoch: int, counter: int) -> _Run | None:
        for run in reversed(self._runs):
            # Two lives within one second: the younger one has hardly begun to count.
            is_young = epoch == run.first_epoch and counter <= run.highest + 50
            if epoch > run.first_epoch or is_young:
                return run
        return self._runs[0] if self._runs else None
