"""The agent's settings: a small TOML file beside the readers."""

from __future__ import annotations

import ssl
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from przystan.adapters.edge.gate import FailMode

GDTI_HEADER, CLOSED_HEADER = "2C", "0A"
LANGUAGES = ("pl", "en")


class BadSettings(ValueError):
    """The file is not what an agent needs; says what and where."""


class Kind(StrEnum):
    """What a reader speaks."""

    LLRP = "llrp"
    IMPINJ = "impinj"
    ZEBRA = "zebra"
    LINES = "lines"


class Via(StrEnum):
    """Who calls whom: the agent the reader, the reader the agent, or both a broker."""

    CONNECT = "connect"
    PUSH = "push"
    MQTT = "mqtt"


# What each way needs beside the name; the first way of a kind is the one that is not said.
WAYS: dict[Kind, dict[Via, tuple[str, ...]]] = {
    Kind.LLRP: {Via.CONNECT: ("host",)},
    Kind.IMPINJ: {Via.PUSH: ("token",), Via.CONNECT: ("url",), Via.MQTT: ("host", "topic")},
    Kind.ZEBRA: {Via.PUSH: ("token",), Via.MQTT: ("host", "topic")},
    Kind.LINES: {Via.PUSH: ("token",), Via.MQTT: ("host", "topic")},
}
PORTS = {Via.CONNECT: 5084, Via.MQTT: 1883, Via.PUSH: 0}


@dataclass(frozen=True)
class ReaderSettings:
    """One reader: its name in the office, how its reads come, and whether it is a gate."""

    name: str
    host: str = ""
    port: int = PORTS[Via.CONNECT]
    is_gate: bool = False
    select: str = ""
    kind: Kind = Kind.LLRP
    via: Via = Via.CONNECT
    url: str = ""
    topic: str = ""
    user: str = ""
    password: str = ""
    token: str = ""


@dataclass(frozen=True)
class EdgeSettings:
    """What an agent runs with. Seconds are the pauses between its acts.

    `screen` is where the gate's screen is served, on this machine only; `listen` where readers
    that push reach the agent: by TLS with a certificate (PEM, with its chain) and its key. Beyond
    this machine that is the rule; `listen_plain` lets reads and tokens travel in the open.
    """

    readers: tuple[ReaderSettings, ...] = ()
    fail_mode: FailMode = FailMode.ALARM
    folder_prefixes: tuple[str, ...] = (GDTI_HEADER, CLOSED_HEADER)
    window_seconds: float = 5.0
    upload_seconds: float = 1.0
    gate_seconds: float = 15.0
    alarm_seconds: float = 60.0
    batch: int = 5_000
    screen: str = "127.0.0.1:8790"
    listen: str = ""
    listen_certificate: str = ""
    listen_key: str = ""
    listen_plain: bool = False
    language: str = "pl"


NUMBERS = ("window_seconds", "upload_seconds", "gate_seconds", "alarm_seconds", "batch")
TEXTS = ("screen", "listen", "listen_certificate", "listen_key", "language")
HERE = ("127.0.0.1", "::1", "[::1]", "localhost")


def read_settings(path: Path) -> EdgeSettings:
    """Read the file. Raises BadSettings with the key that is wrong."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise BadSettings(f"{path}: {wrong}") from wrong
    readers = told.pop("reader", [])
    if not isinstance(readers, list):
        raise BadSettings(f"{path}: write each reader as [[reader]]")
    if unknown := sorted(set(told) - {"fail_mode", "listen_plain", *NUMBERS, *TEXTS}):
        raise BadSettings(f"{path}: unknown setting {unknown[0]!r}")
    try:
        mode = FailMode(told.pop("fail_mode", FailMode.ALARM))
    except ValueError as wrong:
        raise BadSettings(f"{path}: fail_mode is 'alarm' or 'open'") from wrong
    _check(path, told)
    made = EdgeSettings(readers=tuple(_reader(path, r) for r in readers), fail_mode=mode, **told)
    if not made.listen and any(r.via is Via.PUSH for r in made.readers):
        raise BadSettings(f"{path}: readers that push need listen = 'address:port'")
    _check_listening(path, made)
    return made


def tls_of(settings: EdgeSettings) -> ssl.SSLContext | None:
    """Return what readers that push are served with, None for in the open. Raises OSError."""
    if not settings.listen_certificate:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(settings.listen_certificate, settings.listen_key or None)
    return context


def _check_listening(path: Path, made: EdgeSettings) -> None:
    if made.listen_certificate:
        try:
            tls_of(made)
        except OSError as wrong:
            raise BadSettings(
                f"{path}: listen_certificate and listen_key do not open: {wrong}") from wrong
    elif made.listen and address_of(made.listen)[0] not in HERE and not made.listen_plain:
        raise BadSettings(
            f"{path}: readers beyond this machine push by TLS: set listen_certificate and "
            "listen_key, or listen_plain = true if the network is yours alone")


def address_of(text: str) -> tuple[str, int]:
    """Take 'host:port' apart. Raises ValueError."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise ValueError(f"expected address:port, not {text!r}")
    return host, int(port)


def _check(path: Path, told: dict[str, Any]) -> None:
    for name, value in told.items():
        if problem := _odd(name, value):
            raise BadSettings(f"{path}: {name} {problem}")
    if told.get("language", "pl") not in LANGUAGES:
        raise BadSettings(f"{path}: language is one of {', '.join(LANGUAGES)}")
    for name in ("screen", "listen"):
        try:
            if told.get(name):
                address_of(told[name])
        except ValueError as wrong:
            raise BadSettings(f"{path}: {name}: {wrong}") from wrong


def _odd(name: str, value: object) -> str:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if name in NUMBERS and not (is_number and value > 0):  # type: ignore[operator]
        return "must be a number above 0"
    if name in TEXTS and not isinstance(value, str):
        return "must be a text"
    return "is true or false" if name == "listen_plain" and not isinstance(value, bool) else ""


def _reader(path: Path, told: object) -> ReaderSettings:
    if not isinstance(told, dict) or not isinstance(told.get("name"), str) or not told["name"]:
        raise BadSettings(f"{path}: every [[reader]] has a name")
    known = {"port": int, "is_gate": bool}
    names = set(ReaderSettings.__dataclass_fields__)
    for name, value in told.items():
        if name not in names or not isinstance(value, known.get(name, str)):
            raise BadSettings(f"{path}: reader {told['name']!r}: {name} is not understood")
    try:
        kind = Kind(told.get("kind", Kind.LLRP))
        via = Via(told.get("via", next(iter(WAYS[kind]))))
        needed = WAYS[kind][via]
    except (ValueError, KeyError) as wrong:
        raise BadSettings(f"{path}: reader {told['name']!r}: no such kind and via") from wrong
    for name in needed:
        if not told.get(name):
            raise BadSettings(f"{path}: reader {told['name']!r}: {kind} by {via} needs {name}")
    return ReaderSettings(**{"port": PORTS[via], **told, "kind": kind, "via": via})
