"""Append contacts, legs, wrap-ups and runs by COPY."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.calls.rules.numbers import to_e164
from przystan.rooms.calls.types import Contact, Disagreement, Leg, NewContact, NewLeg

_CONTACT_COLUMNS = (
    "id", "engine", "key", "direction", "outcome", "started_at", "ended_at", "local_date",
    "number", "e164", "line", "language", "redirected_to", "redirect_answered", "operators",
    "wait_seconds", "talk_seconds", "branch_id", "run_id", "recorded_at",
)
_LEG_COLUMNS = (
    "contact_id", "position", "kind", "started_at", "answered_at", "ended_at", "who", "target",
    "call_key",
)


def store_contacts(
    contacts: Sequence[Contact | NewContact],
    *,
    engine: str,
    run_id: int,
    at: datetime,
    actor_name: str,
) -> list[int]:
    """Append contacts with their legs (and wrap-ups) and return their ids in order."""
    ids = transactions.new_ids(table="calls_contact", count=len(contacts))
    transactions.copy_rows(
        table="calls_contact", columns=_CONTACT_COLUMNS,
        rows=(_contact_values(i, c, engine, run_id, at) for i, c in zip(ids, contacts)),
    )
    transactions.copy_rows(
        table="calls_leg", columns=_LEG_COLUMNS,
        rows=(row for i, c in zip(ids, contacts) for row in _leg_values(i, c.legs)),
    )
    transactions.copy_rows(
        table="calls_wrapup",
        columns=("contact_id", "topic", "note", "recorded_at", "actor_name"),
        rows=(
            (i, c.topic, "", c.recorded_at or at, actor_name)
            for i, c in zip(ids, contacts)
            if isinstance(c, NewContact) and c.topic
        ),
    )
    return ids


def _contact_values(
    contact_id: int, c: Contact | NewContact, engine: str, run_id: int, at: datetime
) -> tuple[object, ...]:
    if isinstance(c, NewContact):
        key, branch, recorded_at = c.key, c.branch or None, c.recorded_at or at
    else:
        key, branch, recorded_at = c.id, None, at
        engine = c.engine or engine
    return (
        contact_id, engine, key, c.direction.value, c.outcome.value, c.started_at, c.ended_at,
        clock.local_date(c.started_at), c.number, to_e164(c.number) or "", c.line or "",
        c.language or "", c.redirected_to or "", c.redirect_answered, list(c.operators),
        c.wait_seconds, c.talk_seconds, branch, run_id, recorded_at,
    )


def _leg_values(
    contact_id: int, legs: Sequence[Leg | NewLeg]
) -> Iterator[tuple[object, ...]]:
    for position, leg in enumerate(legs):
        yield (
            contact_id, position, leg.kind.value, leg.started_at, leg.answered_at, leg.ended_at,
            leg.who, leg.target, leg.call_id if isinstance(leg, Leg) else "",
        )


def store_disagreements(found: Iterable[Disagreement], *, engine: str, run_id: int) -> int:
    """Append differences and return their number."""
    return transactions.copy_rows(
        table="calls_disagreement",
        columns=("run_id", "engine", "call_key", "reason", "log", "says", "instead_of", "at",
                 "is_explained"),
        rows=(
            (run_id, engine, d.id, d.reason.value, d.log, d.says[:200], d.instead_of[:200], d.at,
             d.is_explained)
            for d in found
        ),
    )
