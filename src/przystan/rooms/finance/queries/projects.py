"""Reads of projects, their budgets and costs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from przystan.rooms.finance import models
from przystan.rooms.finance.types import Agreement, BudgetLine, Expenditure, Project


class ProjectNotFound(Exception):
    """There is no project with this code."""


def _project(row: models.Project) -> Project:
    latest = row.agreements.order_by("-recorded_at", "-id").first()
    spent = row.expenditure.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    agreement = Agreement(
        latest.value, latest.cofinancing, latest.rate, latest.currency, latest.signed_on,
        latest.recorded_at,
    ) if latest else None
    return Project(
        row.pk, row.code, row.number, row.name, row.name_en, row.fund, row.starts_on, row.ends_on,
        agreement, spent,
    )


def get_project_row(code: str) -> models.Project:
    row = models.Project.objects.filter(code=code).first()
    if row is None:
        raise ProjectNotFound(code)
    return row


def get_project(*, code: str) -> Project:
    """Return one project with the agreement in force. Raises ProjectNotFound."""
    return _project(get_project_row(code))


def list_projects() -> tuple[Project, ...]:
    """Return every project, the latest first."""
    return tuple(_project(row) for row in models.Project.objects.order_by("-starts_on", "-id"))


def open_projects(*, on: date) -> tuple[Project, ...]:
    """Return the projects that run on a day."""
    found = models.Project.objects.filter(starts_on__lte=on, ends_on__gte=on)
    return tuple(_project(row) for row in found.order_by("starts_on", "id"))


def list_budget_lines(*, code: str) -> tuple[BudgetLine, ...]:
    """Return the lines of the agreement in force with what has been spent on each."""
    project = get_project_row(code)
    latest = project.agreements.order_by("-recorded_at", "-id").first()
    if latest is None:
        return ()
    spent = dict(
        project.expenditure.order_by("line_code").values_list("line_code").annotate(Sum("amount"))
    )
    return tuple(
        BudgetLine(x.pk, x.code, x.name, x.amount, spent.get(x.code, Decimal(0)))
        for x in latest.lines.order_by("code", "id")
    )


def list_expenditure(*, code: str, limit: int = 200) -> tuple[Expenditure, ...]:
    """Return the latest costs first."""
    found = get_project_row(code).expenditure.order_by("-spent_on", "-id")[:limit]
    return tuple(
        Expenditure(x.pk, x.line_code, x.amount, x.spent_on, x.document_number, x.description)
        for x in found
    )
