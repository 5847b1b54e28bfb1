"""Which custody a folder may pass to: pure."""

from __future__ import annotations

from przystan.rooms.records.types import Custody

CUSTODY_MOVES: dict[Custody, frozenset[Custody]] = {
    Custody.REGISTERED: frozenset(Custody) - {Custody.REGISTERED},
    Custody.SHELVED: frozenset(Custody) - {Custody.REGISTERED},
    Custody.LENT: frozenset({Custody.SHELVED, Custody.LENT, Custody.IN_TRANSIT, Custody.MISSING}),
    Custody.IN_TRANSIT: frozenset({Custody.SHELVED, Custody.LENT, Custody.MISSING}),
    Custody.AT_SECOND_INSTANCE: frozenset({Custody.SHELVED, Custody.LENT, Custody.AT_COURT}),
    Custody.AT_COURT: frozenset({Custody.SHELVED, Custody.LENT, Custody.AT_SECOND_INSTANCE}),
    Custody.MISSING: frozenset({Custody.SHELVED, Custody.LENT}),
}


def can_pass(before: Custody, after: Custody) -> bool:
    """Whether a folder may pass from one custody to another."""
    return after in CUSTODY_MOVES[before]
