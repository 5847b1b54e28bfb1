"""The screens of calls, in Chromium over a real server: contacts, legs, ledger, imported logs."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from przystan.adapters.asterisk.logs import AsteriskLogs
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.calls import public as calls
from przystan.rooms.calls.testing import Specimen, write_log
from tests.adapters.asterisk_logs import write_cel
from tests.browser.axe import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.browser
ROBOT = accounts.system_actor("test")
SHOTS = os.environ.get("PRZYSTAN_SHOTS", "")


def make_user(username: str, role: accounts.Role) -> Client:
    user_id = accounts.add_user(
        username=username, display_name="Ewa Mazur", email="", language="en",
        password="rybitwa-na-falochronie-7", actor=ROBOT, at=clock.now())
    accounts.grant_role(user_id=user_id, role=role, actor=ROBOT, at=clock.now())
    client = Client(headers={"accept-language": "en"})
    assert client.login(username=username, password="rybitwa-na-falochronie-7")
    return client


@pytest.fixture
def supervisor(db: None, page: Page, office: str) -> Page:
    client = make_user("ewa", accounts.Role.CALL_SUPERVISOR)
    page.context.add_cookies([
        {"name": name, "value": cookie.value, "url": office}
        for name, cookie in client.cookies.items()])
    return page


@pytest.fixture
def imported(db: None, tmp_path: Path) -> None:
    made = [
        Specimen("a").dial("801", "+48000000101").choose("pl").queue().ring("op2", answers=False)
        .ring("op1").pass_while_ringing("703", answers=False).queue().ring("op3").ask("704")
        .pass_after_asking("702").hang_up(),
        Specimen("b").dial("800", "anonymous").choose("uk").queue().press_key().hang_up(),
        Specimen("c").call_out("op2", "+48000000401").hang_up(),
        Specimen("d").dial("804", "+48000000104").find_closed().hang_up(),
    ]
    at = datetime(2023, 3, 2, 8, tzinfo=UTC)
    cel = write_cel(tmp_path / "cel.jsonl", write_log(made))
    take = {"logs": AsteriskLogs(), "actor": ROBOT, "at": at}
    calls.import_log(source=calls.LogKind.EVENTS, path=cel, **take)
    key = calls.list_contacts(wanted=calls.ContactFilter(number="+48000000101"))[0].key
    epoch = int(datetime(2023, 3, 1, 11, tzinfo=UTC).timestamp())
    queue = tmp_path / "queue_log"
    queue.write_text(f"{epoch}|NONE|NONE|NONE|QUEUESTART|\n"
                     f"{epoch + 2}|{key}|dept|NONE|ENTERQUEUE||x|1\n"
                     f"{epoch + 4}|{key}|dept|op2|CONNECT|2|x|1\n"
                     f"{epoch + 90}|NONE|dept|op1|PAUSE|lunch\n")
    calls.import_log(source=calls.LogKind.QUEUE, path=queue, **take)


def look(page: Page, name: str) -> None:
    assert_accessible(page)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    page.set_viewport_size({"width": 320, "height": 900})
    assert_no_sideways_scroll(page)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}-320.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_every_screen_is_accessible(imported: None, supervisor: Page, office: str) -> None:
    page = supervisor
    page.goto(f"{office}/office/calls/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Contacts of the call centre")
    look(page, "list")
    page.get_by_label("Number", exact=True).fill("+48 000 000 101")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("table").get_by_role("link").click()
    expect(page.get_by_text("op3 asks 704")).to_be_visible()
    look(page, "contact")
    page.goto(f"{office}/office/calls/ledger/")
    look(page, "ledger")
    page.goto(f"{office}/office/calls/imports/")
    look(page, "imports")
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_text("not explained").first).to_be_visible()
    look(page, "import")


def test_the_two_logs_of_a_day_stand_below_the_balance(
    imported: None, supervisor: Page, office: str
) -> None:
    page = supervisor
    (row,) = calls.list_contacts(wanted=calls.ContactFilter(outcome="abandoned"))
    calls.record_live_notes(notes=[
        calls.LiveNote(row.key, kind, row.started_at, "uk", "op9")
        for kind in (calls.LiveKind.OFFERED, calls.LiveKind.CONNECTED, calls.LiveKind.ENDED)])
    page.goto(f"{office}/office/calls/ledger/")
    page.get_by_role("link", name="1 Mar 2023").click()
    expect(page.get_by_role("heading", name="The two logs on")).to_be_visible()
    expect(page.get_by_text("3 differences are not explained.")).to_be_visible()
    expect(page.get_by_text("The outcomes differ.")).to_be_visible()
    expect(page.get_by_text("did not see the call.").first).to_be_visible()
    look(page, "books")
    page.get_by_role("link", name=row.key).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Contact")


def test_a_contact_is_left_out_with_a_reason(imported: None, supervisor: Page, office: str) -> None:
    page = supervisor
    newest = calls.list_contacts(wanted=calls.ContactFilter(outcome="closed"))[0]
    page.goto(f"{office}/office/calls/contacts/{newest.id}/")
    page.get_by_role("link", name="Leave out of figures").click()
    page.get_by_role("button", name="Leave it out").click()
    assert_accessible(page)
    page.get_by_label("Reason").fill("a test call")
    page.get_by_role("button", name="Leave it out").click()
    expect(page.get_by_text("Does not count because", exact=True)).to_be_visible()


@pytest.mark.parametrize("path", [
    "", "?number=%00", "?after=x", "?after=2023-01-01T00:00:00%205", "?day=31.02.2023",
    "ledger/", "ledger/?until=nonsense", "ledger/?day=nonsense", "imports/", "imports/?page=99",
])
def test_addresses_from_anywhere_are_answered(imported: None, path: str) -> None:
    client = make_user("jan", accounts.Role.CALL_SUPERVISOR)
    assert client.get(f"/office/calls/{path}").status_code == 200


def test_a_list_costs_few_queries(imported: None, django_assert_max_num_queries) -> None:
    client = make_user("jan", accounts.Role.CALL_SUPERVISOR)
    client.get("/office/calls/")
    with django_assert_max_num_queries(8):
        client.get("/office/calls/")


def test_who_may_not_look_is_refused(imported: None) -> None:
    client = make_user("jan", accounts.Role.RECEPTIONIST)
    for path in ("", "ledger/", "imports/", "contacts/1/"):
        assert client.get(f"/office/calls/{path}").status_code == 403
