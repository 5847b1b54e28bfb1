"""Reads of measures of two figures: value, both figures, and their months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from przystan.reporting.catalogue import RATIO_BY_CODE, RATIOS
from przystan.reporting.queries.figures import PROJECT, compute, list_months
from przystan.reporting.rules import ratio_of
from przystan.reporting.types import Figure, Ratio, RatioValue

UNIT_COSTS = ("finance.cost_per_person", "finance.cost_per_answered_call",
              "finance.cost_per_folder")


class UnknownRatio(LookupError):
    """The catalogue has no measure with this code."""


def ratio_definition(code: str) -> Ratio:
    """Return the definition of a measure. Raises UnknownRatio."""
    try:
        return RATIO_BY_CODE[code]
    except KeyError as missing:
        raise UnknownRatio(code) from missing


def compute_ratios(
    *, codes: Iterable[str] = (), as_of: date, project: str = PROJECT
) -> tuple[RatioValue, ...]:
    """Compute measures of two figures as of the end of a day; all when none is named.

    The value is None where the denominator is nought. Raises UnknownRatio, ProjectNotFound.
    """
    wanted = [ratio_definition(code) for code in codes] or list(RATIOS)
    needed = list(dict.fromkeys(c for r in wanted for c in (r.numerator, r.denominator)))
    return ratio_values(wanted, compute(codes=needed, as_of=as_of, project=project))


def ratio_values(ratios: Iterable[Ratio], figures: Iterable[Figure]) -> tuple[RatioValue, ...]:
    """Divide measures of two figures out of figures that are counted already."""
    known = {f.code: f for f in figures}
    return tuple(
        RatioValue(r, known[r.numerator], known[r.denominator], ratio_of(
            known[r.numerator].value * r.scale, known[r.denominator].value))
        for r in ratios)


def ratio_months(
    *, code: str, as_of: date, project: str = PROJECT
) -> tuple[tuple[date, Decimal | None], ...]:
    """Return a measure month by month: what the month added to the one over the other.

    None in a month in which there was nothing to divide by. Raises UnknownRatio.
    """
    r = ratio_definition(code)
    above, below = (
        {m.month: m.value for m in list_months(code=c, as_of=as_of, project=project)}
        for c in (r.numerator, r.denominator))
    return tuple(
        (month, ratio_of(above.get(month, Decimal(0)) * r.scale, below.get(month, Decimal(0))))
        for month in sorted({*above, *below}))
