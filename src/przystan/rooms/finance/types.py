"""What crosses the door of finance. Money is Decimal, in the currency of its agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


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
