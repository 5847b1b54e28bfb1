"""Clocks through the door and on the screens: recorded, corrected, moved by a new law, listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from psycopg.errors import CheckViolation

from przystan.platform.accounts import public as accounts
from przystan.platform.audit.models import Entry
from przystan.platform.sites import public as sites
from przystan.rooms.cases import models
from przystan.rooms.cases import public as cases

AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
ROBOT = accounts.system_actor("test")
K, C, S = cases.EventKind, cases.ClockState, cases.Sentence


@pytest.fixture
def case_id(db: None) -> int:
    del db
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin"),
                              sites.Branch("KO", "Koszalin", "Koszalin")])
    cases.set_case_types(actor=ROBOT, at=AT, types=[
        cases.CaseType("work", "Praca", "Work", "6151", "art. 114", True,
                       cases.TermKind.TEMPORARY)])
    return open_case(date(2023, 3, 1))


def open_case(day: date) -> int:
    return cases.open_case(
        unit="SOC-II", type_code="work", received_on=day, person_id=None,
        channel=cases.Channel.IN_PERSON, branch="SZ", actor=ROBOT, at=AT)


def record(case_id: int, kind: cases.EventKind, day: date, due_on: date | None = None) -> int:
    return cases.record_case_event(case_id=case_id, event=cases.ClockEvent(kind, day, due_on),
                                   actor=ROBOT, at=AT)


def make_whole(case_id: int, day: date = date(2023, 3, 1)) -> None:
    record(case_id, K.FINGERPRINTS, day)
    record(case_id, K.DOCUMENTS_COMPLETE, day)


def read(case_id: int, on: date = date(2024, 1, 10)) -> cases.CaseClock:
    return cases.clock_of(case_id=case_id, on=on)


def test_a_case_starts_once_whole_and_the_law_laid_down_stops_it(case_id: int) -> None:
    assert read(case_id).state is C.NOT_STARTED
    make_whole(case_id)
    clock = read(case_id)
    assert (clock.state, clock.suspended_until) == (C.SUSPENDED, date(2026, 3, 4))
    assert clock.last_date == date(2026, 5, 4)
    stops = [x for x in clock.lines if x.sentence is S.STOPPED_BY_LAW]
    assert [(x.to_date, x.is_confirmed) for x in stops] == [
        (date(2023, 8, 24), True), (date(2025, 9, 30), True), (date(2026, 3, 4), False)]
    assert Entry.objects.filter(action="cases.record_case_event").count() == 2


def test_a_struck_event_no_longer_counts_and_stays(case_id: int) -> None:
    make_whole(case_id)
    event = record(case_id, K.PAUSED, date(2023, 5, 1))
    assert read(case_id, date(2027, 1, 1)).last_date is None
    cases.strike_case_event(case_id=case_id, event_id=event, reason="another case", actor=ROBOT,
                            at=AT)
    assert read(case_id).last_date == date(2026, 5, 4)
    assert [e.strike_reason for e in cases.list_clock_events(case_id=case_id) if e.is_struck] == [
        "another case"]
    with pytest.raises(cases.EventNotFound):
        cases.strike_case_event(case_id=case_id, event_id=event, reason="twice", actor=ROBOT,
                                at=AT)


@pytest.mark.parametrize(("event", "field"), [
    (cases.ClockEvent(K.APPEARED, date(2023, 2, 1)), "on"),
    (cases.ClockEvent(K.RECEIVED, date(2023, 4, 1)), "on"),
    (cases.ClockEvent(K.DEFECTS_SUMMONED, date(2023, 4, 1)), "due_on"),
    (cases.ClockEvent(K.EXTENDED, date(2023, 4, 1), date(2023, 4, 1)), "due_on"),
    (cases.ClockEvent(K.DEFECTS_REMEDIED, date(2023, 4, 1)), "on"),
    (cases.ClockEvent(K.RESUMED, date(2023, 4, 1)), "on")])
def test_what_cannot_be_true_is_refused(
    case_id: int, event: cases.ClockEvent, field: str
) -> None:
    with pytest.raises(cases.EventRefused) as refused:
        cases.record_case_event(case_id=case_id, event=event, actor=ROBOT, at=AT)
    assert refused.value.field == field


def test_the_database_refuses_it_in_bulk_as_well(case_id: int) -> None:
    event = cases.ClockEvent(K.EXTENDED, date(2023, 4, 1))
    with pytest.raises(CheckViolation, match="cases_clock_due_given"), transaction.atomic():
        cases.record_case_events(events=[cases.NewClockEvent(case_id, event, AT)], actor=ROBOT,
                                 at=AT)


def test_a_new_law_moves_open_cases_and_names_them(case_id: int) -> None:
    decided = open_case(date(2023, 3, 2))
    for each in (case_id, decided):
        make_whole(each, date(2023, 3, 2))
    cases.advance(case_id=decided, stage=cases.Stage.DECIDED, on=date(2023, 6, 1),
                  decision=cases.Decision.GRANTED, actor=ROBOT, at=AT)
    rule = next(r for r in cases.list_law_rules() if r.code == "stop_100d_2026")
    changed = cases.change_law_rule(
        rule=replace(rule, valid_until=date(2026, 9, 30), is_confirmed=True), actor=ROBOT, at=AT)
    assert [(c.case_id, c.before, c.after) for c in changed.changes] == [
        (case_id, date(2026, 5, 4), date(2026, 11, 30))]
    assert read(case_id).last_date == date(2026, 11, 30)
    versions = [r.version for r in cases.list_law_rules(every_version=True)
                if r.code == "stop_100d_2026"]
    assert versions == [1, 2]
    with pytest.raises(cases.RuleRefused):
        cases.change_law_rule(rule=replace(rule, valid_until=date(2020, 1, 1)), actor=ROBOT, at=AT)
    assert models.LawRule.objects.filter(code="stop_100d_2026").count() == 2


def test_what_runs_out_next_comes_first_and_windows_filter(case_id: int) -> None:
    waiting = open_case(date(2023, 3, 3))
    soon = open_case(date(2022, 3, 15))
    make_whole(soon, date(2022, 3, 15))
    make_whole(case_id)

    def listed(on: date, **filters: object) -> list[int]:
        rows, total = cases.list_next_to_run_out(on=on, **filters)  # type: ignore[arg-type]
        assert total == len(rows)
        return [r.case_id for r in rows]

    on = date(2026, 3, 30)
    assert listed(on) == [soon, case_id, waiting]
    assert listed(on, this_week=True) == [soon]
    assert listed(on, state=C.RUNNING) == [soon, case_id]
    assert listed(date(2024, 1, 1), state=C.SUSPENDED) == [soon, case_id]
    assert listed(date(2026, 4, 10), state=C.OVERDUE) == [soon]
    assert listed(on, state=C.NOT_STARTED) == [waiting]


def client_of(role: accounts.Role) -> Client:
    user = accounts.add_user(
        username="u", display_name="Magda", email="", language="en", password=None,
        actor=ROBOT, at=AT)
    accounts.grant_role(user_id=user, role=role, branch=None, actor=ROBOT, at=AT)
    client = Client()
    client.force_login(get_user_model().objects.get(pk=user),
                       backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["przystan_language"] = "en"
    return client


def test_the_screens_explain_record_strike_and_change_the_law(case_id: int) -> None:
    client = client_of(accounts.Role.CASE_OFFICER)
    where = f"/office/cases/{case_id}/clock/"
    page = client.get(where).content.decode()
    assert "fingerprints are missing" in page
    wrong = client.post(where, {"kind": "extended", "on": "2023-03-02"}).content.decode()
    assert "Say until when" in wrong
    for kind in ("fingerprints", "documents_complete", "paused"):
        client.post(where, {"kind": kind, "on": "2023-03-02"})
    page = client.get(where).content.decode()
    assert "art. 100d" in page
    assert "The proceedings are suspended from" in page
    event = [e.id for e in cases.list_clock_events(case_id=case_id) if e.event.kind is K.PAUSED]
    client.post(f"{where}{event[0]}/strike/", {"reason": "by mistake"})
    page = client.get(where).content.decode()
    assert "struck: by mistake" in page
    assert 'lang="uk"' in page
    assert "Line by line" in client.get(f"/office/cases/{case_id}/").content.decode()
    assert "SOC-II.6151.1.2023" in client.get("/office/cases/next/").content.decode()
    assert "not confirmed" in client.get("/office/cases/law/").content.decode()
    changed = client.post("/office/cases/law/stop_100d_2026/", {
        "article": "art. 100d", "source": "x", "valid_from": "2025-10-01",
        "valid_until": "2026-09-30"})
    # The answer to a POST is an address: loaded again, nothing is appended again.
    assert changed["Location"] == "/office/cases/law/stop_100d_2026/2/"
    assert "SOC-II.6151.1.2023" in client.get(changed["Location"]).content.decode()
    assert client.get("/office/cases/law/stop_100d_2026/9/").status_code == 404


def test_a_reader_reads_and_records_nothing(case_id: int) -> None:
    client = client_of(accounts.Role.OPERATOR)
    where = f"/office/cases/{case_id}/clock/"
    assert client.get(where).status_code == 200
    assert client.post(where, {"kind": "paused", "on": "2023-03-02"}).status_code == 403
    assert client.get("/office/cases/law/stop_100d/").status_code == 403
    assert client.get("/office/cases/999999/clock/").status_code == 404
