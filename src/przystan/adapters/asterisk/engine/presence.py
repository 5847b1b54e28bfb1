"""Whether the engine answers and our switchboard serves it: one cheap question, kept a moment."""

from __future__ import annotations

import base64
import http.client
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from przystan.adapters.asterisk.engine.configuration import APPLICATION
from przystan.adapters.asterisk.engine.places import EnginePlaces, load_secrets
from przystan.adapters.asterisk.engine.prompts import SpeechMissing, render, take_recording
from przystan.adapters.asterisk.profile import load_profile
from przystan.rooms.calls.ports import VoiceMissing

KEPT_SECONDS = 3.0
ASK_SECONDS = 0.5


class AsteriskEngine:
    """Asks the engine whether our application is registered there; an answer is kept 3 s."""

    def __init__(
        self, places: Callable[[], EnginePlaces], shipped: Callable[[], str]
    ) -> None:
        self._places = places
        self._shipped = shipped
        self._asked_at = float("-inf")
        self._answer = False

    def is_connected(self) -> bool:
        """Whether the engine answers and our switchboard holds its stream."""
        now = time.monotonic()
        if now - self._asked_at > KEPT_SECONDS:
            self._answer = self._ask()
            self._asked_at = now
        return self._answer

    def _ask(self) -> bool:
        places = self._places()
        if not (places.home / "secrets.json").exists():
            return False
        login = f"{APPLICATION}:{load_secrets(places).ari}".encode()
        asking = http.client.HTTPConnection(places.host, places.http_port, timeout=ASK_SECONDS)
        try:
            asking.request("GET", f"/ari/applications/{APPLICATION}", headers={
                "Authorization": "Basic " + base64.b64encode(login).decode()})
            return asking.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asking.close()

    def shipped_helpline(self) -> str:
        """Return the helpline that ships, as TOML."""
        return self._shipped()

    def units(self) -> Mapping[str, str]:
        """Return the units' extensions with their names, as the profile says."""
        profile = load_profile("przystan")
        return {unit: profile.unit_names.get(unit, "") for unit in sorted(profile.unit_extensions)}

    def speak(self, *, language: str, text: str) -> bytes:
        """Speak a text into a WAV file, as the engine would. Raises VoiceMissing."""
        try:
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder) / "spoken.wav"
                render(text, language, target)
                return target.read_bytes()
        except SpeechMissing as missing:
            raise VoiceMissing(str(missing)) from missing

    def take_sound(self, *, content: bytes) -> bytes:
        """Turn a recording into the engine's own kind of WAV. Raises NotASound, VoiceMissing."""
        try:
            return take_recording(content)
        except SpeechMissing as missing:
            raise VoiceMissing(str(missing)) from missing
