"""The agent's settings: a small TOML file beside the readers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from przystan.adapters.edge.gate import FailMode

GDTI_HEADER, CLOSED_HEADER = "2C", "0A"


class BadSettings(ValueError):
    """The file is not what an agent needs; says what and where."""


@dataclass(frozen=True)
class ReaderSettings:
    """One reader: its name in the office, where it answers, and whether it is a gate."""

    name: str
    host: str
    port: int = 5084
    is_gate: bool = False
    select: str = ""


@dataclass(frozen=True)
class EdgeSettings:
    """What an agent runs with. Seconds are the pauses between its acts."""

    readers: tuple[ReaderSettings, ...] = ()
    fail_mode: FailMode = FailMode.ALARM
    folder_prefixes: tuple[str, ...] = (GDTI_HEADER, CLOSED_HEADER)
    window_seconds: float = 5.0
    upload_seconds: float = 1.0
    gate_seconds: float = 15.0
    batch: int = 5_000


def read_settings(path: Path) -> EdgeSettings:
    """Read the file. Raises BadSettings with the key that is wrong."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise BadSettings(f"{path}: {wrong}") from wrong
    readers = told.pop("reader", [])
    if not isinstance(readers, list):
        raise BadSettings(f"{path}: write each reader as [[reader]]")
    known = {"fail_mode", "window_seconds", "upload_seconds", "gate_seconds", "batch"}
    if unknown := sorted(set(told) - known):
        raise BadSettings(f"{path}: unknown setting {unknown[0]!r}")
    try:
        mode = FailMode(told.pop("fail_mode", FailMode.ALARM))
    except ValueError as wrong:
        raise BadSettings(f"{path}: fail_mode is 'alarm' or 'open'") from wrong
    for name, value in told.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
            raise BadSettings(f"{path}: {name} must be a number above 0")
    return EdgeSettings(readers=tuple(_reader(path, r) for r in readers), fail_mode=mode, **told)


def _reader(path: Path, told: object) -> ReaderSettings:
    if not isinstance(told, dict) or not told.get("name") or not told.get("host"):
        raise BadSettings(f"{path}: every [[reader]] has a name and a host")
    known = {"name": str, "host": str, "port": int, "is_gate": bool, "select": str}
    for name, value in told.items():
        if name not in known or not isinstance(value, known[name]):
            raise BadSettings(f"{path}: reader {told['name']!r}: {name} is not understood")
    return ReaderSettings(**told)
