"""The door of the calls room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from przystan.rooms.calls.rules.logs import SideBySide
from przystan.rooms.calls.rules.numbers import to_e164
from przystan.rooms.calls.rules.profile import BadProfile, read_profile
from przystan.rooms.calls.types import (
    CallRecord,
    Contact,
    Disagreement,
    EngineEvent,
    Profile,
    QueueEvent,
)

__all__ = ["BadProfile", "fold_logs", "read_profile", "to_e164"]


def fold_logs(
    *,
    profile: Profile,
    events: Iterable[EngineEvent],
    queue_events: Iterable[QueueEvent] | None = None,
    records: Iterable[CallRecord] | None = None,
) -> Iterator[Contact | Disagreement]:
    """Fold one engine's events into contacts, and hold its other logs against them.

    Shape: contacts in the order in which they close, each followed by its differences; at the end
    what stayed open or appears only in another log. Reads lazily, in memory that depends on open
    calls only; needs no database. Source: the engine's event log (CEL); `Disagreement.reason`.
    """
    return SideBySide(profile, queue_events=queue_events, records=records).run(events)
