"""Pages of one thing, on the year, in a real browser: nothing breaks, axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import assert_accessible_anywhere

pytestmark = [pytest.mark.year, pytest.mark.browser]
PAGES = {
    "manager": (
        "/office/person/7/", "/office/person/7/lookers/", "/office/person/7/held/",
        "/office/person/7/erase/", "/office/people/7/edit/", "/office/people/7/correct/",
        "/office/people/7/names/add/", "/office/people/7/clause/", "/office/people/duplicates/1/",
        "/office/people/register/?q=shevchenko", "/office/finance/OG-8-14-2022/",
        "/office/reporting/",
        "/office/reporting/figures/advisory.persons_assisted/?as_of=2023-12-07&compare=2023-08-31",
        "/office/reporting/figures/records.tagged_folders/", "/search/?q=kowal",
        "/search/?q=SOC-II.6151", "/office/cases/11/", "/office/training/1/",
        "/office/advisory/cards/7/", "/office/advisory/follow-ups/1/",
        "/office/advisory/referrals/1/", "/office/advisory/complaints/4/",
        "/office/registers/?register=cards&project=OG-8-14-2022",
        "/office/records/disposals/1/", "/office/records/categories/",
    ),
    "adviser": ("/office/desk/7/", "/office/advisory/cards/7/", "/office/advisory/cards/7/pad/",
                "/office/advisory/calendar/free/?profession=interpreter&branch=SZ&language=uk"
                "&day=2023-12-08&hour=09:00&minutes=60"),
    "psychologist": ("/office/advisory/sealed/1/", "/office/advisory/keys/reseal/"),
    "auditor": ("/office/registers/?register=services&project=OG-8-14-2022",),
    "clerk": ("/office/records/100/", "/office/records/100/remove/", "/office/records/places/",
              "/office/records/?custody=lent", "/office/records/tagging/",
              "/office/records/tagging/sessions/1/correct/", "/office/records/stack/",
              "/office/records/places/2/", "/office/records/places/4/",
              "/office/records/places/add/?within=3", "/office/records/truth/?branch=SZ",
              "/office/records/hunts/", "/office/records/hunts/1/",
              "/office/records/disposals/", "/office/records/disposals/1/",
              "/office/records/disposals/1/sheet/", "/office/records/100/keeping/",
              "/office/records/loans/?late=1"),
    "reception": ("/office/reception/", "/office/reception/5/", "/office/reception/counter/",
                  "/office/reception/calendar/?day=2023-12-08", "/office/reception/branch/",
                  "/office/reception/statistics/?first=2023-08-01&last=2023-08-31",
                  "/office/reception/fairness/", "/office/hall/ticket/5/link/"),
    "supervisor": ("/office/calls/contacts/50/", "/office/calls/ledger/",
                   "/office/calls/abandoned/?day=2023-03-01&until=2023-03-31&aftermath=came_again",
                   "/office/calls/staffing/?day=2023-09-04", "/office/calls/tasks/1/",
                   "/office/calls/helpline/text/?prompt=papers-work",
                   "/office/calls/helpline/place/?place=main", "/office/calls/helpline/hours/"),
    "officer": ("/office/cases/11/", "/office/cases/open/", "/office/cases/11/clock/",
                "/office/cases/next/?when=suspended", "/office/cases/law/",
                "/office/cases/law/stop_100d_2026/"),
    "admin": ("/office/system/users/1/", "/office/system/break-glass/"),
    "editor": ("/office/knowledge/temporary-residence-and-work/uk/",),
    "deputy": ("/office/reporting/published/", "/office/reporting/published/1/",
               "/office/reporting/published/2/", "/office/reporting/published/propose/?revises=1",
               "/office/reporting/kind/monthly/", "/office/reporting/kind/final/",
               "/office/reporting/kind/quarterly/?as_of=2023-06-30",
               "/office/reporting/kind/calls/?as_of=2023-06-30",
               "/office/reporting/kind/inventory/", "/office/reporting/indicators/",
               "/office/reporting/costs/", "/office/reporting/text/final/pl/",
               "/office/reporting/sent/"),
    "": ("/statistics/", "/statistics/published/1/", "/statistics/figures/calls.redirected/",
         "/display/SZ/", "/procedures/",
         "/kiosk/SZ/", "/book/", "/book/SZ/submission/", "/book/SZ/submission/20231211-0800/",
         "/uk/procedures/temporary-residence-and-work/", "/procedures/?q=zzz"),
}


@pytest.fixture
def desk(browser: Browser, office: str) -> Iterator[Page]:
    context = browser.new_context(base_url=office, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(120_000)
    yield page
    context.close()


@pytest.mark.parametrize("persona", PAGES)
def test_pages_of_one_thing(desk: Page, persona: str) -> None:
    problems: list[str] = []
    desk.on("pageerror", lambda error: problems.append(str(error)))
    if persona:
        desk.goto("/demo/sign-in/")
        desk.click(f'button[value="{persona}"]')
        desk.wait_for_url("**/office/")
    for address in PAGES[persona]:
        assert_accessible_anywhere(desk, address)
        assert desk.locator("aside.p-demo").is_visible(), address
    assert problems == []
