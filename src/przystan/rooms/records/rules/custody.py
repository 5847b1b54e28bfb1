"""Which custody a folder may pass to, and where a chain of custody has gaps: pure."""

from __future__ import annotations

from collections.abc import Sequence

from przystan.rooms.records.types import ChainGap, Custody, CustodyEntry, GapKind

# What was destroyed or handed to the archive goes by a list of its own, and never comes back.
ENDS = frozenset({Custody.DISPOSED, Custody.ARCHIVED})
_ANYWHERE = frozenset(Custody) - ENDS - {Custody.REGISTERED}
CUSTODY_MOVES: dict[Custody, frozenset[Custody]] = {
    Custody.REGISTERED: _ANYWHERE,
    Custody.SHELVED: _ANYWHERE,
    Custody.LENT: frozenset({Custody.SHELVED, Custody.LENT, Custody.IN_TRANSIT, Custody.MISSING}),
    Custody.IN_TRANSIT: frozenset({Custody.SHELVED, Custody.LENT, Custody.MISSING}),
    Custody.AT_SECOND_INSTANCE: frozenset({Custody.SHELVED, Custody.LENT, Custody.AT_COURT}),
    Custody.AT_COURT: frozenset({Custody.SHELVED, Custody.LENT, Custody.AT_SECOND_INSTANCE}),
    Custody.MISSING: frozenset({Custody.SHELVED, Custody.LENT}),
    Custody.DISPOSED: frozenset(),
    Custody.ARCHIVED: frozenset(),
}


def can_pass(before: Custody, after: Custody) -> bool:
    """Whether a folder may pass from one custody to another."""
    return after in CUSTODY_MOVES[before]


def gaps_of(chain: Sequence[CustodyEntry]) -> tuple[ChainGap, ...]:
    """Return where a chain, oldest first, does not say where the folder was.

    A gap: no registration at its beginning, a step that cannot follow the one before it, a step
    before its predecessor's time, or a span in which the folder was missing.
    """
    gaps = []
    if chain and chain[0].custody is not Custody.REGISTERED:
        gaps.append(ChainGap(0, GapKind.NO_BEGINNING, chain[0].at))
    for number, step in enumerate(chain, 1):
        after = chain[number] if number < len(chain) else None
        if step.custody is Custody.MISSING:
            gaps.append(ChainGap(number, GapKind.MISSING, after.at if after else None))
        if after is None:
            continue
        if after.at < step.at:
            gaps.append(ChainGap(number, GapKind.TIME_BACKWARDS, after.at))
        is_end = step.custody is Custody.SHELVED and after.custody in ENDS
        if not is_end and not can_pass(step.custody, after.custody):
            gaps.append(ChainGap(number, GapKind.NOT_ALLOWED, after.at))
    return tuple(gaps)


def can_undo(chain: Sequence[Custody]) -> bool:
    """Whether the last step of a chain, oldest first, may be undone.

    Not a first step, nor what went for ever, nor what another deed undoes (a consignment).
    """
    fixed = ENDS | {Custody.IN_TRANSIT}
    return len(chain) > 1 and chain[-1] not in fixed and (
        chain[-2] not in fixed | {Custody.REGISTERED})
