"""What reception asks of others without knowing them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol


class OfficeStaff(Protocol):
    """What the office knows of its staff and procedures, for the counters."""

    def topics(self) -> Mapping[str, str]:
        """Return the procedures that a service may name: slug → title in the reader's language."""

    def competent(self, *, topic: str, language: str, on: date) -> frozenset[str]:
        """Name those whose certificates let them serve a procedure in a language on a day."""
