"""A browser, and the office served to it from inside a test's own transaction."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from threading import Lock
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import DEFAULT_DB_ALIAS, connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page


class OneAtATime(StaticFilesHandler):
    """Answers one request at a time: they all share the test's one connection."""

    lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        with self.lock:
            return super().__call__(environ, start_response)


class Server(ThreadedWSGIServer):
    """Hangs up on a browser that keeps its connections, and waits for its threads' end.

    A thread that outlived its test would close the next test's connection, or leave a socket.
    """

    daemon_threads = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.callers: set[socket.socket] = set()
        super().__init__(*arguments, **options)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.callers.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        self.callers.discard(request)

    def _close_connections(self) -> None:
        """The one connection is the test's: no thread of the server closes it."""

    def server_close(self) -> None:
        for caller in list(self.callers):
            with contextlib.suppress(OSError):
                caller.shutdown(socket.SHUT_RDWR)
        super().server_close()


class Serving(LiveServerThread):
    """Django's thread with our server."""

    server_class = Server


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the office and give its address.

    The server's thread uses the test's connection, inside its transaction: what a test made is
    there, what the pages change is rolled back, and the rows that migrations laid are never
    flushed, as a transactional test would do to the audit's chain.
    """
    # Static files come from the finders here; WhiteNoise has nothing collected to serve.
    monkeypatch.setattr(
        settings, "MIDDLEWARE", [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    )
    connection = connections[DEFAULT_DB_ALIAS]
    connection.inc_thread_sharing()
    # The server's own thread closes "its" connections when it ends; this one is the test's.
    monkeypatch.setattr(connection, "close", lambda: None)
    thread = Serving("localhost", OneAtATime, connections_override={DEFAULT_DB_ALIAS: connection})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    try:
        if thread.error:
            raise thread.error
        yield f"http://localhost:{thread.port}"
    finally:
        thread.terminate()
        connection.dec_thread_sharing()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own: English, 1280 px wide."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    fresh = context.new_page()
    fresh.set_default_timeout(120_000)
    yield fresh
    context.close()
