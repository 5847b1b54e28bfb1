"""When a letter counts as delivered: pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from przystan.rooms.cases.rules.calendar import next_working
from przystan.rooms.cases.types import Delivery, DeliveryDay, DeliveryStep

DEEMED_DAYS = 14
"""Days from the first notice after which a letter that nobody collects counts as delivered.

Source: KPA art. 44 § 4, in force before 2014; from memory, not confirmed.
"""

D = DeliveryStep


def delivered_on(steps: Iterable[Delivery]) -> DeliveryDay | None:
    """Return the day on which a letter counts as delivered, None while it does not.

    Handed over: that day. Refused: that day as well (KPA art. 47). Two notices without collection:
    fourteen days after the first (KPA art. 44 § 4); a single notice is not enough. A letter handed
    over before that day was delivered by hand. An electronic letter: opened, or its term
    lapsed; the step names the article.
    """
    known = {s.step: s for s in steps}
    for step in (D.E_OPENED, D.E_DEEMED):
        if step in known:
            return DeliveryDay(known[step].on, known[step].reference, step is D.E_DEEMED)
    days = {step: s.on for step, s in known.items()}
    first = days.get(D.FIRST_NOTICE)
    deemed = first + timedelta(days=DEEMED_DAYS) if first and D.SECOND_NOTICE in days else None
    if D.REFUSED in days:
        return DeliveryDay(days[D.REFUSED], "KPA art. 47", True)
    handed = days.get(D.DELIVERED)
    if handed and (deemed is None or handed <= deemed):
        return DeliveryDay(handed, "KPA art. 42–43", False)
    return DeliveryDay(deemed, "KPA art. 44 § 4", True) if deemed else None


def last_day_of(delivered: date, days: int) -> date:
    """Return the last day of a summons: counted from the day after delivery, moved off free days.

    Source: KPA art. 57 § 1, 4.
    """
    return next_working(delivered + timedelta(days=days))
