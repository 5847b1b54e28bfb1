"""Until when an asset bought with a fund's money is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from przystan.rooms.documents.types import Durability


def keep_until(bought_on: date, rules: Sequence[Durability]) -> tuple[date | None, str]:
    """Return the last day on which an asset must be kept, and the rule's source.

    The rule in force on the day of purchase counts, the latest of them; years end on the day
    before, and one bought on 29 February on 28 February.
    """
    in_force = [r for r in rules if r.valid_from <= bought_on]
    if not in_force:
        return None, ""
    rule = max(in_force, key=lambda r: (r.valid_from, r.id))
    try:
        last = bought_on.replace(year=bought_on.year + rule.years)
    except ValueError:
        last = date(bought_on.year + rule.years, 2, 28)
    return last, rule.source
