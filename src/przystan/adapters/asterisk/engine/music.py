"""The music that a waiting caller hears: made here, so that nobody has rights on it."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

RATE = 8000
MUSIC_SECONDS = 12
CHORD = (220.0, 277.18, 329.63)
"""A quiet A major, in the manner of a waiting tone: music of ours, free of rights."""


def write_music(target: Path) -> None:
    """Write the waiting music: a soft chord that swells and fades, without any rights on it."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    frames = bytearray()
    for n in range(RATE * MUSIC_SECONDS):
        swell = math.sin(math.pi * (n % (RATE * 4)) / (RATE * 4)) ** 2
        value = sum(math.sin(2 * math.pi * tone * n / RATE) for tone in CHORD) / len(CHORD)
        frames += struct.pack("<h", int(6000 * swell * value))
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(frames))
