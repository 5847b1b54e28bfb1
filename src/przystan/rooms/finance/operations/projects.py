"""Writes: projects, agreements with their budgets, expenditure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.rooms.finance import models
from przystan.rooms.finance.operations.refusals import held_by_the_database
from przystan.rooms.finance.queries.projects import get_project_row
from przystan.rooms.finance.rules import COFINANCING_RATE, cofinancing_of
from przystan.rooms.finance.types import NewBudgetLine, NewExpenditure


class BudgetDoesNotAddUp(Exception):
    """The lines of a budget do not sum to the value of the agreement."""

    message = _("The budget lines do not sum to the project's value.")


class UnknownBudgetLine(Exception):
    """The agreement in force has no such line."""

    message = _("The agreement in force has no such budget line.")


class DocumentRecordedBefore(Exception):
    """The same document, line and amount is recorded already."""

    message = _("This document is recorded already, on the same line with the same amount.")


def add_project(
    *, code: str, number: str, name: str, name_en: str, fund: str, starts_on: date, ends_on: date,
    actor: Actor, at: datetime,
) -> int:
    """Add a project and return its id; its money comes with sign_agreement.

    Raises MoneyRefused where the database holds another rule: days, a code that is taken.
    """
    with held_by_the_database():
        row = models.Project.objects.create(
            code=code, number=number, name=name, name_en=name_en, fund=fund, starts_on=starts_on,
            ends_on=ends_on, recorded_at=at,
        )
    audit.record(actor=actor, at=at, action="finance.add_project",
                 subject=f"finance.project:{row.pk}")
    return row.pk


def sign_agreement(
    *, code: str, value: Decimal, lines: Iterable[NewBudgetLine], signed_on: date, actor: Actor,
    at: datetime, rate: Decimal = COFINANCING_RATE, currency: str = "PLN",
) -> None:
    """Record an agreement or its amendment with its budget.

    Raises BudgetDoesNotAddUp when the lines do not sum to the value, ProjectNotFound, MoneyRefused.
    """
    budget = list(lines)
    if sum((x.amount for x in budget), Decimal(0)) != value:
        raise BudgetDoesNotAddUp(code)
    project = get_project_row(code)
    with held_by_the_database():
        agreement = models.Agreement.objects.create(
            project=project, value=value, cofinancing=cofinancing_of(value, rate), rate=rate,
            currency=currency, signed_on=signed_on, recorded_at=at,
        )
        models.BudgetLine.objects.bulk_create(
            models.BudgetLine(agreement=agreement, code=x.code, name=x.name, amount=x.amount)
            for x in budget
        )
    audit.record(
        actor=actor, at=at, action="finance.sign_agreement",
        subject=f"finance.project:{project.pk}", details={"value": str(value)},
    )


def record_expenditure(
    *, code: str, costs: Iterable[NewExpenditure], actor: Actor, at: datetime
) -> int:
    """Record costs of a project and return their number; one audit line for the batch.

    Raises UnknownBudgetLine, DocumentRecordedBefore, ProjectNotFound, MoneyRefused.
    """
    project = get_project_row(code)
    latest = project.agreements.order_by("-recorded_at", "-id").first()
    known = set(latest.lines.values_list("code", flat=True)) if latest else set()
    rows = []
    for cost in costs:
        if cost.line_code not in known:
            raise UnknownBudgetLine(cost.line_code)
        rows.append(models.Expenditure(
            project=project, line_code=cost.line_code, amount=cost.amount, spent_on=cost.spent_on,
            document_number=cost.document_number, description=cost.description, recorded_at=at,
        ))
    for row in rows:
        if models.Expenditure.objects.filter(
            project=project, document_number=row.document_number, line_code=row.line_code,
            amount=row.amount,
        ).exists():
            raise DocumentRecordedBefore(row.document_number)
    with held_by_the_database():
        models.Expenditure.objects.bulk_create(rows)
    audit.record(
        actor=actor, at=at, action="finance.record_expenditure",
        subject=f"finance.project:{project.pk}", details={"rows": len(rows)},
    )
    return len(rows)
