"""The gate's screen: what it says, and what it sounds like. Served offline, by the agent itself."""

from __future__ import annotations

import functools
import io
import math
import struct
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.template import Context, Engine
from django.utils import translation

from przystan.adapters.edge.gate import FailMode, GateWatch
from przystan.platform.clock.public import OFFICE_ZONE

PAGE = Path(__file__).parent / "page"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# As on a label: tags of one office differ at their end.
TAG_ENDING = 8
RATE, SECONDS, LOUDNESS = 16_000, 1.2, 14_000
TONES = (880.0, 660.0)
BEAT = 0.3


@functools.cache
def _engine() -> Engine:
    return Engine(dirs=[str(PAGE)], libraries={"i18n": "django.templatetags.i18n"})


def render_page(watch: GateWatch, *, told: dict[str, object], language: str) -> str:
    """Return the page: what stands, what to do, the list's age, the fail mode, the office."""
    gate = watch.gate
    with translation.override(language):
        return _engine().get_template("gate.html").render(Context({
            "language": language, "version": watch.version,
            "alarms": [{"number": a.epc[-TAG_ENDING:], "reader": a.reader,
                        "at": _clock(a.since_us)} for a in watch.standing()],
            "has_list": gate.allowed is not None, "list_size": len(gate.allowed or ()),
            "list_at": _clock(gate.listed_us, day=True),
            "fails_open": gate.fail_mode is FailMode.OPEN, **told}))


def _clock(at_us: int | None, *, day: bool = False) -> str:
    if at_us is None:
        return ""
    at = (EPOCH + timedelta(microseconds=at_us)).astimezone(OFFICE_ZONE)
    return at.strftime("%d.%m.%Y %H:%M" if day else "%H:%M:%S")


@functools.cache
def alarm_sound() -> bytes:
    """Return two tones in turn as a WAV file."""
    frames = bytearray()
    for n in range(int(RATE * SECONDS)):
        tone = TONES[int(n / RATE / BEAT) % len(TONES)]
        frames += struct.pack("<h", int(LOUDNESS * math.sin(2 * math.pi * tone * n / RATE)))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(bytes(frames))
    return file.getvalue()
