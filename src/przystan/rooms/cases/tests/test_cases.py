"""Case signs without gaps and stages by the table, through the door."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import system_actor
from przystan.platform.sites import public as sites
from przystan.rooms.cases import models
from przystan.rooms.cases import public as cases

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ACTOR = system_actor("test")


@pytest.fixture
def office(db: None) -> None:
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    cases.set_case_types(actor=ACTOR, at=AT, types=[
        cases.CaseType("work", "Praca", "Work", "6151", "art. 114", True),
        cases.CaseType("stay", "Pobyt", "Stay", "6152", "art. 195", False)])


def open_case(type_code: str = "work", day: date = date(2023, 3, 1)) -> str:
    case_id = cases.open_case(
        unit="SOC-II", type_code=type_code, received_on=day, channel=cases.Channel.POST,
        branch="SZ", person_id=None, actor=ACTOR, at=AT)
    return cases.get_case(case_id=case_id).sign


@pytest.mark.usefixtures("office")
def test_signs_count_per_unit_class_and_year() -> None:
    assert [open_case(), open_case(), open_case("stay"), open_case(day=date(2024, 1, 2))] == [
        "SOC-II.6151.1.2023", "SOC-II.6151.2.2023", "SOC-II.6152.1.2023", "SOC-II.6151.1.2024"]


@pytest.mark.usefixtures("office")
def test_a_case_that_was_rolled_back_leaves_no_gap() -> None:
    open_case()
    with transaction.atomic():
        open_case()
        transaction.set_rollback(True)
    assert open_case() == "SOC-II.6151.2.2023"




@given(st.from_regex(r"[A-Z]{1,4}(-[A-Z0-9]{1,3})?", fullmatch=True), st.integers(1, 9999999),
       st.integers(1990, 2090))
def test_a_sign_reads_back_as_written(unit: str, number: int, year: int) -> None:
    sign = cases.CaseSign(unit, "6151", number, year)
    assert cases.parse_sign(f"  {sign} ".lower()) == sign


@pytest.mark.parametrize("text", ["", "SOC-II", "SOC-II.6151.1", "SOC-II.61510.1.2023", "1.2.3.4"])
def test_what_is_not_a_sign_is_refused(text: str) -> None:
    with pytest.raises(cases.NotACaseSign):
        cases.parse_sign(text)


@pytest.mark.usefixtures("office")
def test_a_case_goes_its_way_and_no_other() -> None:
    case_id = cases.find_case(sign=open_case()).id  # type: ignore[union-attr]

    def go(stage: cases.Stage, decision: cases.Decision | None = None) -> None:
        cases.advance(case_id=case_id, stage=stage, on=date(2023, 4, 1), decision=decision,
                      actor=ACTOR, at=AT)

    with pytest.raises(cases.StageNotAllowed):
        go(cases.Stage.CARD_ORDERED)
    go(cases.Stage.SUMMONED)
    go(cases.Stage.COMPLETE)
    go(cases.Stage.EVIDENCE)
    with pytest.raises(cases.DecisionMissing):
        go(cases.Stage.DECIDED)
    go(cases.Stage.DECIDED, cases.Decision.GRANTED)
    assert cases.get_case(case_id=case_id).stage is cases.Stage.DECIDED
    assert [s.stage for s in cases.list_stages(case_id=case_id)] == [
        cases.Stage.RECEIVED, cases.Stage.SUMMONED, cases.Stage.COMPLETE, cases.Stage.EVIDENCE,
        cases.Stage.DECIDED]


def test_every_stage_can_be_reached_and_left() -> None:
    reached = {s for targets in cases.TRANSITIONS.values() for s in targets}
    assert reached == set(cases.Stage)
    assert {s for s, targets in cases.TRANSITIONS.items() if not targets} == {cases.Stage.CLOSED}


@pytest.mark.usefixtures("office")
def test_the_database_refuses_a_decision_without_its_stage() -> None:
    case_id = cases.find_case(sign=open_case()).id  # type: ignore[union-attr]
    with pytest.raises(IntegrityError, match="cases_decision_with_decided"), transaction.atomic():
        models.StageEvent.objects.create(
            case_id=case_id, stage="complete", on=date(2023, 4, 1), decision="granted",
            recorded_at=AT, recorded_by="x")


@pytest.mark.usefixtures("office")
def test_an_unknown_type_is_refused_and_lists_filter() -> None:
    with pytest.raises(cases.UnknownCaseType):
        open_case("no such")
    open_case()
    open_case("stay")
    assert [c.type_code for c in cases.list_cases(type_code="stay")] == ["stay"]
    assert [c.sign for c in cases.list_cases(text="soc-ii.6151")] == ["SOC-II.6151.1.2023"]
    assert cases.list_cases(stage=cases.Stage.CLOSED) == ()
