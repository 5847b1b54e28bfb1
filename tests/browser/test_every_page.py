"""Every page that has an address of its own: open it as somebody who may, and let axe look.

Pages that show one thing (an id in their address) are tried by their rooms.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from przystan.demo import procedures
from przystan.demo.build import publish_texts
from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from tests.browser.axe import assert_accessible_anywhere

pytestmark = pytest.mark.browser
PASSWORD = "rybitwa-na-falochronie-7"
# Addresses that answer with data, act on a POST only, or belong to a sign-in under way.
NOT_PAGES = ("i18n/", "accounts/", "live/", "api/")


def routes(patterns: list[URLPattern | URLResolver], start: str = "") -> Iterator[str]:
    """Give every address that needs no argument."""
    for entry in patterns:
        route = start + str(entry.pattern)
        if any(sign in route for sign in ("<", "(?P", "^")):
            continue
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, route)
        elif not route.startswith(NOT_PAGES):
            yield route


@pytest.fixture
def everybody(db: None, page: Page, office: str) -> Page:
    """A page of somebody who holds every role, in an office with its branches and its project."""
    robot, at = accounts.system_actor("test"), clock.now()
    sites.add_sites(
        branches=[
            sites.Branch("SZ", "Szczecin", "Szczecin"),
            sites.Branch("KO", "Delegatura w Koszalinie", "Koszalin"),
        ]
    )
    procedures.build_money(actor=robot, at=at)
    publish_texts(actor=robot)
    user = accounts.add_user(
        username="all",
        display_name="Every Role",
        email="",
        language="en",
        password=PASSWORD,
        actor=robot,
        at=at,
    )
    for role in accounts.Role:
        accounts.grant_role(user_id=user, role=role, actor=robot, at=at)
    client = Client(headers={"accept-language": "en"})
    assert client.login(username="all", password=PASSWORD)
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": office}
            for name, cookie in client.cookies.items()
        ]
    )
    return page


ROUTES = sorted(set(routes(get_resolver().url_patterns)))
# Pages that say more when they are asked something: tables with rows, two periods side by side.
ASKED = (
    "office/reporting/explore/?code=finance.spent&rows=line&columns=quarter",
    "office/reporting/explore/?code=finance.spent&rows=month",
    "office/reporting/figures/?area=finance", "office/reporting/figures/finance.spent/",
    "office/reporting/kind/final/", "office/reporting/text/final/en/",
    "statistics/figures/finance.project_value/",
)
# The office and its user are made once for many pages.
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_pages_are_accessible_in_light_dark_and_on_a_phone(everybody, office, part):
    wrong, looked_at = [], 0
    for route in (*ROUTES, *ASKED)[part::PARTS]:
        answer = everybody.request.get(f"{office}/{route}")
        if answer.status in (204, 405) or "html" not in answer.headers.get("content-type", ""):
            continue  # not a page: it takes a form or gives a file
        looked_at += 1
        if answer.status != 200:
            wrong.append(f"{route}: {answer.status}")
            continue
        try:
            assert_accessible_anywhere(everybody, f"{office}/{route}")
        except AssertionError as found:
            wrong.append(str(found))
    assert not wrong, "\n".join(wrong)
    assert looked_at > 2
