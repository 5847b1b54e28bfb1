"""What the tests of several rooms share: one browser a run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.db import connections
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.rendered import launch

# A busy machine is no failure: this ends a test that hangs, and no more.
expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once a run."""
    # Playwright keeps an event loop in this thread, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
        # While Playwright's loop runs, Django keeps connections of their own for it; left open,
        # they would hold the test database when it is dropped.
        connections.close_all()
