"""Reads of what the Fund paid and accepted, targets, and a project's money as of a day."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from przystan.platform.clock import public as clock
from przystan.rooms.finance import models
from przystan.rooms.finance.queries.projects import get_project_row
from przystan.rooms.finance.rules import absorption, cofinancing_of, elapsed, forecast
from przystan.rooms.finance.types import (
    NewFundPayment,
    NewSettlement,
    PaymentKind,
    Product,
    Status,
    Target,
)


class NotYetBegun(ValueError):
    """The project had not begun on that day."""


def money_status(*, code: str, as_of: date) -> Status:
    """Return a project's money as of the end of a day: what was recorded by then.

    Raises ProjectNotFound; NotYetBegun where no agreement was recorded by then.
    """
    project, by = get_project_row(code), clock.day_end(as_of)
    agreement = project.agreements.filter(recorded_at__lt=by).order_by("recorded_at", "pk").last()
    if agreement is None:
        raise NotYetBegun(code)
    months = dict(
        project.expenditure.filter(recorded_at__lt=by).annotate(month=TruncMonth("spent_on"))
        .order_by("month").values_list("month").annotate(Sum("amount")))
    spent = sum(months.values(), Decimal(0))
    payments = project.payments.filter(recorded_at__lt=by)
    paid = _sum(payments.values_list("amount", flat=True))
    advances = _sum(payments.filter(kind__in=(PaymentKind.ADVANCE, PaymentKind.REPAYMENT))
                    .values_list("amount", flat=True))
    accepted = _sum(project.settlements.filter(recorded_at__lt=by)
                    .values_list("accepted", flat=True))
    due = cofinancing_of(accepted, agreement.rate)
    return Status(
        project.code, project.number, as_of, agreement.value, agreement.cofinancing, spent,
        absorption(agreement.value, spent), elapsed(project.starts_on, project.ends_on, as_of),
        paid, accepted, due, max(advances - due, Decimal(0)), paid > agreement.cofinancing,
        forecast(months, project.starts_on, project.ends_on, as_of))


def _sum(amounts: object) -> Decimal:
    return sum(amounts, Decimal(0))  # type: ignore[call-overload,no-any-return]


def list_payments(*, code: str) -> tuple[NewFundPayment, ...]:
    """Return what the Fund paid, the earliest first. Raises ProjectNotFound."""
    return tuple(NewFundPayment(PaymentKind(p.kind), p.amount, p.paid_on, p.document_number)
                 for p in get_project_row(code).payments.order_by("paid_on", "id"))


def list_settlements(*, code: str) -> tuple[NewSettlement, ...]:
    """Return the settled periods, the earliest first. Raises ProjectNotFound."""
    return tuple(
        NewSettlement(s.number, s.period_from, s.period_until, s.declared, s.accepted, s.settled_on)
        for s in get_project_row(code).settlements.order_by("period_from", "id"))


def list_targets(*, code: str, at: datetime) -> tuple[Target, ...]:
    """Return the targets known at an instant, by figure and day. Raises ProjectNotFound."""
    rows = get_project_row(code).targets.filter(recorded_at__lte=at)
    newest = {(t.figure, t.due_on): t for t in rows.order_by("recorded_at", "id")}
    last = {figure: max(due for f, due in newest if f == figure) for figure, _due in newest}
    return tuple(
        Target(t.figure, t.due_on, t.value, t.baseline, t.due_on < last[t.figure])
        for _key, t in sorted(newest.items()))


def list_cost_lines(*, code: str) -> dict[Product, tuple[str, ...]]:
    """Return which budget lines pay for which product. Raises ProjectNotFound."""
    rows = models.CostRule.objects.filter(project=get_project_row(code)).order_by("line_code")
    found: dict[Product, tuple[str, ...]] = {}
    for row in rows:
        product = Product(row.product)
        found[product] = (*found.get(product, ()), row.line_code)
    return found
