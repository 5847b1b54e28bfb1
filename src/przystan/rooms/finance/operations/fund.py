"""Writes: the Fund's payments, settlements, targets, and what a budget line pays for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.transactions import public as transactions
from przystan.rooms.finance import models
from przystan.rooms.finance.operations.refusals import MoneyRefused, held_by_the_database
from przystan.rooms.finance.queries.projects import get_project, get_project_row
from przystan.rooms.finance.types import NewFundPayment, NewSettlement, NewTarget, Product


def record_payment(*, code: str, payment: NewFundPayment, actor: Actor, at: datetime) -> int:
    """Record what the Fund paid, or was paid back, and return its id.

    Together the payments stay within the Fund's share of the value, and are not below nought.
    Raises MoneyRefused, ProjectNotFound.
    """
    transactions.lock_section(f"finance.payments.{code}")
    project, agreement = get_project_row(code), get_project(code=code).agreement
    paid = project.payments.aggregate(all=Sum("amount"))["all"] or Decimal(0)
    if agreement is None:
        raise MoneyRefused(_("The project has no agreement yet."), "amount")
    if paid + payment.amount > agreement.cofinancing:
        raise MoneyRefused(_("With this the Fund would pay more than its share of the"
                             " project's value."), "amount")
    if paid + payment.amount < 0:
        raise MoneyRefused(_("More would be paid back than was paid."), "amount")
    with held_by_the_database():
        row = models.FundPayment.objects.create(
            project=project, kind=payment.kind, amount=payment.amount, paid_on=payment.paid_on,
            document_number=payment.document_number, recorded_at=at)
    audit.record(actor=actor, at=at, action="finance.record_payment",
                 subject=f"finance.project:{project.pk}", details={"amount": str(payment.amount)})
    return row.pk


def record_settlement(*, code: str, settlement: NewSettlement, actor: Actor, at: datetime) -> int:
    """Record a settled period and return its id.

    Periods do not overlap, begin within the project, and no more is declared than was spent.
    Raises MoneyRefused, ProjectNotFound.
    """
    transactions.lock_section(f"finance.settlements.{code}")
    project = get_project_row(code)
    _check_period(project, settlement)
    with held_by_the_database():
        row = models.Settlement.objects.create(
            project=project, number=settlement.number, period_from=settlement.period_from,
            period_until=settlement.period_until, declared=settlement.declared,
            accepted=settlement.accepted, settled_on=settlement.settled_on, recorded_at=at)
    audit.record(actor=actor, at=at, action="finance.record_settlement",
                 subject=f"finance.project:{project.pk}",
                 details={"accepted": str(settlement.accepted)})
    return row.pk


def _check_period(project: models.Project, settlement: NewSettlement) -> None:
    if not project.starts_on <= settlement.period_from <= project.ends_on:
        raise MoneyRefused(_("The period begins within the project's days."), "period_from")
    if settlement.period_until < settlement.period_from:
        return  # the database says so
    if project.settlements.filter(period_from__lte=settlement.period_until,
                                  period_until__gte=settlement.period_from).exists():
        raise MoneyRefused(_("These days are settled already."), "period_from")
    spent = project.expenditure.filter(
        spent_on__range=(settlement.period_from, settlement.period_until)
    ).aggregate(all=Sum("amount"))["all"] or Decimal(0)
    if settlement.declared > spent:
        raise MoneyRefused(_("More is declared than was spent in the period."), "declared")


def set_targets(*, code: str, targets: Iterable[NewTarget], actor: Actor, at: datetime) -> int:
    """Say what figures are to reach and by when; return how many were said.

    A later target for the same day takes the place of the earlier one. Raises MoneyRefused,
    ProjectNotFound.
    """
    project, rows = get_project_row(code), list(targets)
    if any(t.due_on < project.starts_on for t in rows):
        raise MoneyRefused(_("A target is due after the project has begun."), "due_on")
    with held_by_the_database():
        models.Target.objects.bulk_create(
            models.Target(project=project, figure=t.figure, due_on=t.due_on, value=t.value,
                          baseline=t.baseline, recorded_at=at) for t in rows)
    audit.record(actor=actor, at=at, action="finance.set_targets",
                 subject=f"finance.project:{project.pk}", details={"rows": len(rows)})
    return len(rows)


def set_cost_rule(
    *, code: str, product: Product, line_codes: Iterable[str], actor: Actor, at: datetime
) -> None:
    """Say which budget lines pay for a product. Raises MoneyRefused, ProjectNotFound."""
    project, lines = get_project_row(code), list(line_codes)
    newest = project.agreements.aggregate(id=Max("id"))["id"]
    known = set(models.BudgetLine.objects.filter(agreement=newest).values_list("code", flat=True))
    if unknown := [x for x in lines if x not in known]:
        raise MoneyRefused(_("The agreement in force has no budget line %(line)s.") % {
            "line": unknown[0]}, "line_code")
    with held_by_the_database():
        models.CostRule.objects.bulk_create(
            models.CostRule(project=project, product=product, line_code=x, recorded_at=at)
            for x in lines)
    audit.record(actor=actor, at=at, action="finance.set_cost_rule",
                 subject=f"finance.project:{project.pk}", details={"product": product.value})
