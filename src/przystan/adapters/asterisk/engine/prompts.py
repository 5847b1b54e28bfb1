"""Spoken prompts: whole sentences by espeak-ng, each replaced by a recorded file when there is one.

A made text is a file named by its language and content, so that it is rendered once. A recording
of a human voice goes first: recorded/CONTENT.wav as the office keeps it for just these words, else
recorded/NAME.wav, which somebody laid there for whatever the prompt of that name says.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import wave
from collections.abc import Callable, Iterable
from pathlib import Path

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.rooms.calls.ports import NotASound
from przystan.rooms.calls.types import Recording, Tree

RATE = 8000
LONGEST_SECONDS = 120
WORDS_A_MINUTE = "150"
VOICES = {"pl": "pl", "uk": "uk", "ru": "ru", "en": "en-gb"}
FALLBACK_TEXT = "Łączę z pracownikiem urzędu. Proszę czekać."


class SpeechMissing(Exception):
    """Nothing here can speak; the message says what to install."""


def sound_of(places: EnginePlaces, language: str, text: str, *, name: str = "") -> Path:
    """Return the sound file of a text, rendering it first when it is new. Raises SpeechMissing."""
    folder = places.prompts / language
    digest = hashlib.sha256(text.encode()).hexdigest()[:20]
    for recorded in (digest, name):
        if recorded and (found := folder / "recorded" / f"{recorded}.wav").is_file():
            return found
    made = folder / f"{digest}.wav"
    if not made.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        render(text, language, made)
    return made


def render(text: str, language: str, target: Path) -> None:
    """Speak a text into a file of 8 kHz mono, whole or not at all. Raises SpeechMissing."""
    for program in ("espeak-ng", "sox"):
        if shutil.which(program) is None:
            raise SpeechMissing(f"{program} is not installed (apt-get install espeak-ng sox)")
    # The text goes in by standard input: neither a list of processes nor a shell sees it.
    spoken = subprocess.run(
        ["espeak-ng", "-v", VOICES.get(language, language), "-s", WORDS_A_MINUTE, "--stdin",
         "--stdout"],
        input=text.encode(), capture_output=True, check=False)
    if spoken.returncode or not spoken.stdout:
        raise SpeechMissing(f"espeak-ng does not speak {language}: "
                            f"{spoken.stderr.decode(errors='replace')[:200]}")
    done = _turn(spoken.stdout)
    if done.returncode:
        raise SpeechMissing(f"sox: {done.stderr.decode(errors='replace')[:200]}")
    _write(target, done.stdout)


def _turn(sound: bytes, *effects: str) -> subprocess.CompletedProcess[bytes]:
    """Turn a WAV file into 8 kHz mono of 16 bit, as loud as a prompt is."""
    done = subprocess.run(
        ["sox", "-t", "wav", "--ignore-length", "-", "-r", str(RATE), "-c", "1", "-b", "16",
         "-e", "signed-integer", "-t", "raw", "-", *effects, "norm", "-3"],
        input=sound, capture_output=True, check=False)
    if not done.returncode:
        done.stdout = _with_head(done.stdout)
    return done


def _with_head(frames: bytes) -> bytes:
    """Put the head of a WAV file before its samples; a program that pipes cannot know it."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(frames)
    return out.getvalue()


def _write(target: Path, content: bytes) -> None:
    """Write a sound, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(target)
    target.chmod(0o644)


def take_recording(content: bytes) -> bytes:
    """Turn somebody's WAV file into the engine's kind. Raises NotASound, SpeechMissing."""
    if shutil.which("sox") is None:
        raise SpeechMissing("sox is not installed (apt-get install sox)")
    done = _turn(content, "trim", "0", str(LONGEST_SECONDS))
    if done.returncode or len(done.stdout) < RATE // 5:
        raise NotASound("this is no WAV file with a voice in it")
    return done.stdout


def lay_recordings(
    places: EnginePlaces, recordings: Iterable[Recording], read: Callable[[str], bytes]
) -> None:
    """Lay the human voices that the office keeps beside the engine; take away those taken back."""
    for one in recordings:
        target = places.prompts / one.language / "recorded" / f"{one.text_digest}.wav"
        mark = target.with_suffix(".sha256")
        if not one.sha256:
            target.unlink(missing_ok=True)
            mark.unlink(missing_ok=True)
        elif not target.is_file() or not mark.is_file() or mark.read_text() != one.sha256:
            _write(target, read(one.sha256))
            mark.write_text(one.sha256, "ascii")


def render_tree(places: EnginePlaces, tree: Tree) -> int:
    """Render every prompt of a tree in every language and return their number."""
    count = 0
    for name, texts in tree.prompts.items():
        for language in tree.languages:
            sound_of(places, language, texts[language], name=name)
            count += 1
    fallback = places.prompts / "pl" / "fallback.wav"
    if not fallback.exists():
        fallback.parent.mkdir(parents=True, exist_ok=True)
        render(FALLBACK_TEXT, "pl", fallback)
    return count
