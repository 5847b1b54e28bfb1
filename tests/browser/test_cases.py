"""The pages of one case: axe looks at each with rows in it; the letter is sent by keyboard."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
from django.test import Client
from playwright.sync_api import Page

from przystan.platform.accounts import public as accounts
from przystan.platform.sites import public as sites
from przystan.rooms.cases import public as cases
from tests.browser.axe import assert_accessible_anywhere

pytestmark = pytest.mark.browser
PASSWORD = "rybitwa-na-falochronie-7"
AT = datetime(2026, 5, 20, 10, tzinfo=UTC)
ROBOT = accounts.system_actor("test")


@pytest.fixture
def case(db: None, page: Page, office: str) -> str:
    """A case with a letter on its way and a draft, opened by somebody who holds every role."""
    del db
    sites.add_sites(branches=[sites.Branch("SZ", "Szczecin", "Szczecin")])
    cases.save_entries(entries=cases.shipped_catalogue(), actor=ROBOT, at=AT)
    user = accounts.add_user(username="all", display_name="Every Role", email="", language="en",
                             password=PASSWORD, actor=ROBOT, at=AT)
    for role in accounts.Role:
        accounts.grant_role(user_id=user, role=role, branch=None, actor=ROBOT, at=AT)
    client = Client(headers={"accept-language": "en"})
    assert client.login(username="all", password=PASSWORD)
    page.context.add_cookies([{"name": n, "value": c.value, "url": office}
                              for n, c in client.cookies.items()])
    case_id = cases.receive_application(actor=ROBOT, at=AT, application=cases.Application(
        "SOC-II", "temporary_work", datetime(2026, 4, 8, 9, tzinfo=UTC),
        cases.Channel.IN_PERSON, "SZ", None, uuid4(), date(2026, 4, 10)))
    letter = cases.send_summons(
        case_id=case_id, codes=["photo"], on=date(2026, 4, 9), language="uk", entry_key=uuid4(),
        actor=ROBOT, at=AT)
    cases.record_delivery(case_id=case_id, letter_id=letter, step=cases.DeliveryStep.SENT,
                          on=date(2026, 4, 9), actor=ROBOT, at=AT)
    cases.add_party(case_id=case_id, role=cases.PartyRole.EMPLOYER, since=date(2026, 4, 8),
                    organisation="Stocznia", actor=ROBOT, at=AT)
    cases.send_summons(case_id=case_id, codes=["employer_annex"], on=date(2026, 4, 9),
                       language="uk", entry_key=uuid4(), actor=ROBOT, at=AT)
    cases.ask_opinions(case_id=case_id, bodies=list(cases.OpinionBody)[:2],
                       on=date(2026, 4, 10), actor=ROBOT, at=AT)
    cases.call_hearing(case_id=case_id, heard=cases.HeardAs.SPOUSE, called_on=date(2026, 4, 10),
                       on=date(2026, 5, 6), hour=time(10, 30), place="pokój 12", actor=ROBOT,
                       at=AT)
    cases.draft_decision(case_id=case_id, outcome=cases.Decision.GRANTED, grounds="Tak.",
                         entry_key=uuid4(), actor=ROBOT, at=AT)
    return f"{office}/office/cases/{case_id}/"


def test_every_page_of_a_case_is_accessible(case: str, page: Page) -> None:
    for name in ("", "papers/", "parties/", "evidence/", "decision/", "fees/"):
        assert_accessible_anywhere(page, case + name)
    for name in ("catalogue/temporary_work/", "catalogue/temporary_work/edit/",
                 "letters/", "letters/texts/summons/", "mine/", "law/stop_100d/1/"):
        assert_accessible_anywhere(page, f"{case.rsplit('/', 2)[0]}/{name}")


def test_letters_are_posted_by_keyboard(case: str, page: Page) -> None:
    page.goto(f"{case.rsplit('/', 2)[0]}/letters/")
    page.get_by_label("Choose the letter in").press("Space")
    number = page.get_by_label("Registered number of the letter in")
    number.fill("RR473124829PL")
    page.get_by_role("button", name="Mark as posted").press("Enter")
    page.wait_for_load_state()
    assert "1 letter is marked as posted" in page.locator("body").inner_text()
    assert cases.list_letters_to_send(on=date(2026, 5, 20)) == ()


def test_a_refusal_is_told_where_it_happened(case: str, page: Page) -> None:
    page.goto(f"{case}papers/")
    form = page.locator('form:has(input[value="delivery"])')
    form.locator('select[name="delivery-step"]').select_option("second_notice")
    form.get_by_role("button").press("Enter")
    page.wait_for_load_state()
    assert "A second notice follows a first one" in page.locator("main").inner_text()
