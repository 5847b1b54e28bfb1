"""Opens rendered HTML in a browser without a server: what the page asks for comes from the finders.

The answer carries the office's own content security policy, and anything asked of another host
is refused and remembered.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route

ORIGIN = "http://przystan.invalid"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium where it is installed, else Playwright's own."""
    path = CHROMIUM if Path(CHROMIUM).exists() else None
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def policy() -> str:
    """Return the content security policy that the settings state, as one header value."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


class Opened:
    """A page with what it complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))


@contextmanager
def opened(
    browser: Browser,
    pages: Mapping[str, str | tuple[str, str]],
    *,
    width: int = 1280,
    scheme: str = "light",
    scripts: bool = True,
    first: str = "/",
) -> Iterator[Opened]:
    """Open the first of some rendered pages (path → HTML, or a body and its type)."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=scripts,
        locale="en-GB",
    )
    page = context.new_page()
    result = Opened(page)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0].split("#")[0]
        if path in pages:
            found = pages[path]
            body, kind = found if isinstance(found, tuple) else (found, "text/html; charset=utf-8")
            route.fulfill(
                body=body,
                content_type=kind,
                headers={"Content-Security-Policy": policy()},
            )
            return
        found = finders.find(path.removeprefix(settings.STATIC_URL))
        if route.request.url.startswith(ORIGIN) and found:
            kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
            route.fulfill(body=Path(found).read_bytes(), content_type=kind)
            return
        result.complaints.append(f"not served: {route.request.url}")
        route.abort()

    page.route("**/*", answer)
    page.goto(ORIGIN + first)
    try:
        yield result
    finally:
        context.close()
