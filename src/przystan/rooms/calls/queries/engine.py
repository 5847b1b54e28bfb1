"""Which engine is connected, as the composition root says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from przystan.rooms.calls.ports import (
    Engine,
    EngineSilent,
    OfficeStaff,
    OfficeTexts,
    VoiceMissing,
)


class _NoEngine:
    """Before the composition root has spoken there is no engine."""

    def is_connected(self) -> bool:
        return False

    def shipped_helpline(self) -> str:
        return ""

    def make_phone(self, *, phone: str, password: str) -> tuple[str, str]:
        raise EngineSilent(phone, len(password))

    def drop_phone(self, *, phone: str) -> None:
        raise EngineSilent(phone)

    def units(self) -> Mapping[str, str]:
        return {}

    def speak(self, *, language: str, text: str) -> bytes:
        raise VoiceMissing(language, text)

    def take_sound(self, *, content: bytes) -> bytes:
        raise VoiceMissing(len(content))


class _NoTexts:
    """Before the composition root has spoken nobody can tell anything."""

    def tell(self, what: str, slug: str, language: str, /) -> str:
        return ""


_connected: list[Engine] = [_NoEngine()]


def connect_engine(engine: Engine) -> None:
    """Say which engine the screens ask; called once, by the composition root."""
    _connected[0] = engine


def connected_engine() -> Engine:
    """Return the engine that the screens ask. Shape: never None; it may not be connected."""
    return _connected[0]


_texts: list[OfficeTexts] = [_NoTexts()]


def connect_texts(texts: OfficeTexts) -> None:
    """Say who tells the office's texts; called once, by the composition root."""
    _texts[0] = texts


def connected_texts() -> OfficeTexts:
    """Return who tells the office's texts. Shape: never None; it may tell nothing."""
    return _texts[0]


class _NoStaff:
    """Before the composition root has spoken nobody is known."""

    def topics(self) -> Mapping[str, str]:
        return {}

    def branches(self) -> Mapping[str, str]:
        return {}

    def competent(self, *, topic: str, language: str, on: date) -> frozenset[str]:
        return frozenset()

    def branches_of(self, *, names: Collection[str]) -> Mapping[str, frozenset[str]]:
        return {}


_staff: list[OfficeStaff] = [_NoStaff()]


def connect_staff(staff: OfficeStaff) -> None:
    """Say who knows the office's staff; called once, by the composition root."""
    _staff[0] = staff


def connected_staff() -> OfficeStaff:
    """Return who knows the office's staff. Shape: never None; nobody may be known."""
    return _staff[0]
