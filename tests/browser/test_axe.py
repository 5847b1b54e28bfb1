"""What one look at a page's colours sees, and what it leaves to an earlier one."""

from __future__ import annotations

import pytest

from tests.browser.axe import assert_accessible_anywhere
from tests.browser.rendered import ORIGIN, opened

pytestmark = pytest.mark.browser
STYLE = """
body { background: #fff; color: #000 }
.pale { color: #ccc }
header p { color: #333 }
@media (prefers-color-scheme: dark) { body { background: #000; color: #fff } .dim { color: #222 }
  .pale, header p { color: #fff } }
"""


def a_page(words: str, menu: str = "Menu") -> str:
    return (f'<!doctype html><html lang="en"><head><title>T</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<link rel="stylesheet" href="/s.css"></head><body><header><p>{menu}</p></header>'
            f'<main><h1>One</h1>{words}</main></body></html>')


@pytest.mark.parametrize(("words", "menu"), [
    ('<p class="pale">Two</p>', "Menu"), ('<p class="dim">Two</p>', "Menu"),
    ("<p>Two</p>", '<b class="dim">Menu</b>'), ("<p>Two</p>", '<b class="pale">Menu</b>'),
])
def test_what_is_new_on_a_page_is_seen_in_the_light_and_in_the_dark(browser, words, menu):
    pages = {"/": a_page("<p>Two</p>"), "/wrong": a_page(words, menu),
             "/s.css": (STYLE, "text/css")}
    with opened(browser, pages) as it:
        assert_accessible_anywhere(it.page, ORIGIN + "/")
        for _again in range(2):
            with pytest.raises(AssertionError, match="color-contrast"):
                assert_accessible_anywhere(it.page, ORIGIN + "/wrong")
        assert_accessible_anywhere(it.page, ORIGIN + "/")
