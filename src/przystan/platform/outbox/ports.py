"""What the outbox needs from the outside world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class OutgoingFile:
    """A file that leaves with a message."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Outgoing:
    """One message as it leaves. `key` lets a receiver recognise a repeat."""

    key: str
    recipient: str
    subject: str
    body: str
    language: str
    files: tuple[OutgoingFile, ...] = ()


class DeliveryFailed(Exception):
    """The carrier did not take the message; `permanent` says whether trying again is of use."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class Carrier(Protocol):
    """One way out: mail, SMS. A simulator says so in its name."""

    name: str
    is_simulator: bool

    def deliver(self, message: Outgoing) -> str:
        """Hand the message over and return the carrier's reference. Raises DeliveryFailed."""
        ...
