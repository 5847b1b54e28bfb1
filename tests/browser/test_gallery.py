"""Every component, in Chromium: no accessibility violation, no refused style or script."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from przystan.platform.ui import public as ui
from przystan.platform.ui.gallery import specimens
from tests.browser.axe import CONTRAST, assert_accessible, assert_no_sideways_scroll
from tests.browser.rendered import opened

pytestmark = pytest.mark.browser
ITEMS = (ui.NavItem("Persons", "/p/", current=True), ui.NavItem("Waiting hall", "/w/", count=4))
NAVIGATION = ui.Navigation((ui.NavSection("People", ITEMS),), "Main").render()


@pytest.fixture(scope="module")
def gallery() -> str:
    request = RequestFactory().get("/")
    context = {
        **specimens(request),
        "request": request,
        "navigation": NAVIGATION,
        "is_demo": True,
        "signed_in": True,
        "office_name": "Office",
        "csrf_token": "x",
    }
    with translation.override("en"):
        return render_to_string("ui/gallery.html", context)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_the_gallery_is_accessible(browser, gallery, width, scheme):
    with opened(browser, {"/": gallery}, width=width, scheme=scheme) as it:
        # Dark colours change contrast and nothing else.
        assert_accessible(it.page, rules=CONTRAST if scheme == "dark" else ())
        assert_no_sideways_scroll(it.page)
        assert it.complaints == []


def test_the_gallery_works_without_scripts(browser, gallery):
    with opened(browser, {"/": gallery}, width=360, scripts=False) as it:
        it.page.get_by_text("Menu", exact=True).click()
        assert it.page.get_by_role("link", name="Waiting hall").is_visible()
        assert not it.page.locator("[data-przystan-theme]").is_visible()


def test_the_chosen_theme_is_remembered(browser, gallery):
    with opened(browser, {"/": gallery, "/again": gallery}) as it:
        ground = "getComputedStyle(document.body).backgroundColor"
        light = it.page.evaluate(ground)
        it.page.get_by_role("button", name="Switch to dark").click()
        dark = it.page.evaluate(ground)
        it.page.goto("http://przystan.invalid/again")

        assert light != dark
        assert it.page.evaluate(ground) == dark
        assert it.page.get_by_role("button", name="Switch to light").is_visible()


def test_ctrl_k_reaches_the_search_box(browser, gallery):
    with opened(browser, {"/": gallery}) as it:
        it.page.keyboard.press("Control+k")

        assert it.page.evaluate("document.activeElement.id") == "p-search"


def test_the_error_summary_takes_focus_and_leads_to_the_field(browser, gallery):
    with opened(browser, {"/": gallery}) as it:
        assert it.page.evaluate("document.activeElement.className") == "govuk-error-summary"
        it.page.get_by_role("link", name="Birth date: Enter a valid date.").click()

        assert it.page.evaluate("document.activeElement.id") == "bad_birth_date_day"


def test_a_grave_action_asks_first(browser, gallery):
    with opened(browser, {"/": gallery}) as it:
        it.page.get_by_role("button", name="Withdraw").click()
        dialog = it.page.get_by_role("dialog", name="Withdraw this specimen?")
        assert dialog.is_visible()
        assert_accessible(it.page)
        dialog.get_by_role("button", name="Cancel").click()

        assert not it.page.get_by_role("dialog").is_visible()


def test_print_has_no_tools_but_keeps_the_notice(browser, gallery):
    with opened(browser, {"/": gallery}, scheme="dark") as it:
        it.page.emulate_media(media="print", color_scheme="dark")

        assert it.page.locator(".p-demo").is_visible()
        assert not it.page.locator(".p-search").is_visible()
        assert (
            it.page.evaluate("getComputedStyle(document.body).backgroundColor")
            == "rgb(255, 255, 255)"
        )
