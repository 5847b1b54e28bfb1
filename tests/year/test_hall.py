"""The waiting hall on the year: the forecast's accuracy, and two displays that lose the network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from przystan.config.cli import main
from tests.browser.axe import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.year


def test_the_forecast_meets_its_goals_on_the_held_out_quarter(
    year: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reception", "forecast", "--back-test", "--until", "2023-08-31",
                 "--format", "json"]) == 0
    found = {row["branch"]: row for row in json.loads(capsys.readouterr().out)}
    whole = found["all"]
    assert date.fromisoformat(whole["from"]) >= date(2023, 6, 1)
    assert whole["tickets"] > 5000
    assert 0.75 <= whole["coverage"] <= 0.85
    assert whole["narrower"] >= 0.20
    assert whole["median_error_min"] < whole["naive_median_error_min"]
    assert main(["reception", "forecast", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "branch,service,low_min,high_min"
    assert main(["reception", "forecast", "--back-test", "--until", "2020-01-01"]) == 1


@pytest.fixture
def contexts(browser: Browser, office: str) -> Iterator[list[BrowserContext]]:
    made = [browser.new_context(base_url=office, locale="en-GB") for _n in range(4)]
    yield made
    for context in made:
        context.close()


def open_page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    return page


@pytest.mark.browser
def test_two_displays_lose_the_network_and_come_back_right(
    contexts: list[BrowserContext]
) -> None:
    kiosk, hall, phone, staff = contexts
    display = open_page(hall, "/display/KO/")
    status = display.locator("[data-przystan-live]")
    expect(status).to_have_attribute("data-state", "live")
    display.get_by_role("button", name="Turn the sound on").click()
    # By keyboard alone: Tab to the service, Enter.
    at_kiosk = open_page(kiosk, "/kiosk/KO/")
    assert_accessible(at_kiosk)
    at_kiosk.get_by_role("button", name="Collecting a card").focus()
    at_kiosk.keyboard.press("Enter")
    at_kiosk.wait_for_url("**/ticket/**")
    number = at_kiosk.get_by_role("heading", level=1).inner_text()
    assert_accessible(at_kiosk)
    ticket = open_page(phone, at_kiosk.get_by_role("link", name="Open it here").get_attribute(
        "href") or "")
    expect(ticket.locator("[data-przystan-live]").first).to_have_attribute("data-state", "live")
    assert_accessible(ticket)

    for context in (hall, phone):
        context.set_offline(True)
    for page in (display, ticket):
        expect(page.locator("[data-przystan-live]").first).to_have_attribute("data-state", "lost")
        expect(page.get_by_text("Connection lost.")).to_be_visible()
    desk = open_page(staff, "/demo/sign-in/")
    desk.click('button[value="adviser.koszalin"]')
    desk.wait_for_url("**/office/**")
    desk.goto("/office/reception/counter/")
    desk.get_by_label("Counter", exact=True).select_option("3")
    desk.get_by_role("button", name="Sit down").click()
    current = desk.locator(".p-counter__number")
    for _n in range(60):
        if current.count() and current.inner_text() == number:
            break
        come = desk.get_by_role("button", name="Has come")
        # "Call next" where nobody is at the counter, "Done, call next" where somebody is served.
        # The next look is at the page that answers: one that still shows the number before would
        # have this number served at once, and its call never said.
        with desk.expect_navigation():
            (come if come.count() else desk.get_by_role("button", name="all next")).click()
    expect(current).to_have_text(number)
    assert_accessible(desk)
    expect(display.get_by_role("cell", name=number, exact=True)).to_have_count(0)
    # What asks again by itself says that it failed once, however often it asked.
    for page in (display, ticket):
        assert page.get_by_text("The office cannot be reached.").count() <= 1
    for context in (hall, phone):
        context.set_offline(False)
    expect(display.get_by_role("cell", name=number, exact=True)).to_be_visible()
    expect(ticket.get_by_text("go to counter 3")).to_be_visible()
    for page in (display, ticket):
        expect(page.locator("[data-przystan-live]").first).to_have_attribute("data-state", "live")
        expect(page.get_by_text("The office cannot be reached.")).to_have_count(0)
    # It was said aloud in the ticket's language, once, when the display had come back.
    spoken = display.locator("[data-przystan-calls]").get_attribute("data-said") or ""
    assert spoken.startswith("Number ")
    assert_no_sideways_scroll(ticket)
