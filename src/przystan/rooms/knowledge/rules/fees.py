"""Which amount is in force on a day, and what is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from przystan.rooms.knowledge.types import FeeKind, FeeLine, FeeSum, Rate

# Only the card's fee knows a relief of one half (hardship, pupils and students, under 16).
WITH_RELIEF = frozenset({FeeKind.CARD})
HALF = Decimal("0.5")
CENT = Decimal("0.01")


def rate_on(*, kind: FeeKind, day: date, rates: Iterable[Rate]) -> Rate | None:
    """Return the rate of a kind in force on a day, None where none is known.

    `rates` stand in the order in which they were recorded; the last that covers the day counts,
    so a correction needs no deletion: it is recorded again with the same days.
    """
    found = None
    for rate in rates:
        starts = rate.valid_from <= day
        if rate.kind is kind and starts and (rate.valid_until is None or day <= rate.valid_until):
            found = rate
    return found


def fee_sum(
    *, kinds: Iterable[FeeKind], day: date, rates: Iterable[Rate], has_relief: bool
) -> FeeSum:
    """Return what must be paid for these kinds on a day, in PLN, and the kinds without a rate."""
    known = tuple(rates)
    lines, unknown = [], []
    for kind in dict.fromkeys(kinds):
        rate = rate_on(kind=kind, day=day, rates=known)
        if rate is None:
            unknown.append(kind)
            continue
        share = HALF if has_relief and kind in WITH_RELIEF else Decimal(1)
        lines.append(FeeLine(rate, (rate.amount * share).quantize(CENT)))
    return FeeSum(day, tuple(lines), sum((x.due for x in lines), Decimal(0)), tuple(unknown))
