"""The door of finance: projects and their money."""

from __future__ import annotations

from przystan.rooms.finance.operations import (
    BudgetDoesNotAddUp,
    DocumentRecordedBefore,
    UnknownBudgetLine,
    add_project,
    record_expenditure,
    sign_agreement,
)
from przystan.rooms.finance.queries import (
    ProjectNotFound,
    get_project,
    list_budget_lines,
    list_expenditure,
    list_projects,
    open_projects,
)
from przystan.rooms.finance.rules import absorption
from przystan.rooms.finance.types import (
    Agreement,
    BudgetLine,
    Expenditure,
    NewBudgetLine,
    NewExpenditure,
    Project,
)

__all__ = [
    "Agreement", "BudgetDoesNotAddUp", "BudgetLine", "DocumentRecordedBefore", "Expenditure",
    "NewBudgetLine", "NewExpenditure", "Project", "ProjectNotFound", "UnknownBudgetLine",
    "absorption", "add_project", "get_project", "list_budget_lines", "list_expenditure",
    "list_projects", "open_projects", "record_expenditure", "sign_agreement",
]
