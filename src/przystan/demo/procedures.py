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
from przystan.rooms.training import public as training

PROJECT = "OG-8-14-2022"
CASES, SUMMONED_SHARE, REFUSED_SHARE, APPEAL_SHARE = 6000, 0.38, 0.08, 0.03
CASE_TYPES = ("temporary_work", "temporary_other", "permanent", "long_term", "card")
CASE_WEIGHTS = (50, 28, 8, 5, 9)
COURSES = (
    ("FOR-1", "Nowe przepisy o cudzoziemcach", "New law on foreigners"),
    ("FOR-2", "Ochrona czasowa i status UKR", "Temporary protection and the UKR status"),
    ("COM-1", "Komunikacja międzykulturowa", "Intercultural communication"),
    ("COM-2", "Obsługa trudnego klienta", "Serving people in distress"),
    ("LAN-1", "Język ukraiński w urzędzie", "Ukrainian for the office"),
    ("DOC-1", "Autentyczność dokumentów", "Authenticity of documents"),
    ("SYS-1", "Repozytorium RFID", "The RFID repository"),
    ("SYS-2", "Call center i infolinia", "Call centre and helpline"),
    ("SEC-1", "Ochrona danych osobowych", "Personal data protection"),
)
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
    finance.record_expenditure(code=PROJECT, costs=costs, actor=actor, at=at)
    return project_id


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


def build_training(*, actor: Actor, at: datetime) -> int:
    """Record 22 sessions of 9 courses: 64 staff, 1,408 person-hours; return the sessions."""
    rng = Random(SEED + 5)
    training.add_courses(
        courses=[training.NewCourse(*c) for c in COURSES], actor=actor, at=at
    )
    days = rng.sample(working_days()[20:], 22)
    staff = [f"Pracownik {n:02d}" for n in range(1, 65)]
    for n, day in enumerate(sorted(days)):
        group = [staff[(n * 8 + k) % 64] for k in range(8)]
        training.record_session(
            session=training.NewSession(
                COURSES[n % 9][0], day, Decimal(8), f"Trener {n % 5 + 1}",
                "KO" if n % 6 == 5 else "SZ", moment(day, rng, 15, 16),
                tuple(training.NewAttendance(p, "WSOiC", Decimal(8)) for p in group),
            ),
            actor=actor, at=moment(day, rng, 15, 16),
        )
    return len(days)
