"""Cases, tickets, training and money of the synthetic year: all invented, all through doors."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from przystan.demo import clocks
from przystan.demo.year import END, REPORT_DAY, SEED, START, moment, spread, working_days
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.cases import public as cases
from przystan.rooms.finance import public as finance
from przystan.rooms.people import public as people

PROJECT = "OG-8-14-2022"
CASES, SUMMONED_SHARE, REFUSED_SHARE, APPEAL_SHARE = 6000, 0.38, 0.08, 0.03
CASE_TYPES = ("temporary_work", "temporary_other", "permanent", "long_term", "card")
CASE_WEIGHTS = (50, 28, 8, 5, 9)
VALUE = Decimal("3053333.00")
BUDGET = (
    ("1", "Wynagrodzenia zespołu call center", "0.27"), ("2", "Doradcy i tłumacze", "0.20"),
    ("3", "Pomoc prawna i psychologiczna", "0.07"), ("4", "System RFID i oznakowanie akt", "0.18"),
    ("5", "Doposażenie stanowisk pracy", "0.15"), ("6", "Call center i infolinia", "0.07"),
    ("7", "Szkolenia", "0.03"), ("8", "Koszty pośrednie", "0.03"),
)


def build_money(*, actor: Actor, at: datetime) -> int:
    """Add the project, its agreement and a year of expenditure; return the project's id."""
    rng = Random(SEED + 2)
    signed_on = date(2022, 9, 20)
    recorded_at = clock.day_start(signed_on) + timedelta(hours=10)
    project_id = finance.add_project(
        code=PROJECT, number="8/14/2022/OG", name="Pomorze Zachodnie przyjazne cudzoziemcom",
        name_en="West Pomerania is friendly to foreigners", fund="AMIF 2014-2020",
        starts_on=START, ends_on=END, actor=actor, at=recorded_at,
    )
    amounts = [(VALUE * Decimal(share)).quantize(Decimal("0.01")) for *_, share in BUDGET]
    amounts[0] += VALUE - sum(amounts)
    finance.sign_agreement(
        code=PROJECT, value=VALUE, signed_on=signed_on, actor=actor, at=recorded_at,
        lines=[finance.NewBudgetLine(code, name, amount)
               for (code, name, _), amount in zip(BUDGET, amounts, strict=True)],
    )
    costs = []
    months = sorted({d.isoformat()[:7] for d in working_days()})
    for (code, name, _), amount in zip(BUDGET, amounts, strict=True):
        cents = spread(int(amount * 97), [1 + rng.random() for _ in months])
        costs += [
            finance.NewExpenditure(
                code, Decimal(c) / 100, date.fromisoformat(f"{month}-25"),
                f"FV/{month}/{code}", name)
            for month, c in zip(months, cents, strict=True)
        ]
    for month in months:
        first_of_next = (date.fromisoformat(f"{month}-01") + timedelta(days=32)).replace(day=1)
        finance.record_expenditure(
            code=PROJECT, actor=actor,
            at=clock.day_start(first_of_next + timedelta(days=6)) + timedelta(hours=11),
            costs=[c for c in costs if c.spent_on.isoformat().startswith(month)])
    _settle_with_the_fund(actor)
    _set_targets(actor, recorded_at)
    return project_id


# Which budget lines pay for what; the others pay for no piece that could be counted.
PAYS_FOR = {finance.Product.PERSONS: ("2", "3"), finance.Product.CALLS: ("1", "6"),
            finance.Product.FOLDERS: ("4",)}
# Invented: what the agreement asked for by the middle of the project and by its end.
TARGETS = (
    ("advisory.persons_assisted", 1000, 2000), ("advisory.persons_legal", 120, 280),
    ("calls.answered_incoming", 30000, 70000), ("records.tagged_folders", 15000, 35000),
    ("training.hours", 700, 1400),
)
QUARTERS = ((START, date(2022, 12, 31)), (date(2023, 1, 1), date(2023, 3, 31)),
            (date(2023, 4, 1), date(2023, 6, 30)), (date(2023, 7, 1), END))


