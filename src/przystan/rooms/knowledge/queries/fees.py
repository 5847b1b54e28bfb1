"""Reads of fees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from przystan.rooms.knowledge import models
from przystan.rooms.knowledge.rules import fees as rules
from przystan.rooms.knowledge.types import FeeKind, FeeSum, Rate, RateVersion

_F = FeeKind
LABELS = {
    _F.TEMPORARY_WORK: _("Temporary residence and work, highly qualified work, ICT"),
    _F.TEMPORARY_OTHER: _("Temporary residence for another purpose"),
    _F.SEASONAL: _("Temporary residence for seasonal work"),
    _F.SHORT_TERM_AUTHORITY: _("Short-term circumstances: summons or interest of the State"),
    _F.SHORT_TERM_PERSONAL: _("Short-term circumstances: exceptional personal situation"),
    _F.PERMANENT: _("Permanent residence"),
    _F.LONG_TERM: _("EU long-term resident"),
    _F.PERMIT_CHANGE: _("Change of a residence and work permit"),
    _F.VISA_EXTENSION: _("Extension of a national visa"),
    _F.INVITATION: _("Entry of an invitation"),
    _F.CERTIFICATE: _("Certificate"),
    _F.POWER_OF_ATTORNEY: _("Power of attorney"),
    _F.CARD: _("Residence card: issue or exchange"),
    _F.CARD_LOST: _("Residence card instead of one lost through your own fault"),
    _F.CARD_LOST_AGAIN: _("Residence card lost again through your own fault"),
    _F.TRAVEL_DOCUMENT: _("Polish travel document for a foreigner"),
    _F.WORK_PERMIT_SHORT: _("Work permit for up to 3 months"),
    _F.WORK_PERMIT: _("Work permit for more than 3 months"),
    _F.WORK_PERMIT_DELEGATED: _("Work permit for delegated work"),
    _F.WORK_PERMIT_SEASONAL: _("Permit for seasonal work"),
    _F.WORK_DECLARATION: _("Declaration of entrusting work"),
}


def fee_label(kind: FeeKind) -> str:
    """Return what a fee is paid for, in the reader's language."""
    return str(LABELS[kind])


def _rates(*, kind: FeeKind | None = None) -> list[RateVersion]:
    rows = models.FeeRate.objects.order_by("recorded_at", "pk")
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    return [
        RateVersion(
            Rate(FeeKind(r.kind), r.amount, r.valid_from, r.valid_until, r.act, r.article,
                 r.is_confirmed), r.recorded_at, r.recorded_by)
        for r in rows]


def calculate_fees(*, kinds: Iterable[FeeKind], day: date, has_relief: bool = False) -> FeeSum:
    """Calculate in PLN what must be paid for these kinds on a day, each with its act and article.

    With `has_relief` the residence card costs half. Kinds without a rate on that day are named,
    never taken as nothing.
    """
    rates = [v.rate for v in _rates()]
    return rules.fee_sum(kinds=kinds, day=day, rates=rates, has_relief=has_relief)


def list_rate_versions(*, kind: FeeKind | None = None) -> tuple[RateVersion, ...]:
    """Return every recorded rate, of all kinds or one, in the order of their recording."""
    return tuple(_rates(kind=kind))
