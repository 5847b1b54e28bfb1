"""A folder is asked for, pulled, handed over, late and back; folders go to another branch."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from przystan.platform.accounts import public as accounts
from przystan.platform.accounts.public import Actor
from przystan.platform.sites import public as sites
from przystan.rooms.records import public as records
from przystan.rooms.records.rules.requests import OPEN, can_move, days_late
from tests.records.test_inventory_screens import clerk, shelves, text

__all__ = ["shelves"]  # a fixture
AT = datetime(2023, 3, 1, 10, tzinfo=UTC)
CLERK, OFFICER, OTHER = Actor(1, "Clerk"), Actor(2, "Officer"), Actor(3, "Other")
S = records.RequestState


def folder(number: int) -> records.FolderSummary:
    found = records.find_folder(text=f"SOC.6151.{number}.2020")
    assert found is not None
    return found


def ask(number: int = 1, who: Actor = OFFICER, *, is_urgent: bool = False) -> int:
    return records.request_folder(folder_id=folder(number).id, purpose="hearing",
                                  is_urgent=is_urgent, actor=who, at=AT)


def state_of(request: int) -> records.RequestState:
    return {r.id: r.state for r in records.list_requests(is_open=False, limit=None)}[request]


@given(st.sampled_from(S), st.sampled_from(S))
def test_no_step_leaves_an_end_and_none_goes_back_to_the_asking(
    before: records.RequestState, after: records.RequestState
) -> None:
    if before not in OPEN or after is S.ASKED:
        assert not can_move(before, after)


def test_lateness_is_counted_from_the_day_after() -> None:
    due = date(2023, 3, 10)
    assert [days_late(due, due + timedelta(days=n)) for n in (-1, 0, 1, 30)] == [0, 0, 1, 30]
    assert days_late(None, due) == 0


def test_a_request_is_pulled_handed_over_and_the_folder_comes_back(
    shelves: dict[str, int]
) -> None:
    request = ask()
    with pytest.raises(records.RequestedAlready):
        ask()
    second = ask(who=OTHER)
    records.step_request(request_id=request, state=S.PULLED, actor=CLERK, at=AT)
    due = records.hand_over(request_id=request, actor=CLERK, at=AT)
    assert due == date(2023, 3, 31)
    assert state_of(request) is S.HANDED_OVER
    assert state_of(second) is S.ASKED
    assert (folder(1).custody, folder(1).holder) == (records.Custody.LENT, "Officer")
    for state in (S.PULLED, S.CANCELLED, S.HANDED_OVER):
        with pytest.raises(records.RequestStepNotAllowed):
            records.step_request(request_id=request, state=state, actor=CLERK, at=AT)
    assert records.list_loans(today=date(2023, 3, 31), only_late=True) == ()
    (late,) = records.list_loans(today=date(2023, 4, 2), only_late=True)
    assert (late.holder, late.days_late) == ("Officer", 2)
    records.pass_folder(folder_id=folder(1).id, custody=records.Custody.SHELVED,
                        place_id=shelves["SZ-1"], actor=CLERK, at=AT)
    assert records.list_loans(today=date(2023, 4, 2)) == ()
    with pytest.raises(records.RequestNotFound):
        records.hand_over(request_id=0, actor=CLERK, at=AT)
    with pytest.raises(records.DueDatePast):
        records.hand_over(request_id=second, due_date=date(2023, 2, 1), actor=CLERK, at=AT)


def test_the_pull_list_goes_along_the_shelves_urgent_ones_first(shelves: dict[str, int]) -> None:
    records.pass_folder(folder_id=folder(3).id, custody=records.Custody.SHELVED,
                        place_id=shelves["SZ-2"], actor=CLERK, at=AT)
    records.pass_folder(folder_id=folder(2).id, custody=records.Custody.LENT, holder="Other",
                        actor=CLERK, at=AT)
    for number in (2, 3, 1):
        ask(number)
    listed = records.list_requests(branch="SZ", in_shelf_order=True)
    assert [r.case_sign[9] for r in listed] == ["1", "3", "2"]
    assert [r.place for r in listed] == ["SZ-1", "SZ-2", ""]
    assert listed[2].holder == "Other"
    urgent = ask(3, who=OTHER, is_urgent=True)
    assert records.list_requests(branch="SZ", in_shelf_order=True)[0].id == urgent


@pytest.fixture
def koszalin(shelves: dict[str, int]) -> int:
    sites.add_sites(branches=[sites.Branch("KO", "Delegatura", "Koszalin")])
    return records.add_places(actor=CLERK, at=AT, places=[
        records.NewPlace("KO-1", "Shelf", records.PlaceKind.SHELF, "KO")])["KO-1"]


def test_a_consignment_leaves_whole_and_says_what_did_not_arrive(koszalin: int) -> None:
    with pytest.raises(records.SameBranch):
        records.open_consignment(from_branch="SZ", to_branch="SZ", actor=CLERK, at=AT)
    made = records.open_consignment(from_branch="SZ", to_branch="KO", actor=CLERK, at=AT)
    with pytest.raises(records.ConsignmentEmpty):
        records.send_consignment(consignment_id=made, actor=CLERK, at=AT)
    unknown = records.pack_folders(
        consignment_id=made, actor=CLERK, at=AT,
        texts=[folder(1).epc, "SOC.6151.2.2020", "SOC.6151.2.2020", "nothing"])
    assert unknown == ("nothing",)
    with pytest.raises(records.ConsignmentSent):
        records.receive_folders(consignment_id=made, texts=[], place_id=koszalin, actor=CLERK,
                                at=AT)
    assert records.send_consignment(consignment_id=made, actor=CLERK, at=AT) == 2
    assert folder(1).custody is records.Custody.IN_TRANSIT
    strangers = records.receive_folders(
        consignment_id=made, texts=["SOC.6151.1.2020", "SOC.6151.3.2020"], place_id=koszalin,
        actor=OTHER, at=AT)
    assert strangers == ("SOC.6151.3.2020",)
    assert folder(1).place == "KO-1"
    assert records.close_consignment(consignment_id=made, actor=OTHER, at=AT) == 1
    assert folder(2).custody is records.Custody.IN_TRANSIT
    told = records.get_consignment(consignment_id=made)
    assert (told.folders, told.received, told.state) == (2, 1, records.ConsignmentState.RECEIVED)
    with pytest.raises(records.ConsignmentSent):
        records.close_consignment(consignment_id=made, actor=OTHER, at=AT)
    with pytest.raises(records.ConsignmentNotFound):
        records.get_consignment(consignment_id=0)


def test_a_folder_that_cannot_go_keeps_the_whole_consignment_here(koszalin: int) -> None:
    records.pass_folder(folder_id=folder(2).id, custody=records.Custody.IN_TRANSIT, actor=CLERK,
                        at=AT)
    made = records.open_consignment(from_branch="SZ", to_branch="KO", actor=CLERK, at=AT)
    records.pack_folders(consignment_id=made, texts=["SOC.6151.1.2020", "SOC.6151.2.2020"],
                         actor=CLERK, at=AT)
    with pytest.raises(records.CustodyNotAllowed):
        records.send_consignment(consignment_id=made, actor=CLERK, at=AT)
    assert folder(1).custody is records.Custody.SHELVED


def test_the_way_of_a_folder_through_the_screens(koszalin: int) -> None:
    officer = clerk("officer", accounts.Role.CASE_OFFICER)
    keeper = clerk("keeper")
    here = folder(1)
    assert "Ask for this folder" in text(officer.get(reverse("records:folder", args=[here.id])))
    asked = officer.post(reverse("records:request", args=[here.id]),
                         {"purpose": "decision", "is_urgent": "on"}, follow=True)
    assert "It is on the pull list." in text(asked)
    again = officer.post(reverse("records:request", args=[here.id]), {}, follow=True)
    assert "asked for this folder already" in text(again)
    assert "asked for" in text(officer.get(reverse("records:my-requests")))
    pull = text(keeper.get(reverse("records:pull-list"), {"branch": "SZ"}))
    assert "SZ-1" in pull
    assert "decision" in pull
    assert "Urgent" in pull
    (request,) = records.list_requests()
    step = reverse("records:request-step", args=[request.id])
    keeper.post(step, {"state": "pulled", "branch": "SZ"})
    done = text(keeper.post(step, {"state": "handed_over", "branch": "SZ"}, follow=True))
    assert "Handed over. Due back on" in done
    assert "No folder is asked for." in done
    assert here.case_sign in text(officer.get(reverse("records:my-requests")))
    assert "officer" in text(keeper.get(reverse("records:loans")))
    assert "No folder here" in text(keeper.get(reverse("records:loans"), {"late": "1"}))
    assert officer.get(reverse("records:pull-list")).status_code == 403
    withdraw = reverse("records:request-withdraw", args=[request.id])
    assert officer.post(withdraw).status_code == 404
    officer.post(reverse("records:request", args=[folder(2).id]), {})
    (second,) = records.list_requests()
    withdrawn = officer.post(reverse("records:request-withdraw", args=[second.id]), follow=True)
    assert "The request was withdrawn." in text(withdrawn)


def test_a_consignment_through_the_screens(koszalin: int) -> None:
    keeper = clerk("keeper")
    start = reverse("records:consignments")
    same = keeper.post(start, {"from_branch": "SZ", "to_branch": "SZ"})
    assert "from one branch to another" in text(same)
    begun = keeper.post(start, {"from_branch": "SZ", "to_branch": "KO"}, follow=True)
    here = f"{begun.redirect_chain[-1][0]}act/"
    assert "There is no folder in the consignment" in text(
        keeper.post(here, {"act": "send"}, follow=True))
    packed = text(keeper.post(here, {"act": "pack", "tags": "SOC.6151.1.2020\nzzz"}, follow=True))
    assert "no folder: zzz" in packed
    assert "Sent: 1." in text(keeper.post(here, {"act": "send"}, follow=True))
    nowhere = keeper.post(here, {"act": "receive", "tags": "SOC.6151.1.2020", "place": "x"})
    assert "There is no place" in text(nowhere)
    keeper.post(here, {"act": "receive", "tags": "SOC.6151.1.2020", "place": "ko-1"})
    assert "Everything arrived." in text(keeper.post(here, {"act": "close"}, follow=True))
    assert "received" in text(keeper.get(start))
