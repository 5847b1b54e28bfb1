"""Which engine is connected, as the composition root says."""

from __future__ import annotations

from przystan.rooms.calls.ports import Engine


class _NoEngine:
    """Before the composition root has spoken there is no engine."""

    def is_connected(self) -> bool:
        return False

    def shipped_helpline(self) -> str:
        return ""


_connected: list[Engine] = [_NoEngine()]


def connect_engine(engine: Engine) -> None:
    """Say which engine the screens ask; called once, by the composition root."""
    _connected[0] = engine


def connected_engine() -> Engine:
    """Return the engine that the screens ask. Shape: never None; it may not be connected."""
    return _connected[0]
