"""Under which regime an application is filed, and whether it came in time: pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from przystan.rooms.cases.rules.clock import current_rules
from przystan.rooms.cases.types import (
    Channel,
    Confirmation,
    LawRule,
    Regime,
    RuleKind,
    TermKind,
)

CONFIRMATIONS = {Regime.PAPER: Confirmation.STAMP, Regime.ELECTRONIC: Confirmation.CERTIFICATE}


def regime_on(day: date, *, term: TermKind | None, rules: Iterable[LawRule]) -> Regime:
    """Return how an application of this kind is filed on a day.

    Electronic filing binds temporary, permanent and EU long-term permits, which are the kinds with
    a term (Act of 21 November 2025; from 27 April 2026 as the table of law says).
    """
    binds = any(r.kind is RuleKind.REGIME and r.valid_from <= day
                and (r.valid_until is None or day <= r.valid_until) for r in current_rules(rules))
    return Regime.ELECTRONIC if binds and term else Regime.PAPER


def fits(channel: Channel, regime: Regime) -> bool:
    """Whether an application may come this way: on paper no more once filing is electronic."""
    return channel is Channel.ELECTRONIC or regime is Regime.PAPER


def is_in_time(received_on: date, last_stay_date: date | None) -> bool | None:
    """Whether an application came by the last day of lawful stay (art. 105); None if not known."""
    return None if last_stay_date is None else received_on <= last_stay_date