def _settle_with_the_fund(actor: Actor) -> None:
    """Two advances, a settlement a quarter with 2 % not accepted, and the payment of the rest."""
    spent = {q: Decimal(0) for q in QUARTERS}
    for cost in finance.list_expenditure(code=PROJECT, limit=10_000):
        quarter = next(q for q in QUARTERS if q[0] <= cost.spent_on <= q[1])
        spent[quarter] += cost.amount
    accepted = Decimal(0)
    for n, day, amount in ((1, date(2022, 10, 20), "900000"), (2, date(2023, 3, 20), "1000000")):
        _pay(actor, finance.PaymentKind.ADVANCE, Decimal(amount), day, f"WB/{day:%Y}/{n}")
    for n, ((begins, ends), declared) in enumerate(spent.items(), start=1):
        part = (declared * Decimal("0.98")).quantize(Decimal("0.01"))
        day = ends + timedelta(days=45)
        accepted += part
        finance.record_settlement(
            code=PROJECT, actor=actor, at=clock.day_start(day) + timedelta(hours=12),
            settlement=finance.NewSettlement(f"WNP/{n}", begins, ends, declared, part, day))
    rest = (accepted * Decimal("0.75")).quantize(Decimal("0.01")) - Decimal(1_900_000)
    _pay(actor, finance.PaymentKind.BALANCE, rest, date(2023, 11, 20), "WB/2023/3")


def _pay(
    actor: Actor, kind: finance.PaymentKind, amount: Decimal, day: date, document: str
) -> None:
    finance.record_payment(
        code=PROJECT, actor=actor, at=clock.day_start(day) + timedelta(hours=13),
        payment=finance.NewFundPayment(kind, amount, day, document))


def _set_targets(actor: Actor, at: datetime) -> None:
    for product, lines in PAYS_FOR.items():
        finance.set_cost_rule(code=PROJECT, product=product, line_codes=lines, actor=actor, at=at)
    finance.set_targets(code=PROJECT, actor=actor, at=at, targets=[
        finance.NewTarget(code, day, Decimal(value))
        for code, middle, end in TARGETS
        for day, value in ((date(2023, 2, 28), middle), (END, end))])


def build_cases(*, actor: Actor, at: datetime) -> int:
    """Open about 6,000 cases with their stages and return their number."""
    rng = Random(SEED + 3)
    cases.save_entries(entries=cases.shipped_catalogue(), actor=actor, at=at)
    persons = [p.person_id for p in people.list_recent(limit=2000)]
    days = working_days()
    received = sorted(rng.choice(days) for _ in range(CASES))
    drafts = [_case(day, rng, persons) for day in received]
    opened = cases.open_cases_in_bulk(cases=drafts, actor=actor, at=at)
    cases.allocate_cases(branch="SZ", actor=actor, at=at)
    return len(opened)


def _case(received: date, rng: Random, persons: list[int]) -> cases.NewCase:
    kind = rng.choices(CASE_TYPES, CASE_WEIGHTS)[0]
    branch = "KO" if rng.random() < 0.17 else "SZ"
    recorded_at = moment(received, rng)
    stages: list[cases.NewStage] = []

    def go(stage: cases.Stage, day: date, decision: cases.Decision | None = None) -> bool:
        if day > REPORT_DAY:
            return False
        stages.append(cases.NewStage(stage, day, moment(day, rng), decision))
        return True

    day = received + timedelta(days=rng.randint(10, 60))
    if rng.random() < SUMMONED_SHARE:
        go(cases.Stage.SUMMONED, day)
        day += timedelta(days=rng.randint(14, 45))
    if go(cases.Stage.COMPLETE, day) and go(
        cases.Stage.EVIDENCE, day + timedelta(days=rng.randint(5, 30))
    ):
        decided = received + timedelta(days=max(70, int(rng.lognormvariate(5.25, 0.45))))
        _decide(go, max(decided, day + timedelta(days=35)), rng)
    unit = "SOC-II" if branch == "SZ" else "SOC-V"
    channel = cases.Channel.POST if rng.random() < 0.3 else cases.Channel.IN_PERSON
    person = rng.choice(persons) if persons and rng.random() < 0.3 else None
    events = clocks.events_of(received, channel, stages)
    return cases.NewCase(unit, kind, received, channel, branch, person, recorded_at,
                         tuple(stages), events=events)


def _decide(go, day: date, rng: Random) -> None:  # type: ignore[no-untyped-def]
    refused = rng.random() < REFUSED_SHARE
    decision = cases.Decision.REFUSED if refused else cases.Decision.GRANTED
    if not go(cases.Stage.DECIDED, day, decision):
        return
    if refused and rng.random() < APPEAL_SHARE / REFUSED_SHARE:
        go(cases.Stage.APPEALED, day + timedelta(days=rng.randint(5, 14)))
    elif not refused and go(cases.Stage.CARD_ORDERED, day + timedelta(days=3)):
        go(cases.Stage.CLOSED, day + timedelta(days=rng.randint(20, 40)))
