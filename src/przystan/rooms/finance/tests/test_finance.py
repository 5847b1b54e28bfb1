"""Projects and money, through the door."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from przystan.platform.accounts.public import system_actor
from przystan.platform.audit import public as audit
from przystan.rooms.finance import models
from przystan.rooms.finance import public as finance
from przystan.rooms.finance.rules import cofinancing_of

AT = datetime(2022, 9, 20, 10, tzinfo=UTC)
ACTOR = system_actor("test")


def add_project(value: str = "1000.00") -> None:
    finance.add_project(
        code="P", number="1/1-2022", name="Projekt", name_en="Project", fund="AMIF",
        starts_on=date(2022, 10, 1), ends_on=date(2023, 8, 31), actor=ACTOR, at=AT)
    finance.sign_agreement(
        code="P", value=Decimal(value), signed_on=date(2022, 9, 20), actor=ACTOR, at=AT,
        lines=[finance.NewBudgetLine("1", "Ludzie", Decimal(value))])


def cost(amount: str, line: str = "1", document: str = "FV/1") -> finance.NewExpenditure:
    return finance.NewExpenditure(line, Decimal(amount), date(2023, 1, 5), document, "praca")


@given(st.decimals(min_value="0.01", max_value="99999999.99", places=2))
def test_the_funds_share_is_75_percent_to_the_cent(value: Decimal) -> None:
    assert abs(cofinancing_of(value) - value * 3 / 4) <= Decimal("0.005")


@pytest.mark.django_db
def test_the_published_project() -> None:
    add_project("3053333.00")
    agreement = finance.get_project(code="P").agreement
    assert agreement is not None
    assert agreement.cofinancing == Decimal("2289999.75")


@pytest.mark.django_db
def test_a_list_of_projects_is_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    add_project()
    for n in range(3):
        finance.add_project(
            code=f"Q{n}", number=f"2/{n}", name="Inny", name_en="Other", fund="AMIF",
            starts_on=date(2023, 1, 1 + n), ends_on=date(2024, 1, 1), actor=ACTOR, at=AT)
    finance.record_expenditure(
        code="P", costs=[cost("10.50"), cost("0.25", document="FV/2")], actor=ACTOR, at=AT)
    with django_assert_num_queries(1):
        found = finance.list_projects()

    assert [p.code for p in found] == ["Q2", "Q1", "Q0", "P"]
    assert [p.spent for p in found] == [0, 0, 0, Decimal("10.75")]
    assert [p.agreement is None for p in found] == [True, True, True, False]
    assert found[-1] == finance.get_project(code="P")


@pytest.mark.django_db
@pytest.mark.parametrize("change", [
    {"cofinancing": Decimal("750.01")}, {"rate": Decimal("0.80"), "cofinancing": Decimal("800")},
    {"value": Decimal("0")},
])
def test_the_database_holds_the_rule_by_itself(change: dict[str, Decimal]) -> None:
    add_project()
    row = models.Agreement.objects.get()
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match="finance_"), transaction.atomic():
        row.save()


@pytest.mark.django_db
def test_a_budget_that_does_not_add_up_is_refused() -> None:
    add_project()
    with pytest.raises(finance.BudgetDoesNotAddUp):
        finance.sign_agreement(
            code="P", value=Decimal("1000"), signed_on=date(2023, 1, 1), actor=ACTOR, at=AT,
            lines=[finance.NewBudgetLine("1", "Ludzie", Decimal("999.99"))])


@pytest.mark.django_db
def test_an_amendment_is_a_new_row_and_the_latest_counts() -> None:
    add_project()
    finance.sign_agreement(
        code="P", value=Decimal("1200"), signed_on=date(2023, 2, 1), actor=ACTOR,
        at=datetime(2023, 2, 1, tzinfo=UTC),
        lines=[finance.NewBudgetLine("1", "Ludzie", Decimal("1200"))])
    agreement = finance.get_project(code="P").agreement
    assert agreement is not None
    assert agreement.value == 1200
    assert models.Agreement.objects.count() == 2


@pytest.mark.django_db
def test_costs_are_recorded_corrected_and_audited() -> None:
    add_project()
    finance.record_expenditure(code="P", costs=[cost("100.00")], actor=ACTOR, at=AT)
    finance.record_expenditure(code="P", costs=[cost("-100.00")], actor=ACTOR, at=AT)
    assert finance.get_project(code="P").spent == 0
    assert audit.list_lines(limit=1)[0].action == "finance.record_expenditure"
    with pytest.raises(finance.DocumentRecordedBefore):
        finance.record_expenditure(code="P", costs=[cost("100.00")], actor=ACTOR, at=AT)
    with pytest.raises(finance.UnknownBudgetLine):
        finance.record_expenditure(code="P", costs=[cost("1", line="9")], actor=ACTOR, at=AT)


@pytest.mark.django_db
def test_a_batch_with_one_wrong_cost_stores_none() -> None:
    add_project()
    with pytest.raises(finance.UnknownBudgetLine), transaction.atomic():
        finance.record_expenditure(
            code="P", costs=[cost("5"), cost("5", line="9")], actor=ACTOR, at=AT)
    assert finance.list_expenditure(code="P") == ()


@pytest.mark.django_db
def test_which_projects_run_on_a_day() -> None:
    add_project()
    assert [p.code for p in finance.open_projects(on=date(2022, 10, 1))] == ["P"]
    assert finance.open_projects(on=date(2023, 9, 1)) == ()
    with pytest.raises(finance.ProjectNotFound):
        finance.get_project(code="Q")
