"""What crosses the door of finance. Money is Decimal, in the currency of its agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True)
class NewBudgetLine:
    """One line of a budget as the agreement states it."""

    code: str
    name: str
    amount: Decimal


@dataclass(frozen=True)
class NewExpenditure:
    """One cost, by the document that proves it."""

    line_code: str
    amount: Decimal
    spent_on: date
    document_number: str
    description: str


@dataclass(frozen=True)
class Agreement:
    """What the Fund and the office signed; an amendment is a later row."""

    value: Decimal
    cofinancing: Decimal
    rate: Decimal
    currency: str
    signed_on: date
    recorded_at: datetime


@dataclass(frozen=True)
class Project:
    """One project with the agreement in force."""

    id: int
    code: str
    number: str
    name: str
    name_en: str
    fund: str
    starts_on: date
    ends_on: date
    agreement: Agreement | None
    spent: Decimal


@dataclass(frozen=True)
class BudgetLine:
    """One budget line with what has been spent on it."""

    id: int
    code: str
    name: str
    amount: Decimal
    spent: Decimal


@dataclass(frozen=True)
class Expenditure:
    """One cost as recorded."""

    id: int
    line_code: str
    amount: Decimal
    spent_on: date
    document_number: str
    description: str


class PaymentKind(StrEnum):
    """Why the Fund paid, or was paid back."""

    ADVANCE = "advance"
    REFUND = "refund"
    BALANCE = "balance"
    REPAYMENT = "repayment"


class Product(StrEnum):
    """What a budget line pays for, where its cost for one piece can be counted."""

    PERSONS = "persons"
    CALLS = "calls"
    FOLDERS = "folders"


@dataclass(frozen=True)
class NewFundPayment:
    """Money that came from the Fund; a repayment is negative."""

    kind: PaymentKind
    amount: Decimal
    paid_on: date
    document_number: str


@dataclass(frozen=True)
class NewSettlement:
    """Costs of a period as they were declared and accepted."""

    number: str
    period_from: date
    period_until: date
    declared: Decimal
    accepted: Decimal
    settled_on: date


@dataclass(frozen=True)
class NewTarget:
    """What a figure is to reach by a day, counted from a baseline."""

    figure: str
    due_on: date
    value: Decimal
    baseline: Decimal = Decimal(0)


@dataclass(frozen=True)
class Target:
    """A target in force: the last day that has one is the target, those before are milestones."""

    figure: str
    due_on: date
    value: Decimal
    baseline: Decimal
    is_milestone: bool


@dataclass(frozen=True)
class Forecast:
    """What will have been spent by the last day, as a range; the months it rests on."""

    low: Decimal
    high: Decimal
    months: int


@dataclass(frozen=True)
class Status:
    """A project's money as of the end of a day.

    `due` is the Fund's share of the accepted costs; `unsettled` the part of the advances that
    no accepted cost covers yet. `is_over_share` says that the Fund paid more than its share of
    the value. `forecast` is None before the first month with a cost.
    """

    code: str
    number: str
    as_of: date
    value: Decimal
    cofinancing: Decimal
    spent: Decimal
    absorption: Decimal | None
    elapsed: Decimal
    paid: Decimal
    accepted: Decimal
    due: Decimal
    unsettled: Decimal
    is_over_share: bool
    forecast: Forecast | None
