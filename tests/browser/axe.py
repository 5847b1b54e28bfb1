"""The accessibility check that every page passes: axe-core in the page that a browser shows.

`assert_accessible(page)` takes a Playwright page as it stands. axe is run through the debugging
channel, so the page's content security policy stays as strict as it is for readers.
"""

from __future__ import annotations

from collections import defaultdict
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
    _prepare(page)
    found = page.evaluate(
        "([scope, options]) => axe.run(scope || document, options)",
        [within, _options(rules, without)],
    )
    return list(found["violations"])


def _prepare(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())


def _options(rules: Sequence[str], without: Sequence[str] = ()) -> dict[str, Any]:
    return {
        "runOnly": {"type": "rule", "values": list(rules)} if rules else RULES,
        "rules": {name: {"enabled": False} for name in without},
        "resultTypes": ["violations"],
    }


def assert_accessible(
    page: Page, *, within: str = "", rules: Sequence[str] = (), without: Sequence[str] = ()
) -> None:
    """Fail with every violation of WCAG 2.2 AA (and axe's own good practice) on the page."""
    _fail_with(page, violations(page, within=within, rules=rules, without=without))


def _fail_with(page: Page, found: Sequence[dict[str, Any]]) -> None:
    lines = [
        f"{one['id']} ({one['impact']}): {one['help']}\n"
        + "\n".join(f"    {node['html'][:200]}" for node in one["nodes"][:5])
        for one in found
    ]
    assert not found, f"{page.url}: {len(found)} violations\n" + "\n".join(lines)


# The page's style sheets, and each element that has words of its own: what it is, and what stands
# above it, each with its place among its neighbours. The elements stay at hand in the page.
WORDS = """() => {
    const place = one => [
        one.tagName, ...[...one.attributes].map(a => `${a.name}=${a.value}`),
        one.parentElement ? [...one.parentElement.children].indexOf(one) : ""].join(" ");
    const says = one => one.matches("input, select, textarea, button")
        || [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim());
    const whole = one => {
        const above = [];
        for (let up = one; up; up = up.parentElement) above.push(place(up));
        return one.outerHTML + above.join("<");
    };
    window.przystanWords = [...document.body.querySelectorAll("*")].filter(says);
    const styles = [...document.querySelectorAll("link[rel=stylesheet]")].map(one => one.href);
    return [styles.join(" "), window.przystanWords.map(whole)];
}"""
CONTRAST_OF = """([chosen, options]) => axe.run(
    {include: chosen.map(n => [window.przystanWords[n]])}, options)"""
_seen: dict[tuple[str, str], set[int]] = defaultdict(set)


def assert_contrast(page: Page, scheme: str) -> None:
    """Fail with every violation of contrast in the colours of a scheme, which the page is in.

    The same words in the same element in the same place below the same elements have the same
    colours on every page of one style sheet (menus, headers): in one run they are looked at once.
    """
    styles, words = page.evaluate(WORDS)
    seen = _seen[scheme, styles]
    chosen = {hash(one): n for n, one in enumerate(words) if hash(one) not in seen}
    if chosen:
        _prepare(page)
        found = page.evaluate(CONTRAST_OF, [list(chosen.values()), _options(CONTRAST)])
        _fail_with(page, found["violations"])
        seen.update(chosen)


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
    assert_accessible(page, without=CONTRAST)
    assert_contrast(page, "light")
    assert_no_sideways_scroll(page)
    page.emulate_media(color_scheme="dark")
    assert_contrast(page, "dark")
    page.set_viewport_size({"width": 320, "height": 900})
    assert_accessible(page, without=CONTRAST)
    assert_no_sideways_scroll(page)
