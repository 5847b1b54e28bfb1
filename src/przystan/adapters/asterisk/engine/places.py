"""Where the engine lives and which ports it takes."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from przystan.adapters.asterisk.profile import load_profile

PHONES = tuple(f"op{number}" for number in range(101, 109))
"""Phones of operators that ring in the fallback queue too; more are a line in phones.json."""

JOIN_PRIORITY = 100
"""Where the dialplan's context `units` brings a caller together with a unit that was asked."""


@dataclass(frozen=True, slots=True)
class EnginePlaces:
    """One engine: its folder and its ports, all on `host`."""

    home: Path
    host: str = "127.0.0.1"
    sip_port: int = 5060
    http_port: int = 8088
    ami_port: int = 5038
    rtp_first: int = 20000
    rtp_last: int = 21999
    maximum_calls: int = 300

    @property
    def root(self) -> Path:
        """Where an engine of our own is unpacked."""
        return self.home / "root"

    @property
    def etc(self) -> Path:
        """Its configuration, written by us."""
        return self.home / "etc"

    @property
    def trunk(self) -> Path:
        """The provider's line, written by the administrator; without it a phone may be one."""
        return self.home / "trunk.conf"

    @property
    def prompts(self) -> Path:
        """Spoken prompts: one folder a language."""
        return self.home / "prompts"

    @property
    def cel_log(self) -> Path:
        """The book of record: one JSON object an event."""
        return self.home / "log" / "cel-custom" / "cel.jsonl"

    @property
    def recordings(self) -> Path:
        """Where the engine writes conversations until the office has taken them in."""
        return self.home / "spool" / "recording"

    @property
    def pid_file(self) -> Path:
        """The number of the running process."""
        return self.home / "run" / "asterisk.pid"


@dataclass(frozen=True, slots=True)
class EngineSecrets:
    """Passwords between us and the engine, and of the phones. Never printed."""

    ari: str
    ami: str
    phones: dict[str, str]

    def __repr__(self) -> str:
        return "EngineSecrets(…)"


def engine_home(home: Path) -> Path:
    """Return the engine's folder under `home`; as root, where nobody gets there, under /var/lib."""
    wanted = home / "engine"
    passable = all(p.stat().st_mode & 0o001 for p in [home, *home.parents] if p.exists())
    if os.geteuid() != 0 or passable:
        return wanted
    tag = hashlib.sha256(str(home).encode()).hexdigest()[:10]
    return Path("/var/lib") / f"przystan-engine-{tag}"


def load_secrets(places: EnginePlaces) -> EngineSecrets:
    """Read the engine's passwords; make them the first time, readable by the owner only."""
    path = places.home / "secrets.json"
    if not path.exists():
        places.home.mkdir(parents=True, exist_ok=True)
        units = sorted(load_profile("przystan").unit_extensions)
        names = (*PHONES, *(f"u{unit}" for unit in units), "trunk")
        content = {"ari": secrets.token_urlsafe(24), "ami": secrets.token_urlsafe(24),
                   "phones": {name: secrets.token_urlsafe(15) for name in names}}
        fresh = path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file)
        fresh.replace(path)
    found = json.loads(path.read_text("utf-8"))
    return EngineSecrets(found["ari"], found["ami"], dict(found["phones"]))
