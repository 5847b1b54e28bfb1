"""Reports to the Fund, of the rooms, the office's own text, and reports that are sent."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from przystan.adapters.simulators import SimulatedCarrier
from przystan.config.cli import main
from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Role, system_actor
from przystan.platform.clock import public as clock
from przystan.platform.outbox import public as outbox
from przystan.reporting import public as reporting
from przystan.reporting.claims import Evidence, judge, paragraphs
from przystan.reporting.exports import FORMATS, demo_notice
from przystan.reporting.pdf import report_pdf, verify_pdf
from przystan.reporting.reports import NARRATED, REPORTS
from przystan.reporting.reports.fund import final_report, quarter_of, quarterly_report
from przystan.reporting.reports.types import plain_text
from przystan.reporting.rules import last_day_before
from przystan.rooms.advisory.testing import AT, DAY, make_card, make_staff, make_visit
from przystan.rooms.finance import public as finance
from przystan.rooms.people.testing import make_person

ACTOR = system_actor("test")
pytestmark = pytest.mark.django_db
JANUARY, AUGUST = DAY.replace(month=1), DAY.replace(month=8)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def office() -> int:
    project = finance.add_project(
        code=reporting.PROJECT, number="8/14/2022/OG", name="P", name_en="P",
        fund="AMIF 2014-2020", starts_on=JANUARY, ends_on=AUGUST, actor=ACTOR, at=AT)
    finance.sign_agreement(
        code=reporting.PROJECT, value=Decimal(1000), signed_on=JANUARY, actor=ACTOR, at=AT,
        lines=[finance.NewBudgetLine("1", "=1+1", Decimal(600)),
               finance.NewBudgetLine("2", "Etykiety", Decimal(400))])
    finance.set_cost_rule(code=reporting.PROJECT, product=finance.Product.PERSONS,
                          line_codes=["1"], actor=ACTOR, at=AT)
    finance.record_expenditure(code=reporting.PROJECT, actor=ACTOR, at=AT, costs=[
        finance.NewExpenditure("1", Decimal(90), JANUARY, "FV/1", "praca")])
    finance.set_targets(code=reporting.PROJECT, actor=ACTOR, at=AT, targets=[
        finance.NewTarget("advisory.persons_assisted", AUGUST, Decimal(4))])
    for month in (1, 2, 2):
        make_visit(make_card(make_person(), project_id=project, opened_on=JANUARY),
                   visited_on=DAY.replace(month=month))
    return project


@pytest.mark.usefixtures("office")
def test_the_quarterly_report_adds_up_quarter_and_beginning() -> None:
    with translation.override("en"):
        report = quarterly_report(as_of=DAY)
    assert quarter_of(DAY) == (JANUARY.replace(day=1), date(DAY.year, 4, 1))
    by_title = {s.title: s for s in report.sections}
    (indicators,) = by_title["Indicators"].grids
    rows = {name.split()[0]: values for name, values in indicators.rows}
    # In the quarter, since the beginning, the target, the share of it.
    assert rows["SO2-R2"] == (3, 3, 4, Decimal("0.75"))
    assert rows["SO1-R1*"][:2] == (0, 0)
    budget, fund = by_title["Money"].grids
    assert dict(budget.rows)["1 =1+1"] == (600, 90, Decimal("0.15"))
    assert dict(fund.rows)["Spent"] == (90,)
    costs = [plain_text(p) for p in by_title["Unit costs"].paragraphs]
    assert costs == ["Cost per person assisted: 30,00 PLN", "Cost per answered call: –",
                     "Cost per labelled folder: –"]
    for grid in by_title["Persons by age and sex"].grids:
        assert sum(values[0] or 0 for _name, values in grid.rows) == 3


@pytest.mark.usefixtures("office")
def test_every_kind_in_every_format_and_language() -> None:
    for language in ("pl", "en"):
        with translation.override(language):
            for kind, make in REPORTS.items():
                report = make(as_of=DAY)
                for name, write in FORMATS.items():
                    assert write(report, "Dane syntetyczne."), (kind, name, language)


@pytest.mark.usefixtures("office")
def test_a_budget_line_that_begins_with_an_equals_sign_is_no_formula() -> None:
    with translation.override("en"):
        book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"](final_report(as_of=DAY), "")))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert any(c.value == "1 =1+1" and c.data_type == "s" for c in cells)
    formulas = [c.value for c in cells if c.data_type == "f"]
    assert all(str(f).startswith("=SUM(") for f in formulas)


@pytest.mark.usefixtures("office")
def test_before_the_project_there_is_no_report_to_the_fund(
    capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    early = JANUARY.replace(day=1) - timedelta(days=1)
    for kind in NARRATED:
        with pytest.raises(finance.NotYetBegun):
            REPORTS[kind](as_of=early)
    assert main(["report", "final", "--as-of", str(early), "--output",
                 str(tmp_path / "f.pdf")]) == 2
    assert "had not begun" in capsys.readouterr().err


@pytest.mark.usefixtures("office")
def test_the_texts_claims_rest_on_figures_or_say_that_they_do_not() -> None:
    text = ("Waiting time was reduced by half. We assisted {advisory.persons_assisted:plain} "
            "persons at {finance.cost_per_person:PLN} each.\n\nThe point is open to all.")
    assert reporting.write_narrative(
        actor=ACTOR, at=AT, kind="final", language="en", text=text) == 1
    with translation.override("en"):
        report = final_report(as_of=DAY)
        first, second = report.sections[0].paragraphs
        assert plain_text(first) == (
            "Waiting time was reduced by half. [not evidenced] We assisted 3 persons at 30,00 PLN "
            "each. ")
        assert plain_text(second) == "The point is open to all. "
        pdf = report_pdf(report)
        reporting.write_narrative(actor=ACTOR, at=AT, kind="final", language="en", text="New.")
        # A newer text does not make the older file untrue.
        assert verify_pdf(pdf).is_true
    for wrong in ("{no.such:plain}", "{calls.outgoing:duration}", "{calls.outgoing:huge}"):
        with pytest.raises(reporting.TextRefused, match="no figure written so"):
            reporting.write_narrative(
                actor=ACTOR, at=AT, kind="final", language="en", text=wrong)
    with pytest.raises(reporting.TextRefused):
        reporting.write_narrative(actor=ACTOR, at=AT, kind="monthly", language="en", text="x")


@pytest.mark.parametrize(("sentence", "evidence"), [
    ("Czas oczekiwania skrócono.", Evidence.NOT_EVIDENCED),
    ("Odebrano {calls.answered_incoming:spaced} połączeń.", Evidence.EVIDENCED),
    ("Obsłużono 5000 osób.", Evidence.NOT_EVIDENCED),
    ("Punkt działa od 1.10.2022.", Evidence.PLAIN), ("W 2023 przeszkolono pracowników.",
                                                     Evidence.PLAIN),
    ("Podstawą jest art. 114 ustawy.", Evidence.PLAIN),
    ("Projekt 8/14-2022/OG-FAMI trwa.", Evidence.PLAIN), ("Callers wait less than before, "
     "thanks to the helpline.", Evidence.NOT_EVIDENCED),
])
def test_what_is_a_claim(sentence: str, evidence: Evidence) -> None:
    assert judge(sentence).evidence is evidence


@given(st.text(max_size=200))
def test_no_word_of_a_text_is_lost(text: str) -> None:
    kept = "".join(s.text for p in paragraphs(text) for s in p)
    assert "".join(kept.split()) == "".join(text.split())


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["month", "quarter"]))
def test_what_was_over_before_a_day(day: date, every: str) -> None:
    last = last_day_before(day, every)
    assert last < day
    assert (last + timedelta(days=1)).day == 1
    assert (day - last).days <= (31 if every == "month" else 92)


@pytest.mark.usefixtures("office")
def test_a_report_is_sent_once_after_its_month() -> None:
    made = clock.day_start(DAY) + timedelta(hours=9)
    schedule = reporting.add_schedule(
        actor=ACTOR, at=made, kind="quarterly", language="pl", every="month",
        recipient="fundusz@urzad.example", is_outside=True)
    with pytest.raises(reporting.ScheduleRefused, match="already"):
        reporting.add_schedule(
            actor=ACTOR, at=made, kind="quarterly", language="pl", every="month",
            recipient="fundusz@urzad.example", is_outside=True)
    assert reporting.send_due_reports(at=made) == 0
    after = datetime.combine(date(DAY.year, DAY.month + 1, 1), made.timetz())
    assert [reporting.send_due_reports(at=after) for _ in range(2)] == [1, 0]
    (sent,) = reporting.list_sent()
    assert (sent.schedule.id, sent.outcome) == (schedule, "waiting")
    name, file = reporting.read_sent(message_id=sent.message_id)
    assert name == f"quarterly-{sent.as_of}.pdf"
    with translation.override("pl"):
        report = REPORTS["quarterly"](as_of=sent.as_of)
        assert file.content == FORMATS["pdf"](report, demo_notice())
    reporting.stop_schedule(actor=ACTOR, at=after, schedule_id=schedule)
    assert reporting.send_due_reports(at=after + timedelta(days=40)) == 0
    with pytest.raises(reporting.ScheduleRefused):
        reporting.stop_schedule(actor=ACTOR, at=after, schedule_id=schedule)


@pytest.mark.usefixtures("office")
def test_a_report_goes_to_whoever_may_see_reports_or_is_named_as_outside(settings: Any) -> None:
    made = clock.day_start(DAY) + timedelta(hours=9)
    addresses, ids = {}, {}
    for name, role in (("clerk", Role.REPOSITORY_CLERK), ("boss", Role.MANAGER)):
        addresses[name] = f"{name}@urzad.example"
        ids[name] = accounts.add_user(
            username=name, display_name=name, email=addresses[name], language="en",
            password=None, actor=ACTOR, at=AT)
        accounts.grant_role(user_id=ids[name], role=role, actor=ACTOR, at=AT)
    add = partial(reporting.add_schedule, actor=ACTOR, at=made, kind="monthly", language="en",
                  every="month")
    for wrong, said in (({"recipient": "x@urzad.example"}, "Nobody in the office"),
                        ({"recipient": addresses["clerk"]}, "may not see reports"),
                        ({"recipient": addresses["boss"], "is_outside": True}, "of the office"),
                        ({"recipient": addresses["boss"], "ending": "exe"}, "no such report")):
        with pytest.raises(reporting.ScheduleRefused, match=said):
            add(**wrong)
    add(recipient=addresses["boss"], ending="xlsx")
    add(recipient="x@urzad.example", is_outside=True)
    # One kilobyte: no report is that small, and the letter says so instead of failing.
    settings.MAIL_FILES_MAX_BYTES = 1024
    after = datetime.combine(date(DAY.year, DAY.month + 1, 1), made.timetz())
    assert reporting.send_due_reports(at=after) == 2
    assert [s.file for s in reporting.list_sent()] == [None, None]
    settings.MAIL_FILES_MAX_BYTES = 7 * 1024 * 1024
    later = datetime.combine(date(DAY.year, DAY.month + 2, 1), made.timetz())
    assert reporting.send_due_reports(at=later) == 2
    accounts.set_active(user_id=ids["boss"], is_active=False, actor=ACTOR, at=later)
    before = outbox.carriers()
    outbox.connect_carriers({"mail": SimulatedCarrier("mail")})
    try:
        outcomes = {s.schedule.recipient: outbox.deliver_message(message_id=s.message_id, at=later)
                    for s in reporting.list_sent()}
    finally:
        outbox.connect_carriers(before)
    assert outcomes == {addresses["boss"]: "refused", "x@urzad.example": "delivered"}


@pytest.mark.usefixtures("office")
def test_the_screens_of_texts_and_schedules() -> None:
    make_staff("boss", Role.MANAGER)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(get_user_model().objects.get(username="boss"),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    for kind in REPORTS:
        page = client.get(reverse("reporting:kind", args=[kind]), {"as_of": DAY.isoformat()})
        assert page.status_code == 200, kind
    early = client.get(reverse("reporting:kind", args=["final"]), {"as_of": "2001-01-01"})
    assert "There is no report for this day" in early.content.decode()
    text = reverse("reporting:narrative", args=["final", "en"])
    assert "no figure written so" in client.post(text, {"text": "{x.y:z}"}).content.decode()
    assert client.post(text, {"text": "It improved."}).status_code == 302
    assert "not evidenced" in client.get(text).content.decode()
    assert client.get(reverse("reporting:narrative", args=["monthly", "en"])).status_code == 404
    sent = reverse("reporting:schedules")
    form = {"kind": "monthly", "language": "pl", "every": "month", "ending": "pdf",
            "recipient": "a@b.example"}
    assert "Nobody in the office has this address" in client.post(sent, form).content.decode()
    form["is_outside"] = "on"
    assert client.post(sent, form).status_code == 302
    assert "already" in client.post(sent, form).content.decode()
    stop = reverse("reporting:stop_schedule", args=[reporting.list_schedules()[0].id])
    assert client.post(stop).status_code == 302
    assert "Nothing is sent yet" in client.get(sent).content.decode()
    made = clock.day_start(DAY) + timedelta(hours=9)
    reporting.add_schedule(
        actor=ACTOR, at=made, kind="monthly", language="pl", every="month", ending="csv",
        recipient="a@b.example", is_outside=True)
    reporting.send_due_reports(
        at=datetime.combine(date(DAY.year, DAY.month + 1, 1), made.timetz()))
    (line,) = reporting.list_sent()
    file = reverse("reporting:sent_file", args=[line.message_id])
    assert file in client.get(sent).content.decode()
    assert client.get(file).content == reporting.read_sent(
        message_id=line.message_id)[1].content
    assert client.get(
        reverse("reporting:sent_file", args=[line.message_id + 1])).status_code == 404


@pytest.mark.usefixtures("office")
def test_the_commands_of_money_and_of_the_whole_catalogue(
    capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["finance", "status", "--as-of", str(DAY), "--format", "json"]) == 0
    found = {r["item"]: r["value"] for r in json.loads(capsys.readouterr().out)}
    assert (found["spent"], found["absorption"]) == ("90.00", "0.0900")
    assert found["finance.cost_per_person (PLN)"] == "30.0000"
    assert found[f"advisory.persons_assisted by {AUGUST}"] == "3 of 4"
    assert main(["finance", "status", "--as-of", "2001-01-01"]) == 2
    assert "no agreement" in capsys.readouterr().err
    assert main(["finance", "status", "--project", "NONE"]) == 2
    capsys.readouterr()
    assert main(["figures", "--all", "--as-of", str(DAY), "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["figures"]
    assert [f["code"] for f in listed] == [d.code for d in reporting.DEFINITIONS]
