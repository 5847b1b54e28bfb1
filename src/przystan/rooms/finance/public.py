"""The door of finance: projects and their money."""

from __future__ import annotations

from przystan.rooms.finance.operations.fund import (
    record_payment,
    record_settlement,
    set_cost_rule,
    set_targets,
)
from przystan.rooms.finance.operations.projects import (
    BudgetDoesNotAddUp,
    DocumentRecordedBefore,
    UnknownBudgetLine,
    add_project,
    record_expenditure,
    sign_agreement,
)
from przystan.rooms.finance.operations.refusals import MoneyRefused
from przystan.rooms.finance.queries.fund import (
    NotYetBegun,
    list_cost_lines,
    list_payments,
    list_settlements,
    list_targets,
    money_status,
)
from przystan.rooms.finance.queries.projects import (
    ProjectNotFound,
    get_project,
    list_budget_lines,
    list_expenditure,
    list_projects,
    open_projects,
)
from przystan.rooms.finance.rules import absorption, achieved
from przystan.rooms.finance.types import (
    Agreement,
    BudgetLine,
    Expenditure,
    Forecast,
    NewBudgetLine,
    NewExpenditure,
    NewFundPayment,
    NewSettlement,
    NewTarget,
    PaymentKind,
    Product,
    Project,
    Status,
    Target,
)

__all__ = [
    "Agreement", "BudgetDoesNotAddUp", "BudgetLine", "DocumentRecordedBefore", "Expenditure",
    "Forecast", "MoneyRefused", "NewBudgetLine", "NewExpenditure", "NewFundPayment",
    "NewSettlement", "NewTarget", "NotYetBegun", "PaymentKind", "Product", "Project",
    "ProjectNotFound", "Status", "Target", "UnknownBudgetLine", "absorption", "achieved",
    "add_project", "get_project", "list_budget_lines", "list_cost_lines", "list_expenditure",
    "list_payments", "list_projects", "list_settlements", "list_targets", "money_status",
    "open_projects", "record_expenditure", "record_payment", "record_settlement", "set_cost_rule",
    "set_targets", "sign_agreement",
]
