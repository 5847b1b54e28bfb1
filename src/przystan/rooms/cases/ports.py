"""What cases needs from the outside world: a service that delivers letters electronically."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class DeliveryUnreachable(Exception):
    """The service did not answer; `permanent` says whether asking again is of use."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class ElectronicDelivery(Protocol):
    """A service for electronic deliveries. A simulator says so in its name."""

    name: str
    is_simulator: bool

    def send(self, *, key: str, address: str, letter: bytes) -> str:
        """Put a letter (PDF) into a box and return the service's reference of it.

        The same key twice is one letter. Raises DeliveryUnreachable.
        """

    def opened_on(self, *, reference: str, sent_on: date, today: date) -> date | None:
        """Return the day on which the addressee opened a letter; None while they did not.

        Raises DeliveryUnreachable.
        """
