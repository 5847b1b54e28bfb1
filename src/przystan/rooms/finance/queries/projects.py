"""Reads of projects, their budgets and costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from przystan.platform.transactions.public import fetch_rows
from przystan.rooms.finance import models
from przystan.rooms.finance.types import Agreement, BudgetLine, Expenditure, Project


class ProjectNotFound(Exception):
    """There is no project with this code."""


PROJECTS = """
SELECT p.id, p.code, p.number, p.name, p.name_en, p.fund, p.starts_on, p.ends_on,
       a.value, a.cofinancing, a.rate, a.currency, a.signed_on, a.recorded_at,
       coalesce((SELECT sum(amount) FROM finance_expenditure WHERE project_id = p.id), 0)
FROM finance_project p LEFT JOIN LATERAL (
    SELECT * FROM finance_agreement WHERE project_id = p.id
    ORDER BY recorded_at DESC, id DESC LIMIT 1) a ON true
"""


def _project(row: Sequence[Any]) -> Project:
    agreement = Agreement(*row[8:14]) if row[8] is not None else None
    values: list[Any] = [*row[:8], agreement, row[14]]
    return Project(*values)


def get_project_row(code: str) -> models.Project:
    row = models.Project.objects.filter(code=code).first()
    if row is None:
        raise ProjectNotFound(code)
    return row


def get_project(*, code: str) -> Project:
    """Return one project with the agreement in force. Raises ProjectNotFound."""
    rows = fetch_rows(PROJECTS + "WHERE p.code = %s", [code])
    if not rows:
        raise ProjectNotFound(code)
    return _project(rows[0])


def list_projects() -> tuple[Project, ...]:
    """Return every project, the latest first."""
    return tuple(map(_project, fetch_rows(PROJECTS + "ORDER BY p.starts_on DESC, p.id DESC")))


def open_projects(*, on: date) -> tuple[Project, ...]:
    """Return the projects that run on a day."""
    return tuple(map(_project, fetch_rows(
        PROJECTS + "WHERE %(on)s BETWEEN p.starts_on AND p.ends_on ORDER BY p.starts_on, p.id",
        {"on": on})))


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
