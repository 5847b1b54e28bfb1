"""A second accessibility check by others than axe's: HTML_CodeSniffer 2.5.1, WCAG 2 at level AA.

`errors(page)` looks at a Playwright page as it stands. Of what the checker says only errors count:
its warnings and notices ask a person to look.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

HTMLCS = Path(__file__).parent / "vendor" / "htmlcs.js"
LOOK = """() => new Promise(done => HTMLCS.process('WCAG2AA', document, () => done(
    HTMLCS.getMessages().filter(m => m.type === HTMLCS.ERROR).map(
        m => `${m.code}: ${m.msg} ${(m.element.outerHTML || '').slice(0, 200)}`))))"""


@cache
def _source() -> str:
    return HTMLCS.read_text(encoding="utf-8")


def errors(page: Page) -> list[str]:
    """Return each error of a page with its rule and the element's beginning."""
    page.evaluate(_source())
    return [str(one) for one in page.evaluate(LOOK)]
