"""Tagging at a desk: a session is opened, worked, corrected and closed; the figures follow."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Actor
from przystan.reporting import public as figures
from przystan.rooms.finance import public as finance
from przystan.rooms.records import models
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.tags import folder_epc
from tests.records.test_inventory_screens import clerk, shelves, text

__all__ = ["shelves"]  # a fixture
AT = datetime(2023, 3, 1, 8, tzinfo=UTC)
CLERK, OTHER = Actor(1, "Clerk"), Actor(2, "Other")
OUTCOME, PROBLEM = records.ScanOutcome, records.TaggingProblem
# Numbers that no sequence of the test has given out.
FREE = [folder_epc(n) for n in range(9001, 9010)]


@pytest.fixture
def project(db: None) -> None:
    finance.add_project(
        code="OG-8-14-2022", number="8/14", name="Projekt", name_en="Project", fund="AMIF",
        starts_on=date(2022, 10, 1), ends_on=date(2023, 8, 31), actor=CLERK, at=AT)


def value(code: str, as_of: date = date(2023, 3, 31)) -> Decimal:
    return figures.compute(codes=[code], as_of=as_of)[0].value


def register(sign: str) -> int:
    return records.register_folder(
        case_sign=sign, kind=records.FolderKind.TEMPORARY, branch="SZ", is_open=False,
        actor=CLERK, at=AT)


def begin(who: Actor = CLERK) -> int:
    return records.open_tagging(branch="SZ", persons=2, actor=who, at=AT)


def scan(run: int, said: str, pending: str = "") -> records.Scan:
    return records.scan_at_desk(run_id=run, text=said, pending_sign=pending, actor=CLERK, at=AT)


def test_the_figures_come_from_the_session_and_its_folders(
    shelves: dict[str, int], project: None
) -> None:
    hours, tagged = value("records.tagging_hours"), value("records.tagged_folders")
    for number in (11, 12):
        register(f"SOC.6151.{number}.2020")
    run = begin()
    asked = scan(run, "soc.6151.11.2020")
    assert (asked.outcome, asked.sign) == (OUTCOME.SIGN, "SOC.6151.11.2020")
    assert scan(run, FREE[0], asked.sign).outcome is OUTCOME.TAGGED
    # A sign and a tag in one line, as a scanner with two triggers types them.
    assert scan(run, f"SOC.6151.12.2020 {FREE[1]}").outcome is OUTCOME.TAGGED
    assert value("records.tagged_folders") == tagged + 2
    assert value("records.tagging_hours") == hours
    records.close_tagging(run_id=run, hours=Decimal("3.5"), actor=CLERK, at=AT)
    assert value("records.tagging_hours") == hours + Decimal("3.5")
    (session,) = records.list_tagging_sessions()
    assert (session.folders, session.errors, session.persons) == (2, 0, 2)
    assert records.list_open_taggings() == ()


@pytest.mark.parametrize(("said", "problem"), [
    ("E2801160600002084A1B2C3D", PROBLEM.NOT_A_TAG), ("used", PROBLEM.TAG_IN_USE),
    ("other label", PROBLEM.WRONG_TAG),
])
def test_a_refused_tag_is_an_error_of_the_session(
    shelves: dict[str, int], said: str, problem: records.TaggingProblem
) -> None:
    first, second = register("SOC.6151.11.2020"), register("SOC.6151.12.2020")
    records.ask_label(folder_id=second, way=records.LabelWay.SHEET, actor=CLERK, at=AT)
    (label,) = records.list_labels(folder_id=second)
    used = records.find_folder(text="SOC.6151.1.2020")
    assert used is not None
    run = begin()
    tag = {"used": used.epc, "other label": label.epc}.get(said, said)
    answer = scan(run, tag, "SOC.6151.11.2020")
    assert (answer.outcome, answer.problem) == (OUTCOME.REFUSED, problem)
    assert records.get_tagging(run_id=run).errors == 1
    assert records.get_folder(folder_id=first).epc == ""
    # The folder whose label it is takes it, and the label is read back by that.
    assert scan(run, label.epc, "SOC.6151.12.2020").outcome is OUTCOME.TAGGED
    assert records.list_labels(is_waiting=True) == ()


def test_a_folder_with_a_tag_is_not_tagged_twice_and_an_unknown_sign_is_said(
    shelves: dict[str, int]
) -> None:
    run = begin()
    assert scan(run, FREE[0], "SOC.6151.1.2020").outcome is OUTCOME.HAS_TAG
    assert scan(run, "SOC.6151.99.2020").outcome is OUTCOME.UNKNOWN_SIGN
    assert scan(run, FREE[0]).outcome is OUTCOME.UNKNOWN_SIGN
    # Another sign while one waits: the clerk took the next folder.
    register("SOC.6151.11.2020")
    assert scan(run, "SOC.6151.11.2020", "SOC.6151.99.2020").sign == "SOC.6151.11.2020"


def test_a_wrong_entry_is_taken_back_and_its_number_spent(
    shelves: dict[str, int], project: None
) -> None:
    folder, other = register("SOC.6151.11.2020"), register("SOC.6151.12.2020")
    before = value("records.tagged_folders")
    run = begin()
    scan(run, FREE[0], "SOC.6151.11.2020")
    (entry,) = records.list_tagging_entries(run_id=run)
    with pytest.raises(records.ReasonNeeded):
        records.take_back_entry(entry_id=entry.id, reason=" ", actor=CLERK, at=AT)
    later = AT + timedelta(days=2)
    assert records.take_back_entry(
        entry_id=entry.id, reason="on the wrong folder", actor=CLERK, at=later,
    ) == "SOC.6151.11.2020"
    with pytest.raises(records.EntryNotFound):
        records.take_back_entry(entry_id=entry.id, reason="again", actor=CLERK, at=later)
    assert records.get_folder(folder_id=folder).epc == ""
    assert scan(run, FREE[0], "SOC.6151.12.2020").problem is PROBLEM.TAG_IN_USE
    found = records.get_tagging(run_id=run)
    assert (found.folders, found.errors) == (0, 2)
    # It counted until it was taken back, and no longer.
    assert value("records.tagged_folders", date(2023, 3, 2)) == before + 1
    assert value("records.tagged_folders") == before
    assert scan(run, FREE[1], "SOC.6151.11.2020").outcome is OUTCOME.TAGGED
    assert value("records.tagged_folders") == before + 1
    assert records.get_folder(folder_id=other).epc == ""


def test_hours_fit_the_persons_and_a_session_is_closed_once(shelves: dict[str, int]) -> None:
    run = begin()
    with pytest.raises(records.RunOpen):
        begin()
    register("SOC.6151.11.2020")
    scan(run, FREE[0], "SOC.6151.11.2020")
    for wrong in ("0", "48.25", "-1"):
        with pytest.raises(records.HoursNotPossible):
            records.close_tagging(run_id=run, hours=Decimal(wrong), actor=CLERK, at=AT)
    with pytest.raises(records.HoursNotPossible):
        records.abandon_tagging(run_id=run, actor=CLERK, at=AT)
    records.close_tagging(run_id=run, hours=Decimal("48"), actor=CLERK, at=AT)
    for deed in (
        lambda: records.close_tagging(run_id=run, hours=Decimal(1), actor=CLERK, at=AT),
        lambda: scan(run, FREE[1], "SOC.6151.11.2020"),
        lambda: records.add_tagging_error(run_id=run, problem=PROBLEM.SPOILT, actor=CLERK, at=AT),
    ):
        with pytest.raises(records.RunEnded):
            deed()
    with pytest.raises(records.RunNotFound):
        records.get_tagging(run_id=0)
    records.abandon_tagging(run_id=begin(OTHER), actor=OTHER, at=AT)
    with pytest.raises(IntegrityError, match="records_run_has_persons"), transaction.atomic():
        models.TaggingRun.objects.create(
            branch_id="SZ", persons=0, started_at=AT, started_by="x")


def test_a_corrected_session_changes_the_figure_from_then_on(
    shelves: dict[str, int], project: None
) -> None:
    register("SOC.6151.11.2020")
    run = begin()
    scan(run, FREE[0], "SOC.6151.11.2020")
    first = records.close_tagging(run_id=run, hours=Decimal(20), actor=CLERK, at=AT)
    reference = models.TaggingSession.objects.get(pk=first).reference
    with pytest.raises(records.ReasonNeeded):
        records.correct_session(session_id=first, persons=2, hours=Decimal(2), errors=1,
                                reason="", actor=CLERK, at=AT)
    later = AT + timedelta(days=5)
    second = records.correct_session(session_id=first, persons=2, hours=Decimal(2), errors=1,
                                     reason="typed 20 for 2", actor=CLERK, at=later)
    assert value("records.tagging_hours", date(2023, 3, 3)) == 20
    assert value("records.tagging_hours") == 2
    (kept,) = records.list_tagging_sessions()
    assert (kept.id, kept.folders, kept.errors) == (second, 1, 1)
    assert [s.is_struck for s in records.list_tagging_sessions(is_whole=True)] == [False, True]
    assert records.known_sessions(references=[reference]) == {reference: second}
    assert records.get_tagging_session(session_id=first) is None
    with pytest.raises(records.SessionNotFound):
        records.correct_session(session_id=first, persons=2, hours=Decimal(2), errors=1,
                                reason="again", actor=CLERK, at=later)


def test_the_desk_from_opening_to_the_figure(shelves: dict[str, int], project: None) -> None:
    keeper, officer = clerk("keeper"), clerk("officer", accounts.Role.CASE_OFFICER)
    start = reverse("records:tagging")
    assert officer.post(start, {"branch": "SZ", "persons": 1}).status_code == 403
    opened = keeper.post(start, {"branch": "SZ", "persons": 1}, follow=True)
    here = opened.redirect_chain[-1][0]
    assert "Scan a case sign." in text(opened)
    assert "You have a tagging session open already" in text(
        keeper.post(start, {"branch": "SZ", "persons": 1}))
    unknown = text(keeper.post(here, {"scan": "soc.6151.50.2020"}))
    assert "Register SOC.6151.50.2020" in unknown
    registered = text(keeper.post(f"{here}register/", {
        "sign": "soc.6151.50.2020", "kind": "temporary"}))
    assert "Now read the tag of SOC.6151.50.2020." in registered
    assert 'name="sign" value="SOC.6151.50.2020"' in registered
    refused = text(keeper.post(here, {"scan": "E2801160600002084A1B2C3D",
                                      "sign": "SOC.6151.50.2020"}))
    assert "no tag number that the office uses" in refused
    tagged = text(keeper.post(here, {"scan": FREE[0], "sign": "SOC.6151.50.2020"}))
    assert "SOC.6151.50.2020 is tagged. Scan the next case sign." in tagged
    assert "Replace the tag" in text(keeper.post(here, {"scan": "SOC.6151.50.2020"}))
    keeper.post(f"{here}spoilt/")
    (entry,) = records.list_tagging_entries(run_id=int(re.findall(r"\d+", here)[-1]))
    taken = keeper.post(f"{here}take-back/{entry.id}/", {"reason": "wrong"}, follow=True)
    assert "Taken back: SOC.6151.50.2020." in text(taken)
    keeper.post(here, {"scan": FREE[1], "sign": "SOC.6151.50.2020"})
    assert "Give more than 0 hours" in text(keeper.post(f"{here}close/", {"hours": "25"}))
    done = text(keeper.post(f"{here}close/", {"hours": "2"}, follow=True))
    assert "The session is closed. Folders: 1." in done
    (session,) = records.list_tagging_sessions()
    assert (session.folders, session.errors, session.hours) == (1, 3, 2)
    correct = reverse("records:session-correct", args=[session.id])
    assert keeper.get(correct).status_code == 200
    fixed = keeper.post(correct, {"persons": 1, "hours": "3", "errors": 3, "reason": "typo"},
                        follow=True)
    assert "The session was corrected." in text(fixed)
    assert keeper.get(correct).status_code == 404


def test_a_session_without_a_folder_is_given_up(shelves: dict[str, int]) -> None:
    keeper = clerk("keeper")
    opened = keeper.post(reverse("records:tagging"), {"branch": "SZ", "persons": 1}, follow=True)
    here = opened.redirect_chain[-1][0]
    keeper.post(f"{here}close/", {"act": "abandon"})
    assert "This session is closed" in text(keeper.get(here))
    assert records.list_tagging_sessions() == ()


def test_a_dead_tag_is_replaced_and_its_number_never_comes_back(shelves: dict[str, int]) -> None:
    keeper = clerk("keeper")
    folder = records.find_folder(text="SOC.6151.1.2020")
    assert folder is not None
    page = reverse("records:folder", args=[folder.id])
    assert "Replace the tag" in text(keeper.get(page))
    ask = reverse("records:label", args=[folder.id])
    assert "Give the reason." in text(keeper.post(ask, {"way": "sheet"}, follow=True))
    keeper.post(ask, {"way": "sheet", "reason": "does not answer"})
    (label,) = records.list_labels(folder_id=folder.id)
    keeper.post(reverse("records:label-read"), {"tag": label.epc})
    tags = records.list_tags(folder_id=folder.id)
    assert [t.retired_at is None for t in tags] == [False, True]
    assert tags[0].epc != tags[1].epc
    run = begin()
    register("SOC.6151.70.2020")
    assert scan(run, tags[0].epc, "SOC.6151.70.2020").problem is PROBLEM.TAG_IN_USE


def test_the_office_without_a_company_prefix_gets_closed_numbers(
    shelves: dict[str, int], settings: Any
) -> None:
    settings.GS1_PREFIX = ""
    number = records.label_folder(folder_id=register("SOC.6151.80.2020"), actor=CLERK, at=AT)
    told = records.decode_tag(number)
    assert (told.scheme, told.company_prefix) == (records.TagScheme.CLOSED, "")
    settings.GS1_PREFIX = "590123456789"
    number = records.label_folder(folder_id=register("SOC.6151.81.2020"), actor=CLERK, at=AT)
    assert records.decode_tag(number).company_prefix == "590123456789"
    # A number that came on a bought tag is passed over by the office's own sequence.
    serial = records.decode_tag(number).serial
    taken = folder_epc(serial + 1, "590123456789")
    records.label_folder(folder_id=register("SOC.6151.82.2020"), epc=taken, actor=CLERK, at=AT)
    following = records.label_folder(folder_id=register("SOC.6151.83.2020"), actor=CLERK, at=AT)
    assert records.decode_tag(following).serial == serial + 2
