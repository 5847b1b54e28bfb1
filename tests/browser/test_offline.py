"""Procedures that were opened are read without a network, and a published text purges the copy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from przystan.demo.texts import publish_texts
from przystan.platform.accounts.public import system_actor
from przystan.platform.clock import public as clock
from przystan.rooms.knowledge import public as knowledge

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
ADDRESS = "/pl/procedures/studies/"
IS_KEPT = "(await caches.match(location.href)) !== undefined"
IS_FRESH = """(await Promise.all((await caches.keys()).map(async (name) => {
  const kept = await (await caches.open(name)).match(location.href);
  return kept ? (await kept.text()).includes("Zmienione studia") : false;
}))).join() === 'true'"""


def comes_true(page: Page, condition: str) -> bool:
    """Wait in the page itself, at most twenty seconds: the office's pages allow no eval."""
    return bool(page.evaluate(
        "async () => { for (let n = 0; n < 200; n += 1) { if (" + condition + ") return true;"
        " await new Promise((resolve) => setTimeout(resolve, 100)); } return false; }"))


def test_what_was_read_stays_readable_and_is_purged_by_a_new_text(
    browser: Browser, office: str
) -> None:
    robot = system_actor("test")
    publish_texts(actor=robot)
    context = browser.new_context(base_url=office, locale="pl-PL")
    page = context.new_page()
    page.goto(ADDRESS)
    assert comes_true(page, IS_KEPT)
    expect(page.locator("[data-przystan-kept]")).to_be_hidden()
    context.set_offline(True)
    page.goto(ADDRESS)
    expect(page.locator("h1")).not_to_be_empty()
    expect(page.locator("[data-przystan-kept]")).to_be_visible()
    with pytest.raises(Error):
        page.goto("/pl/procedures/business/")
    context.set_offline(False)
    page.goto(ADDRESS)
    text = knowledge.get_procedure(slug="studies", language="pl").text
    knowledge.publish_text(slug="studies", text=replace(text, title="Zmienione studia"),
                           actor=robot, at=clock.now())
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    assert comes_true(page, IS_FRESH)
    assert context.cookies() == []
    context.close()
