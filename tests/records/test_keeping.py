"""How long folders are kept, and lists of what goes: two persons, documents, nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Actor
from przystan.platform.sites import public as sites
from przystan.rooms.records import models
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.retention import (
    ARCHIVE_YEARS,
    MOVES,
    can_step,
    read_category,
    review_date,
)
from tests.records.test_inventory_screens import clerk, shelves, text

__all__ = ["shelves"]  # a fixture
AT = datetime(2032, 3, 1, 10, tzinfo=UTC)
TODAY = AT.date()
CLERK, MANAGER = Actor(1, "Clerk"), Actor(2, "Manager")
S, K, R = records.DisposalState, records.DisposalKind, records.HoldReason
CLOSED = date(2020, 5, 6)
SIGNS = [f"SOC.6151.{n}.2020" for n in (1, 2, 3)]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 99))
def test_full_years_are_counted_from_the_january_after_the_closing(
    closed: date, years: int
) -> None:
    due = review_date(f"B{years}", closed)
    assert due is not None
    assert (due.month, due.day) == (1, 1)
    # Counted a second time, year by year: so many whole calendar years lie between.
    whole = [y for y in range(closed.year, due.year) if date(y, 1, 1) > closed]
    assert len(whole) == years
    assert review_date(f"BE{years}", closed) == due
    assert review_date("Bc", closed) is None
    assert review_date("A", closed) == review_date(f"B{ARCHIVE_YEARS}", closed)


@pytest.mark.parametrize(("said", "read"), [
    ("b10", "B10"), (" be 5 ", "BE5"), ("a", "A"), ("BC", "Bc"), ("B5", "B5")])
def test_a_category_is_read_as_people_write_it(said: str, read: str) -> None:
    assert read_category(said) == read


@pytest.mark.parametrize("said", ["", "B", "B0", "B100", "C5", "A5", "BEE5", "B05"])
def test_what_is_no_category_is_refused(said: str) -> None:
    with pytest.raises(records.NotACategory):
        read_category(said)


def test_no_step_leaves_an_end_and_destruction_needs_consent() -> None:
    for kind in K:
        assert {S.DONE, S.GIVEN_UP}.isdisjoint(MOVES[kind])
    assert not can_step(K.DISPOSAL, S.APPROVED, S.DONE)
    assert can_step(K.TRANSFER, S.APPROVED, S.DONE)
    assert not can_step(K.TRANSFER, S.OPEN, S.APPROVED)


@pytest.fixture
def closed(shelves: dict[str, int]) -> dict[str, int]:
    """Three folders of cases closed in 2020, category B10: they may go from 2031 on."""
    # A test that empties tables empties the shipped rules too.
    models.RetentionRule.objects.all().delete()
    records.set_retention_rule(
        kind=records.FolderKind.TEMPORARY, category="B10", valid_from=date(2011, 1, 1),
        source="test", is_confirmed=False, actor=CLERK, at=AT)
    ids = {}
    for sign in SIGNS:
        found = records.find_folder(text=sign)
        assert found is not None
        ids[sign] = found.id
        records.close_case_of(folder_id=found.id, closed_date=CLOSED, actor=CLERK, at=AT)
    return ids


def open_list(kind: records.DisposalKind = K.DISPOSAL) -> int:
    return records.open_disposal(kind=kind, branch="SZ", actor=CLERK, at=AT)


def put(made: int, *signs: str) -> dict[str, records.HoldReason]:
    return {r.case_sign: r.reason for r in records.list_folders_for_disposal(
        list_id=made, signs=signs, actor=CLERK, at=AT)}


def step(made: int, state: records.DisposalState, who: Actor = CLERK, **more: object) -> None:
    records.step_disposal(list_id=made, state=state, actor=who, at=AT, **more)  # type: ignore[arg-type]


CONSENT = {"document": "AP-1/2032", "document_date": date(2032, 2, 20)}


def test_a_list_is_destroyed_after_two_persons_and_the_archive(closed: dict[str, int]) -> None:
    made = open_list()
    assert put(made, *SIGNS[:2]) == {}
    step(made, S.SUBMITTED)
    with pytest.raises(records.ListStepNotAllowed):
        put(made, SIGNS[2])
    with pytest.raises(records.ApproverNeeded):
        step(made, S.APPROVED)
    step(made, S.APPROVED, MANAGER)
    with pytest.raises(records.ListStepNotAllowed):
        step(made, S.DONE)
    with pytest.raises(records.DocumentNeeded):
        step(made, S.CONSENTED, document=" ")
    step(made, S.CONSENTED, **CONSENT)
    step(made, S.DONE)
    found = records.get_disposal(list_id=made)
    assert (found.state, found.folders) == (S.DONE, 2)
    assert [s.document for s in found.steps] == ["", "", "AP-1/2032", ""]
    gone = records.get_folder(folder_id=closed[SIGNS[0]])
    assert (gone.custody, gone.epc) == (records.Custody.DISPOSED, "")
    assert records.gaps_of(records.list_custody(folder_id=gone.id)) == ()
    assert put(open_list(), SIGNS[0]) == {SIGNS[0]: R.GONE}
    for deed in (
        lambda: records.pass_folder(folder_id=gone.id, custody=records.Custody.LENT, holder="x",
                                    actor=CLERK, at=AT),
        lambda: records.pass_folder(folder_id=gone.id, custody=records.Custody.DISPOSED,
                                    actor=CLERK, at=AT),
    ):
        with pytest.raises(records.CustodyNotAllowed):
            deed()
    with pytest.raises(records.NothingToUndo):
        records.undo_custody(folder_id=gone.id, actor=CLERK, at=AT)
    with pytest.raises(IntegrityError, match="records_gone_once"), transaction.atomic():
        models.CustodyEvent.objects.create(
            folder_id=gone.id, custody="archived", at=AT, recorded_by="x")
    told = [records.epcis_event(e, base="https://office.invalid") for e in records.folder_events()
            if e.folder_id == gone.id and e.custody is records.Custody.DISPOSED]
    assert [(e["action"], e["bizStep"], e["disposition"]) for e in told] == [
        ("DELETE", "destroying", "destroyed")]
    # The one that was on no list still lies there.
    assert records.get_folder(folder_id=closed[SIGNS[2]]).custody is records.Custody.SHELVED


def _lend(folder: int) -> None:
    records.lend_folder(folder_id=folder, holder="Officer", actor=CLERK, at=AT)


def _open(folder: int) -> None:
    records.close_case_of(folder_id=folder, closed_date=None, actor=CLERK, at=AT)


def _hold(folder: int) -> None:
    records.set_hold(folder_id=folder, reason="suit", actor=CLERK, at=AT)


def _category(text: str) -> Callable[[int], None]:
    def set_it(folder: int) -> None:
        records.set_category(folder_id=folder, category=text, reason="archivist", actor=CLERK,
                             at=AT)
    return set_it


@pytest.mark.parametrize(("held", "reason"), [
    (_lend, R.NOT_HERE), (_open, R.OPEN_CASE), (_hold, R.LEGAL_HOLD),
    (_category("A"), R.WRONG_CATEGORY), (_category("B50"), R.NOT_DUE), (_category("Bc"), R.NOT_DUE),
])
def test_a_held_folder_is_refused_by_name_at_the_door_and_at_the_end(
    closed: dict[str, int], held: Callable[[int], None], reason: records.HoldReason
) -> None:
    early, late = open_list(), open_list()
    held(closed[SIGNS[0]])
    assert put(early, *SIGNS[:1]) == {SIGNS[0]: reason}
    assert put(late, *SIGNS[1:]) == {}
    step(late, S.SUBMITTED)
    step(late, S.APPROVED, MANAGER)
    step(late, S.CONSENTED, **CONSENT)
    held(closed[SIGNS[1]])
    with pytest.raises(records.FoldersHeld) as refused:
        step(late, S.DONE)
    assert [(r.case_sign, r.reason) for r in refused.value.refusals] == [(SIGNS[1], reason)]
    # None went, not the other one either; struck out, the rest goes.
    assert records.get_folder(folder_id=closed[SIGNS[2]]).custody is records.Custody.SHELVED
    line = next(x for x in records.list_disposal_lines(list_id=late) if x.case_sign == SIGNS[1])
    records.strike_from_disposal(line_id=line.id, actor=CLERK, at=AT)
    step(late, S.DONE)
    assert records.get_folder(folder_id=closed[SIGNS[2]]).custody is records.Custody.DISPOSED
    with pytest.raises(records.ListNotFound):
        records.strike_from_disposal(line_id=line.id, actor=CLERK, at=AT)


def test_a_folder_is_on_one_list_until_that_is_given_up(closed: dict[str, int]) -> None:
    first, second = open_list(), open_list()
    with pytest.raises(records.ListEmpty):
        step(first, S.SUBMITTED)
    assert put(first, SIGNS[0], SIGNS[0], "SOC.1") == {"SOC.1": R.UNKNOWN}
    assert put(first, SIGNS[0]) == {}
    assert put(second, SIGNS[0]) == {SIGNS[0]: R.ON_A_LIST}
    step(first, S.GIVEN_UP)
    assert put(second, SIGNS[0]) == {}
    assert records.get_disposal(list_id=first).folders == 0
    with pytest.raises(records.ListNotFound):
        records.get_disposal(list_id=0)


def test_what_is_kept_for_ever_goes_to_the_archive_with_its_protocol(
    closed: dict[str, int]
) -> None:
    _category("A")(closed[SIGNS[0]])
    assert put(open_list(K.TRANSFER), *SIGNS[:2]) == {
        SIGNS[0]: R.NOT_DUE, SIGNS[1]: R.WRONG_CATEGORY}
    records.close_case_of(folder_id=closed[SIGNS[0]], closed_date=date(2006, 1, 1), actor=CLERK,
                          at=AT)
    made = open_list(K.TRANSFER)
    assert [x.case_sign for x in records.list_due(
        branch="SZ", kind=K.TRANSFER, today=AT.date())] == [SIGNS[0]]
    assert put(made, SIGNS[0]) == {}
    step(made, S.SUBMITTED)
    step(made, S.APPROVED, MANAGER)
    with pytest.raises(records.DocumentNeeded):
        step(made, S.DONE)
    step(made, S.DONE, document="protocol 7", document_date=date(2032, 3, 1))
    assert records.get_folder(folder_id=closed[SIGNS[0]]).custody is records.Custody.ARCHIVED


def test_what_is_due_is_proposed_and_what_must_stay_is_not(closed: dict[str, int]) -> None:
    def due(today: date = TODAY) -> list[str]:
        return [x.case_sign for x in records.list_due(branch="SZ", kind=K.DISPOSAL, today=today)]

    assert due() == SIGNS
    assert due(date(2030, 12, 31)) == []
    _hold(closed[SIGNS[0]])
    put(open_list(), SIGNS[1])
    assert due() == [SIGNS[2]]
    records.lift_hold(folder_id=closed[SIGNS[0]], actor=CLERK, at=AT)
    assert due() == [SIGNS[0], SIGNS[2]]
    with pytest.raises(records.HeldAlready):
        records.lift_hold(folder_id=closed[SIGNS[0]], actor=CLERK, at=AT)


def test_a_rule_counts_for_cases_closed_from_its_day_on(closed: dict[str, int]) -> None:
    kind = records.FolderKind.TEMPORARY

    def rule(category: str, day: date) -> int:
        return records.set_retention_rule(
            kind=kind, category=category, valid_from=day, source="decree", is_confirmed=True,
            actor=MANAGER, at=AT)

    rule("B5", date(2021, 1, 1))
    kept = records.retention_of(folder_id=closed[SIGNS[0]])
    assert kept is not None
    assert (kept.category, kept.is_confirmed, kept.review_date) == (
        "B10", False, date(2031, 1, 1))
    records.close_case_of(folder_id=closed[SIGNS[0]], closed_date=date(2021, 1, 1), actor=CLERK,
                          at=AT)
    kept = records.retention_of(folder_id=closed[SIGNS[0]])
    assert kept is not None
    assert (kept.category, kept.is_confirmed, kept.review_date) == ("B5", True, date(2027, 1, 1))
    with pytest.raises(records.RuleOverlaps):
        rule("B6", date(2015, 1, 1))
    # The same first day: the text was wrong, and is replaced.
    rule("BE5", date(2021, 1, 1))
    own = [r for r in records.list_retention_rules() if r.kind is kind]
    assert [(r.category, r.valid_to) for r in own] == [("BE5", None), ("B10", date(2020, 12, 31))]
    assert records.retention_of(folder_id=0) is None


def test_what_is_asked_wrongly_is_refused(closed: dict[str, int]) -> None:
    folder = closed[SIGNS[0]]
    with pytest.raises(records.ClosingDateWrong):
        records.close_case_of(folder_id=folder, closed_date=AT.date() + timedelta(days=1),
                              actor=CLERK, at=AT)
    with pytest.raises(records.ReasonNeeded):
        records.set_category(folder_id=folder, category="B5", reason="", actor=CLERK, at=AT)
    with pytest.raises(records.ReasonNeeded):
        records.set_hold(folder_id=folder, reason=" ", actor=CLERK, at=AT)
    with pytest.raises(records.FolderNotFound):
        records.set_hold(folder_id=0, reason="suit", actor=CLERK, at=AT)


def test_a_list_through_the_screens(closed: dict[str, int]) -> None:
    # The screens' clock is today's, so the cases were closed long ago.
    for folder in closed.values():
        records.close_case_of(folder_id=folder, closed_date=date(2012, 1, 1), actor=CLERK, at=AT)
    keeper, manager = clerk("keeper"), clerk("boss", accounts.Role.MANAGER)
    _hold(closed[SIGNS[2]])
    begun = keeper.post(reverse("records:disposals"), {"kind": "disposal", "branch": "SZ"},
                        follow=True)
    here = begun.redirect_chain[-1][0]
    assert "The time of 2 folders is over." in text(begun)
    assert "a hold is set on it" in text(keeper.post(f"{here}add/", {"signs": SIGNS[2]}))
    assert "The folders are on the list." in text(
        keeper.post(f"{here}add/", {"signs": SIGNS[:2]}, follow=True))
    keeper.post(f"{here}step/", {"state": "submitted"})
    assert "Approve" not in text(keeper.get(here))
    assert keeper.post(f"{here}step/", {"state": "approved"}).status_code == 403
    assert "Approve" in text(manager.get(here))
    manager.post(f"{here}step/", {"state": "approved"})
    assert manager.post(f"{here}step/", {"state": "done"}).status_code == 403
    assert "Give the number and the date" in text(
        keeper.post(f"{here}step/", {"state": "consented"}))
    keeper.post(f"{here}step/", {
        "state": "consented", "document": "AP-1", "document_date": "2026-01-02"})
    asked = text(keeper.post(f"{here}step/", {"state": "done"}))
    assert "This cannot be undone." in asked
    done = text(keeper.post(f"{here}step/", {"state": "done", "confirmed": "1"}, follow=True))
    assert "Document AP-1 of" in done
    paper = text(keeper.get(f"{here}sheet/"))
    assert SIGNS[0] in paper
    assert "List of records for disposal" in paper
    page = text(keeper.get(reverse("records:folder", args=[closed[SIGNS[0]]])))
    assert "destroyed" in page
    assert "Pass the folder on" not in page
    assert "List" in text(keeper.get(reverse("records:disposals")))
    assert keeper.post(f"{here}step/", {"state": "nonsense"}).status_code == 404


def test_the_keeping_of_one_folder_through_its_screen(closed: dict[str, int]) -> None:
    keeper = clerk("keeper")
    here = reverse("records:keeping", args=[closed[SIGNS[0]]])
    assert "B10 (not confirmed)" in text(keeper.get(here))
    saved = keeper.post(here, {"act": "closing", "closed_date": "2015-02-03"}, follow=True)
    assert "Saved." in text(saved)
    assert "must not be after today" in text(
        keeper.post(here, {"act": "closing", "closed_date": "2999-01-01"}))
    wrong = keeper.post(here, {"act": "category", "category": "Z", "reason": "x"})
    assert "Write A, Bc, B or BE" in text(wrong)
    keeper.post(here, {"act": "category", "category": "be 5", "reason": "archivist"})
    keeper.post(here, {"act": "hold", "reason": "suit"})
    page = text(keeper.get(here))
    assert "BE5" in page
    assert "Lift the hold" in page
    keeper.post(here, {"act": "lift"})
    assert "Set the hold" in text(keeper.get(here))


def test_only_who_answers_for_disposal_changes_a_rule(closed: dict[str, int]) -> None:
    keeper, manager = clerk("keeper"), clerk("boss", accounts.Role.MANAGER)
    here = reverse("records:retention-rules")
    rule = {"kind": "temporary", "category": "B5", "valid_from": "2024-01-01", "source": "decree"}
    assert keeper.post(here, rule).status_code == 403
    assert "Saved." in text(manager.post(here, rule, follow=True))
    assert "not confirmed" in text(keeper.get(here))
    early = {**rule, "valid_from": "2000-01-01"}
    assert "Choose a later day" in text(manager.post(here, early))


def test_another_branch_keeps_its_folders(closed: dict[str, int]) -> None:
    sites.add_sites(branches=[sites.Branch("KO", "Delegatura", "Koszalin")])
    made = records.open_disposal(kind=K.DISPOSAL, branch="KO", actor=CLERK, at=AT)
    assert put(made, SIGNS[0]) == {SIGNS[0]: R.OTHER_BRANCH}
