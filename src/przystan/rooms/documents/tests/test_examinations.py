"""Examinations: evidence is appended, two persons settle, what fails is not overruled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts.public import system_actor
from przystan.rooms.documents import public as documents
from przystan.rooms.documents.public import (
    EvidenceKind,
    ExaminationState,
    Judgement,
    NewEvidence,
    Outcome,
)
from przystan.rooms.documents.rules.chip.groups import group_of
from przystan.rooms.documents.rules.chip.specimen import SpecimenState
from przystan.rooms.documents.rules.verdicts import is_settled, state_of
from przystan.rooms.documents.tests.test_mrz import TD3

AT = datetime(2011, 1, 1, 9, tzinfo=UTC)
ONE, TWO, THREE = (replace(system_actor("x"), name=n) for n in ("One", "Two", "Three"))
STATE = SpecimenState()


@pytest.fixture
def opened(db) -> int:
    return documents.open_examination(
        actor=ONE, at=AT, document_code="P", issuing_state="UTO", number="L898902C3",
        expiry_date=date(2012, 4, 15), kind="TD3",
        reading=documents.read_mrz(text=TD3, today=AT.date()))


def say(examination_id: int, actor, judgement: Judgement, reason: str = "looked at it"):
    documents.give_verdict(actor=actor, at=AT, examination_id=examination_id,
                           judgement=judgement, reason=reason)
    return documents.get_examination(examination_id=examination_id).state


@given(st.lists(st.sampled_from(Judgement), max_size=3))
def test_two_who_agree_settle_it_in_any_order(judgements: list[Judgement]) -> None:
    state = state_of(judgements)
    assert state is state_of(judgements[::-1])
    agreed = {j.value for j in judgements if judgements.count(j) > 1}
    assert is_settled(state) is (bool(agreed) or len(judgements) == 3)
    assert {state.value} == agreed or not agreed


def test_the_second_verdict_is_another_persons(opened: int) -> None:
    assert say(opened, ONE, Judgement.GENUINE) is ExaminationState.NEEDS_SECOND
    with pytest.raises(documents.VerdictRefused, match="same_person"):
        say(opened, ONE, Judgement.GENUINE)
    with pytest.raises(documents.VerdictRefused, match="no_reason"):
        say(opened, TWO, Judgement.GENUINE, "  ")
    assert say(opened, TWO, Judgement.DOUBTFUL) is ExaminationState.NEEDS_THIRD
    assert say(opened, THREE, Judgement.DOUBTFUL) is ExaminationState.DOUBTFUL
    with pytest.raises(documents.VerdictRefused, match="settled"):
        say(opened, system_actor("four"), Judgement.GENUINE)


def test_what_speaks_against_it_is_not_overruled(opened: int) -> None:
    def add(kind, outcome):
        documents.add_evidence(actor=ONE, at=AT, examination_id=opened,
                               evidence=NewEvidence(kind, outcome))

    add(EvidenceKind.FINGERPRINTS, Outcome.FAIL)
    add(EvidenceKind.FEATURE, Outcome.FAIL)
    with pytest.raises(documents.VerdictRefused, match="evidence_against"):
        say(opened, ONE, Judgement.GENUINE)
    assert say(opened, ONE, Judgement.FORGED) is ExaminationState.NEEDS_SECOND
    assert documents.get_examination(examination_id=opened).worst is Outcome.FAIL


def test_the_chip_is_compared_with_the_document(opened: int) -> None:
    documents.import_trust(actor=ONE, at=AT, name="ut.cer", content=STATE.anchor, is_vouched=True)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    documents.import_trust(
        actor=ONE, at=at, name="ut.crl", content=STATE.revocation_list([], at=at))
    for zone, outcome in ((TD3, Outcome.PASS), (
            TD3.replace("L898902C36UTO", "L898902C36UTO").replace("P<UTO", "P<POL"),
            Outcome.FAIL)):
        groups = {1: group_of(zone)}
        documents.add_chip(actor=ONE, at=at, examination_id=opened,
                           sod=STATE.security_object(groups), groups=groups)
        found = documents.get_examination(examination_id=opened).evidence[-1]
        assert (found.kind, found.outcome) == (EvidenceKind.CHIP, outcome)
    documents.add_chip(actor=ONE, at=at, examination_id=opened, sod=b"cut", groups={})
    found = documents.get_examination(examination_id=opened).evidence[-1]
    assert found.details["steps"][0][2] == "unreadable"


def test_lists_of_lost_documents(db) -> None:
    lines = "number;state;day\nL 898902-C3;UTO;2010-05-01\n;UTO;\nnonsense;UTO;\nAB1234;POL;soon\n"
    made = documents.import_lost_list(actor=ONE, at=AT, name="lost.csv", content=lines.encode())
    assert (made.entries, made.refused) == (2, 2)
    again = documents.import_lost_list(actor=ONE, at=AT, name="x.csv", content=lines.encode())
    assert again.id == made.id
    for content in (b"", b"\xff\xfe", b"number,state\n"):
        with pytest.raises(documents.LostListRefused):
            documents.import_lost_list(actor=ONE, at=AT, name="no.csv", content=content)
    for state, outcome in (("UTO", Outcome.FAIL), ("POL", Outcome.PASS)):
        opened = documents.open_examination(
            actor=ONE, at=AT, document_code="P", issuing_state=state, number="L898902C3",
            expiry_date=None)
        found = {e.kind: e for e in documents.get_examination(examination_id=opened).evidence}
        assert found[EvidenceKind.LOST_LIST].outcome is outcome
        assert found[EvidenceKind.EXPIRY].outcome is Outcome.NOT_POSSIBLE


def test_a_checklist_by_type_and_day(db) -> None:
    day = date(2019, 1, 1)
    documents.add_features(actor=ONE, at=AT, features=[
        documents.NewFeature("POL", "P", documents.Light.ULTRAVIOLET, "fibres", day, "PRADO"),
        documents.NewFeature("", "", documents.Light.VISUAL, "pages whole", day, "the office")])
    assert [f.text for f in documents.list_features(
        issuing_state="POL", document_code="P", on=AT.date())] == []
    asked = documents.list_features(issuing_state="POL", document_code="PN", on=day)
    assert [f.text for f in asked] == ["pages whole", "fibres"]
    documents.end_feature(actor=ONE, at=AT, feature_id=asked[1].id, on=day)
    assert len(documents.list_features(
        issuing_state="POL", document_code="P", on=date(2020, 1, 1))) == 1


def test_a_step_is_recorded_and_nothing_of_the_body(opened: int) -> None:
    documents.record_step(actor=ONE, at=AT, examination_id=opened, kind=EvidenceKind.FINGERPRINTS,
                          not_done=documents.NotDoneReason.INJURY)
    found = documents.get_examination(examination_id=opened).evidence[-1]
    assert (found.outcome, found.code, found.details) == (Outcome.NOT_POSSIBLE, "injury", {})
