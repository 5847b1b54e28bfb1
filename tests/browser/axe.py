"""The accessibility check that every page passes: axe-core in the page that a browser shows.

`assert_accessible(page)` takes a Playwright page as it stands. axe is run through the debugging
channel, so the page's content security policy stays as strict as it is for readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast"]


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")


def violations(
    page: Page, *, within: str = "", rules: Sequence[str] = (), without: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Return what axe finds wrong on the page, or inside the elements of a selector.

    All of RULES are tried, or only those that are named, and not those that are left out.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    options = {
        "runOnly": {"type": "rule", "values": list(rules)} if rules else RULES,
        "rules": {name: {"enabled": False} for name in without},
        "resultTypes": ["violations"],
    }
    found = page.evaluate(
        "([scope, options]) => axe.run(scope || document, options)", [within, options]
    )
    return list(found["violations"])


def assert_accessible(
    page: Page, *, within: str = "", rules: Sequence[str] = (), without: Sequence[str] = ()
) -> None:
    """Fail with every violation of WCAG 2.2 AA (and axe's own good practice) on the page."""
    found = violations(page, within=within, rules=rules, without=without)
    lines = [
        f"{one['id']} ({one['impact']}): {one['help']}\n"
        + "\n".join(f"    {node['html'][:200]}" for node in one["nodes"][:5])
        for one in found
    ]
    assert not found, f"{page.url}: {len(found)} violations\n" + "\n".join(lines)


def assert_no_sideways_scroll(page: Page) -> None:
    """Fail when the page itself is wider than its window (WCAG 1.4.10)."""
    width, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= window, f"{page.url} is {width} px wide in a window of {window} px"


def assert_accessible_anywhere(page: Page, address: str) -> None:
    """Open an address and let axe see it wide, dark and on a phone.

    What the dark colours change is contrast and nothing else, so only that is tried again; and
    a narrow window changes everything but the colours.
    """
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, rules=CONTRAST)
    page.set_viewport_size({"width": 320, "height": 900})
    assert_accessible(page, without=CONTRAST)
    assert_no_sideways_scroll(page)
