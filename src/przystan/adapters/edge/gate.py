"""The gate's decision: from a list in memory, with the office or without it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Passage(StrEnum):
    """What the gate says of a tag."""

    ALLOWED = "allowed"
    ALARM = "alarm"
    NOT_OURS = "not_ours"


class FailMode(StrEnum):
    """What a gate does that never had a list: sound for every folder, or let all pass."""

    ALARM = "alarm"
    OPEN = "open"


@dataclass
class Gate:
    """Decides whether a folder may pass. `prefixes` say which numbers are the office's folders.

    A list once had is used until a newer one comes, however long the office is away: who took a
    folder before that is on it. Without any list the stated fail mode decides.
    """

    prefixes: tuple[str, ...]
    fail_mode: FailMode = FailMode.ALARM
    allowed: frozenset[str] | None = None

    def replace(self, allowed: Iterable[str]) -> None:
        """Use a new list from now on."""
        self.allowed = frozenset(allowed)

    def decide(self, epc: str) -> Passage:
        """Say what follows from a tag at the gate."""
        if not epc.startswith(self.prefixes):
            return Passage.NOT_OURS
        if self.allowed is None:
            return Passage.ALARM if self.fail_mode is FailMode.ALARM else Passage.ALLOWED
        return Passage.ALLOWED if epc in self.allowed else Passage.ALARM
