"""Pages that belong to the platform: errors, search, confirm, portal, display."""

from __future__ import annotations

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible, assert_no_sideways_scroll
from tests.browser.rendered import opened

pytestmark = pytest.mark.browser

GROUPS = [
    {
        "title": "Persons",
        "total": 12,
        "more_url": "/p/",
        "results": [
            {"url": "/p/1", "title": "Oksana Kowalenko", "text": "27 Mar 1990", "tag": "Open"},
            {"url": "/p/2", "title": "Oksana Koval"},
        ],
    },
    {"title": "Cases", "results": [{"url": "/c/1", "title": "SO-III.6151.7.2023"}]},
]
PAGES = {
    "400.html": {},
    "403.html": {"exception": "people.view"},
    "403_csrf.html": {},
    "404.html": {},
    "429.html": {},
    "500.html": {},
    "ui/search.html": {"search_text": "Oks", "groups": GROUPS, "signed_in": True},
    "ui/confirm.html": {
        "question": "Withdraw the case?",
        "consequences": ["The person is told by letter."],
        "yes": "Withdraw",
        "back": "/",
        "dangerous": True,
        "kept": [("reason", "x")],
    },
    "ui/base_public.html": {"public_navigation": [{"title": "Stay", "url": "/stay/"}]},
    "ui/base_display.html": {},
}


def rendered(name: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return render_to_string(name, {"request": RequestFactory().get("/"), **context})


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_page_of_the_platform_is_accessible(browser, name, width, scheme):
    html = rendered(name, **PAGES[name])
    if "base_" in name:
        # An h1 and content are what a room would add.
        html = html.replace("<h1></h1>", "<h1>Heading</h1>")
        html = html.replace('<main id="main"></main>', '<main id="main"><h1>Now</h1></main>')

    with opened(browser, {"/": html}, width=width, scheme=scheme) as it:
        assert_accessible(it.page)
        assert_no_sideways_scroll(it.page)
        assert it.complaints == []


@pytest.mark.parametrize("name", [name for name in PAGES if name[0].isdigit()])
def test_an_error_page_needs_no_context_and_still_names_the_demo(name, settings):
    settings.IS_DEMO = True

    html = render_to_string(name)

    assert 'class="p-demo"' in html
    assert 'href="/' in html


@pytest.mark.parametrize("language", ["pl", "en", "uk", "ru"])
def test_the_portal_names_its_language(browser, language):
    html = rendered("ui/base_public.html", language).replace("<h1></h1>", "<h1>x</h1>")

    with opened(browser, {"/": html}) as it:
        current = it.page.locator(".p-languages [aria-current]")
        assert it.page.locator("html").get_attribute("lang") == language
        assert current.get_attribute("value") == language


LIVE = """
{% extends "ui/base.html" %}{% load static %}
{% block live_script %}
<script src="{% static 'ui/vendor/htmx-sse.min.js' %}" defer></script>
{% endblock %}
{% block h1 %}Hall{% endblock %}
{% block content %}<div hx-ext="sse" sse-connect="/live/hall">{% include "ui/live_status.html" %}
<p id="queue" hx-get="/part/" hx-trigger="sse:changed, przystan:catch-up from:body">old</p></div>
{% endblock %}
"""


def test_a_live_page_says_when_it_is_cut_off_and_catches_up(browser):
    with translation.override("en"):
        html = engines["django"].from_string(LIVE).render({})
    stream = ("retry: 500\nevent: changed\ndata: 1\n\n", "text/event-stream")

    with opened(browser, {"/": html, "/live/hall": stream, "/part/": "new"}) as it:
        it.page.evaluate(
            "document.body.addEventListener('przystan:catch-up',"
            " (event) => (event.currentTarget.dataset.caughtUp = 1))"
        )
        expect(it.page.locator("#queue")).to_have_text("new")
        expect(it.page.locator(".p-live")).to_contain_text("Connection lost. You see the state of")
        assert_accessible(it.page)
        expect(it.page.locator("body[data-caught-up]")).to_have_count(1, timeout=60_000)
        # The extension writes the break itself to the console; nothing else may be there.
        assert [one for one in it.complaints if "object Event" not in one] == []


def test_a_server_answer_may_carry_a_toast(browser):
    with opened(browser, {"/": rendered("ui/search.html")}) as it:
        it.page.evaluate(
            "document.body.dispatchEvent(new CustomEvent('toast',"
            " {detail: {text: '<b>Lent</b>', kind: 'success'}}))"
        )
        toast = it.page.get_by_role("status").get_by_text("<b>Lent</b>")
        expect(toast).to_be_visible()
        assert_accessible(it.page)
        it.page.get_by_role("button", name="Close").click()
        expect(toast).to_have_count(0)
