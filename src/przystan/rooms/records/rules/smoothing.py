"""Reads into presences: a tag is there until it was not read for a while. Pure.

A reader misses most of its chances: at a read probability of 0.3 a cycle, a window of 5 s loses a
present tag less than once in a hundred (measured in `tests/records/test_smoothing.py`, against
35 % for a window of a quarter of a second). In a window the strongest antenna says where it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from przystan.rooms.records.types import Sighting, TagRead

WINDOW_US = 5_000_000
# A tag that stays is reported again after this time, so that its last sighting is never old.
LONGEST_US = 60_000_000
WEAKEST = -1000.0
# A reader's clock that is ahead by more than this is wrong: its reads get the time they came at.
FUTURE_US = 3_600_000_000
LAST_INSTANT_US = 253_402_300_799_000_000
MAX_ANTENNA, MAX_RSSI_DBM, MAX_READS, MAX_NAME = 2**16 - 1, 999.0, 2**31 - 1, 64
_FIRST, _LAST, _READS, _RSSI, _ANTENNA, _READER = range(6)


class Smoother:
    """Takes the reads of all readers of one agent and gives presences when they end.

    Memory is one small list a present tag. The caller says what time it is; reads without a time
    of their own get that time.
    """

    def __init__(self, *, window_us: int = WINDOW_US, longest_us: int = LONGEST_US) -> None:
        self._window, self._longest = window_us, longest_us
        self._present: dict[bytes, list[object]] = {}
        self.reads = 0

    def feed(self, reads: Iterable[TagRead], *, now_us: int, reader: str = "") -> None:
        """Take reads of one reader."""
        present, known = self._present, self._present.get
        count, latest = 0, now_us + FUTURE_US
        for epc, antenna, rssi, _, last, times, _, name in reads:
            at, seen = last if last and last <= latest else now_us, times or 1
            strength = WEAKEST if rssi is None else rssi
            state = known(epc)
            count += seen
            if state is None:
                present[epc] = [at, at, seen, strength, antenna, name or reader]
                continue
            if at > state[_LAST]:  # type: ignore[operator]
                state[_LAST] = at
            state[_READS] += seen  # type: ignore[operator]
            if strength > state[_RSSI]:  # type: ignore[operator]
                state[_RSSI], state[_ANTENNA], state[_READER] = strength, antenna, name or reader
        self.reads += count

    def tick(self, *, now_us: int) -> list[Sighting]:
        """Give the presences that have ended or lasted long; call it on a timer."""
        over, old = now_us - self._window, now_us - self._longest
        ended = [epc for epc, state in self._present.items()
                 if state[_LAST] < over or state[_FIRST] < old]  # type: ignore[operator]
        return [self._take(epc) for epc in ended]

    def flush(self) -> list[Sighting]:
        """Give everything that is present: the agent stops."""
        return [self._take(epc) for epc in list(self._present)]

    def is_present(self, epc: bytes, *, now_us: int) -> bool:
        """Whether the tag counts as present."""
        state = self._present.get(epc)
        return state is not None and state[_LAST] >= now_us - self._window  # type: ignore[operator]

    def _take(self, epc: bytes) -> Sighting:
        first, last, reads, rssi, antenna, reader = self._present.pop(epc)
        return Sighting(
            epc.hex().upper(), reader, antenna, None if rssi == WEAKEST else rssi,  # type: ignore[arg-type]
            first, last, reads)  # type: ignore[arg-type]


def bounded_sighting(sighting: Sighting) -> Sighting:
    """Return the sighting within the bounds that the office takes.

    A reader can say anything: an antenna of 10 digits, a strength without end, a name of a
    kilobyte. The presence counts all the same; what cannot be meant is left out of it.
    """
    _, reader, antenna, rssi, first, last, reads = sighting
    return sighting._replace(
        reader=reader.replace("\0", "")[:MAX_NAME],
        antenna=antenna if antenna is not None and 0 <= antenna <= MAX_ANTENNA else None,
        rssi_dbm=rssi if rssi is not None and abs(rssi) <= MAX_RSSI_DBM else None,
        first_us=min(max(first, 0), LAST_INSTANT_US - 1),
        last_us=min(max(last, 0), LAST_INSTANT_US - 1), reads=min(reads, MAX_READS))
