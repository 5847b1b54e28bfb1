"""The public pages before judges that nobody here wrote: Lighthouse on the five main ones, what
belongs to a page and not to the machine; a second accessibility checker on all, in four languages.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from django.urls import resolve
from playwright.sync_api import Browser

from tests.browser import htmlcs
from tests.browser.axe import CONTRAST, violations
from tests.browser.test_every_page import ROUTES
from tests.peers.installing import installed
from tests.peers.lighthouse import runner

pytestmark = [pytest.mark.year, pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def packages() -> Path:
    if program := runner.missing():
        pytest.skip(f"{program} is not on this machine")
    return installed("lighthouse", runner.HERE / "package-lock.json", *runner.INSTALL)


@pytest.mark.parametrize("page", runner.MAIN_PAGES)
def test_lighthouse_finds_the_main_pages_accessible_and_fit_to_be_found(
    office: str, packages: Path, page: str
) -> None:
    verdict = runner.look(packages, office + page, runner.JUDGED)
    assert set(verdict.scores) == set(runner.JUDGED)
    assert min(verdict.scores.values()) >= runner.GOAL, (verdict.scores, verdict.faults)


LANGUAGES = ("pl", "en", "uk", "ru")
NO_PAGE = "no/such/page/"
# Public pages whose address names what they show, and answers of those that are asked something.
EXAMPLES = (
    *(f"{x}/procedures/temporary-residence-and-work/" for x in LANGUAGES),
    "uk/procedures/", "ru/checklist/studies.temporary-residence-and-work/",
    "fees/?kind=card", "procedures/?q=karta", "procedures/?q=zzzz", "call-back/?asked=1",
    "deadlines/?kind=temporary&received=2023-09-01", "kiosk/SZ/", "display/SZ/",
    "book/SZ/collection/", "book/SZ/collection/wait/",
    "statistics/figures/calls.answered_incoming/", NO_PAGE,
)


def everybodys_pages() -> list[str]:
    """Return every address without an argument that is open to everybody."""
    return [route for route in ROUTES
            if getattr(resolve(f"/{route}").func, "przystan_permission", "") is None]


def test_two_checkers_find_no_error_on_any_public_page(office: str, browser: Browser) -> None:
    """HTML_CodeSniffer and axe, WCAG 2 AA: pages without an argument in all four languages."""
    wrong, looked_at, pages = [], set(), everybodys_pages()
    for language in LANGUAGES:
        context = browser.new_context(locale=language)
        page = context.new_page()
        page.set_default_timeout(120_000)
        for route in (*pages, *EXAMPLES[LANGUAGES.index(language)::len(LANGUAGES)]):
            answer = context.request.get(f"{office}/{route}")
            if "html" not in answer.headers.get("content-type", "") or answer.status == 405:
                continue  # not a page: it takes a form or gives a file
            page.goto(f"{office}/{route}")
            looked_at.add(route)
            if answer.status != (404 if route == NO_PAGE else 200):
                wrong.append(f"{language} /{route}: {answer.status}")
            wrong += [f"{language} /{route}: {one}" for one in htmlcs.errors(page)]
            # Colours are the same in every language, and looked at in one.
            wrong += [f"{language} /{route}: axe {found['id']}"
                      for found in violations(page, without=CONTRAST)]
        context.close()
    assert not wrong, "\n".join(wrong)
    assert {"procedures/", "status/", "call-back/", "statistics/", *EXAMPLES} <= looked_at
    assert len(looked_at) > 30


def test_the_second_checker_sees_what_is_wrong(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_content("<html><body><img src='x.png'><form><input name='a'></form></body></html>")
    found = " ".join(htmlcs.errors(page))
    context.close()
    assert "H37" in found  # a picture without words
    assert "H57" in found  # a page without its language


def test_the_portal_serves_a_reader_without_scripts(office: str, browser: Browser) -> None:
    """From a misspelt question to a card; from the first question to a list to send."""
    context = browser.new_context(locale="uk", java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"{office}/procedures/")
    page.fill("input[name=q]", "карта побиту")
    page.press("input[name=q]", "Enter")
    page.get_by_role("link", name="Карта побуту").first.click()
    assert page.url.endswith("/uk/procedures/residence-card/")
    page.goto(f"{office}/choose/")
    questions = page.locator("form.p-form:has(input[type=radio])")
    for _ in range(7):
        if questions.count():
            questions.locator("input[type=radio]").first.check()
            questions.locator("button").first.click()
    page.locator("a[href*='/uk/checklist/']").first.click()
    assert page.locator("section.p-procedure li").count() > 2
    sent = page.locator("a[href^='mailto:']").get_attribute("href") or ""
    assert page.url.removeprefix(office) in unquote(sent)
    context.close()
