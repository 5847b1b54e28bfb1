"""Money rules of a project."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

# The Fund's share of a project's value, at most 75 %.
# Source: Regulation (EU) No 514/2014, art. 16, for AMIF 2014-2020 projects; confirmed here only by
# arithmetic on published projects (value and co-financing of three projects).
COFINANCING_RATE = Decimal("0.75")
CENT = Decimal("0.01")


def cofinancing_of(value: Decimal, rate: Decimal = COFINANCING_RATE) -> Decimal:
    """Return the Fund's share of a value, in whole cents.

    >>> cofinancing_of(Decimal("3053333.00"))
    Decimal('2289999.75')
    """
    return (value * rate).quantize(CENT, ROUND_HALF_UP)


def absorption(value: Decimal, spent: Decimal) -> Decimal | None:
    """Return the share of a value that has been spent, 0-1; None when nothing is planned."""
    return (spent / value).quantize(Decimal("0.0001")) if value else None
