"""The Fund's money: payments within its share, settled periods, targets, the forecast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import system_actor
from przystan.rooms.finance import public as finance
from przystan.rooms.finance.rules import achieved, elapsed, forecast

AT = datetime(2022, 9, 20, 10, tzinfo=UTC)
LATER = datetime(2023, 9, 1, 10, tzinfo=UTC)
ACTOR = system_actor("test")
K = finance.PaymentKind
START, END = date(2022, 10, 1), date(2023, 8, 31)
amounts = st.decimals(0, 10**6, places=2)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def project(db: None) -> str:
    finance.add_project(
        code="P", number="1/1-2022", name="Projekt", name_en="Project", fund="AMIF",
        starts_on=START, ends_on=END, actor=ACTOR, at=AT)
    finance.sign_agreement(
        code="P", value=Decimal(1000), signed_on=date(2022, 9, 20), actor=ACTOR, at=AT,
        lines=[finance.NewBudgetLine("1", "Ludzie", Decimal(600)),
               finance.NewBudgetLine("2", "RFID", Decimal(400))])
    finance.record_expenditure(
        code="P", actor=ACTOR, at=datetime(2023, 1, 10, tzinfo=UTC), costs=[
            finance.NewExpenditure("1", Decimal(200), date(2022, 11, 5), "FV/1", "praca"),
            finance.NewExpenditure("2", Decimal(100), date(2022, 12, 5), "FV/2", "etykiety")])
    return "P"


def pay(amount: str, kind: finance.PaymentKind = K.ADVANCE, document: str = "WB/1") -> int:
    return finance.record_payment(code="P", actor=ACTOR, at=LATER, payment=finance.NewFundPayment(
        kind, Decimal(amount), date(2022, 10, 10), document))


def settle(**changes: object) -> int:
    values: dict[str, object] = {
        "number": "1", "period_from": START, "period_until": date(2022, 12, 31),
        "declared": Decimal(300), "accepted": Decimal(280), "settled_on": date(2023, 2, 1)}
    return finance.record_settlement(
        code="P", actor=ACTOR, at=LATER,
        settlement=finance.NewSettlement(**{**values, **changes}))  # type: ignore[arg-type]


@pytest.mark.usefixtures("project")
def test_the_status_adds_up_advance_settlement_and_share() -> None:
    pay("400")
    settle()
    status = finance.money_status(code="P", as_of=date(2023, 9, 1))
    assert (status.spent, status.paid, status.accepted) == (300, 400, 280)
    assert status.due == Decimal("210.00")  # 75 % of what was accepted
    assert status.unsettled == Decimal("190.00")
    assert status.absorption == Decimal("0.3000")
    assert not status.is_over_share
    # As of a day before they were recorded there was neither payment nor cost.
    early = finance.money_status(code="P", as_of=date(2022, 12, 31))
    assert (early.spent, early.paid, early.forecast) == (0, 0, None)
    with pytest.raises(finance.NotYetBegun):
        finance.money_status(code="P", as_of=date(2022, 9, 1))


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(("act", "field"), [
    (lambda: pay("750.01"), "amount"), (lambda: pay("0"), "amount"),
    (lambda: pay("-1", K.REPAYMENT), "amount"), (lambda: pay("-1"), "amount"),
    (lambda: settle(period_until=date(2022, 9, 30)), "period_until"),
    (lambda: settle(period_from=date(2022, 9, 30)), "period_from"),
    (lambda: settle(settled_on=date(2022, 12, 30)), "settled_on"),
    (lambda: settle(accepted=Decimal("300.01")), "accepted"),
    (lambda: settle(declared=Decimal("300.01")), "declared"),
    (lambda: finance.set_targets(code="P", actor=ACTOR, at=LATER, targets=[
        finance.NewTarget("calls.outgoing", END, Decimal(5), Decimal(5))]), "value"),
    (lambda: finance.set_targets(code="P", actor=ACTOR, at=LATER, targets=[
        finance.NewTarget("calls.outgoing", date(2022, 9, 1), Decimal(5))]), "due_on"),
    (lambda: finance.set_cost_rule(code="P", product=finance.Product.CALLS, line_codes=["9"],
                                   actor=ACTOR, at=LATER), "line_code"),
    (lambda: finance.add_project(
        code="Q", number="2", name="Q", name_en="Q", fund="AMIF", starts_on=END, ends_on=START,
        actor=ACTOR, at=AT), "ends_on"),
    (lambda: finance.sign_agreement(
        code="P", value=Decimal(10), rate=Decimal("0.8"), signed_on=START, actor=ACTOR, at=AT,
        lines=[finance.NewBudgetLine("1", "x", Decimal(10))]), "rate"),
])
def test_what_the_rules_refuse_is_said_at_its_field(
    act: Callable[[], object], field: str
) -> None:
    with pytest.raises(finance.MoneyRefused) as refused:
        act()
    assert refused.value.field == field
    assert str(refused.value.message).endswith(".")
    assert finance.list_payments(code="P") == ()
    assert finance.list_settlements(code="P") == ()


@pytest.mark.usefixtures("project")
def test_a_payment_and_a_period_stand_once() -> None:
    pay("100")
    with pytest.raises(finance.MoneyRefused, match="recorded already"):
        pay("100")
    pay("-40", K.REPAYMENT, "WB/2")
    settle()
    with pytest.raises(finance.MoneyRefused, match="settled already"):
        settle(number="2", period_from=date(2022, 12, 31), period_until=date(2023, 1, 31))
    finance.set_cost_rule(
        code="P", product=finance.Product.CALLS, line_codes=["1"], actor=ACTOR, at=LATER)
    with pytest.raises(finance.MoneyRefused, match="count"):
        finance.set_cost_rule(
            code="P", product=finance.Product.PERSONS, line_codes=["1"], actor=ACTOR, at=LATER)
    assert finance.list_cost_lines(code="P") == {finance.Product.CALLS: ("1",)}


@pytest.mark.usefixtures("project")
def test_the_latest_target_of_a_day_is_in_force() -> None:
    for value, at in ((100, AT), (120, LATER)):
        finance.set_targets(code="P", actor=ACTOR, at=at, targets=[
            finance.NewTarget("calls.outgoing", END, Decimal(value)),
            finance.NewTarget("calls.outgoing", date(2023, 3, 31), Decimal(50))])
    assert [(t.value, t.is_milestone) for t in finance.list_targets(code="P", at=LATER)] == [
        (50, True), (120, False)]
    assert [t.value for t in finance.list_targets(code="P", at=AT)] == [50, 100]


@given(st.lists(amounts, min_size=1, max_size=11), st.integers(0, 10))
def test_a_forecast_is_never_below_what_is_spent(spent: list[Decimal], until: int) -> None:
    months = {date(2022 + (9 + n) // 12, (9 + n) % 12 + 1, 1): x for n, x in enumerate(spent)}
    on = date(2022 + (9 + until) // 12, (9 + until) % 12 + 1, 28)
    found = forecast(months, START, END, on)
    if found is not None:
        assert sum(spent) <= found.low <= found.high
        if until == 10:
            assert found.low == found.high == sum(spent)


def test_nothing_is_divided_by_nought() -> None:
    assert achieved(Decimal(5), Decimal(3), Decimal(3)) is None
    assert achieved(Decimal(5), Decimal(0), Decimal(10)) == Decimal("0.5")
    assert finance.absorption(Decimal(0), Decimal(5)) is None
    assert forecast({}, START, END, date(2023, 1, 1)) is None
    assert [elapsed(START, END, d) for d in (date(2022, 9, 1), END, date(2024, 1, 1))] == [0, 1, 1]
