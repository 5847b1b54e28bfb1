"""How near a handheld is to a folder that is looked for: pure.

A handheld that says the signal's strength is believed first. One that types only numbers is a
compass all the same: what it reads stands somewhere, and the looked-for folder's place is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from przystan.rooms.records.types import Heat

# A tag on paper read by a handheld at 1 W: within an arm's length it answers stronger than -50 dBm,
# across an aisle weaker than -65. Reason: free-space loss at 866 MHz twice over one metre is some
# 62 dB; measure with the office's own handheld and labels before relying on it.
HOT_DBM, WARM_DBM = -50.0, -65.0
NUMBER = re.compile(r"-\d{1,3}(?:[.,]\d+)?")


def heat_of_signal(rssi_dbm: float) -> Heat:
    """Return how near a signal of this strength says the tag is."""
    if rssi_dbm >= HOT_DBM:
        return Heat.HOT
    return Heat.WARM if rssi_dbm >= WARM_DBM else Heat.COLD


def heat_of_places(read: Sequence[str], wanted: Sequence[str]) -> Heat:
    """Return how near the place that was read is to the wanted one; both are ways from the root.

    The same place, or one beneath it, is hot; the same rack (all but the last) is warm; the rest
    is cold.
    """
    if not read or not wanted:
        return Heat.UNKNOWN
    if tuple(read[:len(wanted)]) == tuple(wanted):
        return Heat.HOT
    shared = 0
    for here, there in zip(read, wanted, strict=False):
        if here != there:
            break
        shared += 1
    return Heat.WARM if shared and shared >= len(wanted) - 1 else Heat.COLD


def split_read(text: str) -> tuple[str, float | None]:
    """Return what a handheld typed: the number or sign, and the strength if it said one.

    >>> split_read("2C74257BF460720000000190;-47.5")
    ('2C74257BF460720000000190', -47.5)
    """
    parts = [part for part in re.split(r"[;,\t ]+(?=\S)", text.strip(), maxsplit=1) if part]
    if len(parts) == 2 and NUMBER.fullmatch(parts[1]):
        return parts[0].upper(), float(parts[1].replace(",", "."))
    return text.strip().upper(), None


def nearest(heats: Sequence[Heat]) -> Heat:
    """Return the warmest of several answers; `unknown` when there is none."""
    order = (Heat.FOUND, Heat.HOT, Heat.WARM, Heat.COLD)
    return next((heat for heat in order if heat in heats), Heat.UNKNOWN)
