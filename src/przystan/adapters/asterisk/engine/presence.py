"""Whether the engine answers and our switchboard serves it: one cheap question, kept a moment."""

from __future__ import annotations

import http.client
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from przystan.adapters.asterisk.engine.asking import ask_engine
from przystan.adapters.asterisk.engine.configuration import APPLICATION
from przystan.adapters.asterisk.engine.places import EnginePlaces
from przystan.adapters.asterisk.engine.prompts import SpeechMissing, render, take_recording
from przystan.adapters.asterisk.profile import load_profile
from przystan.rooms.calls.ports import EngineSilent, VoiceMissing

KEPT_SECONDS = 3.0
ASK_SECONDS = 0.5


CONFIGURED = "asterisk/config/dynamic/res_pjsip"


def _browser_phone(phone: str, password: str) -> dict[str, dict[str, str]]:
    """What the engine must know of a browser; the last one makes it usable, so it comes last.

    A browser that is closed sends no sound: 6 seconds later the engine ends its call.
    """
    return {
        "auth": {"auth_type": "userpass", "username": phone, "password": password},
        "aor": {"max_contacts": "1", "remove_existing": "yes", "maximum_expiration": "120"},
        "endpoint": {
            "context": "from-agent", "disallow": "all", "allow": "opus,alaw,ulaw",
            "auth": phone, "aors": phone, "webrtc": "yes", "dtls_auto_generate_cert": "yes",
            "direct_media": "no", "rtp_timeout": "6", "allow_transfer": "no",
            "callerid": f"{phone} <{phone.removeprefix('op')}>"},
    }


class AsteriskEngine:
    """Asks the engine whether our application is registered there; an answer is kept 3 s."""

    def __init__(
        self, places: Callable[[], EnginePlaces], shipped: Callable[[], str],
        websocket: Callable[[], str] = lambda: "",
    ) -> None:
        self._places = places
        self._shipped = shipped
        self._websocket = websocket
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
        try:
            return self._request("GET", f"applications/{APPLICATION}") == http.client.OK
        except EngineSilent:
            return False

    def _request(self, method: str, path: str, body: object = None) -> int:
        """Ask the engine and return the status of its answer. Raises EngineSilent."""
        places = self._places()
        if not (places.home / "secrets.json").exists():
            raise EngineSilent("the engine never ran here")
        try:
            return ask_engine(places, method, path, body, seconds=ASK_SECONDS)
        except (OSError, http.client.HTTPException) as away:
            raise EngineSilent(type(away).__name__) from away

    def make_phone(self, *, phone: str, password: str) -> tuple[str, str]:
        """Let a browser sign on as a telephone. Raises EngineSilent."""
        for kind, fields in _browser_phone(phone, password).items():
            body = {"fields": [{"attribute": k, "value": v} for k, v in fields.items()]}
            status = self._request("PUT", f"{CONFIGURED}/{kind}/{phone}", body)
            if status >= http.client.BAD_REQUEST:
                raise EngineSilent(f"{kind}: {status}")
        return self._places().host, self._websocket()

    def drop_phone(self, *, phone: str) -> None:
        """Forget a browser's telephone; harmless when it is gone. Raises EngineSilent."""
        for kind in ("endpoint", "aor", "auth"):
            self._request("DELETE", f"{CONFIGURED}/{kind}/{phone}")

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
