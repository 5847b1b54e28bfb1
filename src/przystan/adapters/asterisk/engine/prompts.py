"""Spoken prompts: whole sentences by espeak-ng, each replaced by a recorded file when there is one.

A made text is a file named by its language and content, so that it is rendered once; a recording
of a human voice lies in prompts/LANGUAGE/recorded/NAME.wav and goes first.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.rooms.calls.types import Tree

RATE = 8000
WORDS_A_MINUTE = "150"
VOICES = {"pl": "pl", "uk": "uk", "ru": "ru", "en": "en-gb"}
FALLBACK_TEXT = "Łączę z pracownikiem urzędu. Proszę czekać."


class SpeechMissing(Exception):
    """Nothing here can speak; the message says what to install."""


def sound_of(places: EnginePlaces, language: str, text: str, *, name: str = "") -> Path:
    """Return the sound file of a text, rendering it first when it is new. Raises SpeechMissing."""
    folder = places.prompts / language
    recorded = folder / "recorded" / f"{name}.wav"
    if name and recorded.is_file():
        return recorded
    made = folder / f"{hashlib.sha256(text.encode()).hexdigest()[:20]}.wav"
    if not made.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        render(text, language, made)
    return made


def render(text: str, language: str, target: Path) -> None:
    """Speak a text into a file of 8 kHz mono, whole or not at all. Raises SpeechMissing."""
    for program in ("espeak-ng", "sox"):
        if shutil.which(program) is None:
            raise SpeechMissing(f"{program} is not installed (apt-get install espeak-ng sox)")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    # The text goes in by standard input: neither a list of processes nor a shell sees it.
    spoken = subprocess.run(
        ["espeak-ng", "-v", VOICES.get(language, language), "-s", WORDS_A_MINUTE, "--stdin",
         "--stdout"],
        input=text.encode(), capture_output=True, check=False)
    if spoken.returncode or not spoken.stdout:
        raise SpeechMissing(f"espeak-ng does not speak {language}: "
                            f"{spoken.stderr.decode(errors='replace')[:200]}")
    done = subprocess.run(
        ["sox", "-t", "wav", "--ignore-length", "-", "-r", str(RATE), "-c", "1", "-b", "16",
         "-t", "wav", str(part), "norm", "-3"],
        input=spoken.stdout, capture_output=True, check=False)
    if done.returncode:
        raise SpeechMissing(f"sox: {done.stderr.decode(errors='replace')[:200]}")
    part.replace(target)
    target.chmod(0o644)


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
