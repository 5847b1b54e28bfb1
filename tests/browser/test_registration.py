"""Registering by keyboard alone: a reader's zone, Enter, the arrows."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.rooms.people import public as people
from przystan.rooms.people.testing import make_person
from tests.browser.axe import assert_accessible

pytestmark = pytest.mark.browser
PASSWORD = "rybitwa-na-falochronie-7"
MRZ = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
       "L898902C36UTO7408122F1204159ZE184226B<<<<<10")


@pytest.fixture
def adviser(db: None, page: Page, office: str) -> Page:
    """A page of an adviser at the registration."""
    make_person(names=(people.NewName(people.NameKind.PASSPORT, "NOVAK", "PETR"),))
    robot, at = accounts.system_actor("test"), clock.now()
    user = accounts.add_user(
        username="adviser", display_name="Anna Testowa", email="", language="en",
        password=PASSWORD, actor=robot, at=at)
    accounts.grant_role(user_id=user, role=accounts.Role.ADVISER, actor=robot, at=at)
    client = Client(headers={"accept-language": "en"})
    assert client.login(username="adviser", password=PASSWORD)
    page.context.add_cookies([
        {"name": name, "value": cookie.value, "url": office}
        for name, cookie in client.cookies.items()])
    page.goto(f"{office}/office/people/register/")
    return page


def test_candidates_appear_while_typing_and_the_arrows_go_through_them(adviser: Page) -> None:
    box = adviser.locator("[data-przystan-scan]")
    expect(box).to_be_focused()
    adviser.keyboard.type("Zzora")
    expect(adviser.get_by_text("Nobody is found")).to_be_visible(timeout=60_000)
    found = adviser.locator("#candidates tbody th a")
    box.fill("Novak Petr")
    expect(found).to_have_text(["NOVAK PETR"], timeout=60_000)
    adviser.keyboard.press("ArrowDown")
    expect(found.first).to_be_focused()
    adviser.keyboard.press("ArrowDown")
    expect(adviser.locator("#none-of-these")).to_be_focused()
    adviser.keyboard.press("ArrowUp")
    adviser.keyboard.press("Escape")
    expect(box).to_be_focused()
    assert_accessible(adviser)


def test_enter_sends_what_is_typed_and_a_zone_only_when_it_is_whole(adviser: Page) -> None:
    box = adviser.locator("[data-przystan-scan]")
    # A reader types the first line and Enter: nothing is sent yet.
    adviser.keyboard.type(MRZ[0])
    adviser.keyboard.press("Enter")
    assert box.input_value() == f"{MRZ[0]}\n"
    adviser.keyboard.type(MRZ[1])
    adviser.keyboard.press("Enter")
    name = adviser.locator("#id_family_name")
    expect(name).to_have_value("ERIKSSON", timeout=60_000)
    expect(adviser.locator("#id_document_number")).to_have_value("L898902C3")
    assert_accessible(adviser)


def test_whoever_may_be_meant_appears_while_the_form_is_filled_in(adviser: Page) -> None:
    adviser.keyboard.type("Zzora Xenia 18.09.1991")
    adviser.keyboard.press("Enter")
    expect(adviser.get_by_text("Nobody is found")).to_be_visible(timeout=60_000)
    form = adviser.locator("#registration")
    form.locator("#id_family_name").fill("NOVAK")
    form.locator("#id_given_names").fill("PETR")
    form.locator("#id_birth_date_day").fill("17")
    form.locator("#id_birth_date_month").fill("5")
    form.locator("#id_birth_date_year").fill("1990")
    expect(adviser.locator("#alike")).to_contain_text("NOVAK PETR", timeout=60_000)
    assert_accessible(adviser)
