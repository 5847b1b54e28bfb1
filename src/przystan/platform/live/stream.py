"""The stream itself: one LISTEN a process, one queue a page, raw ASGI.

A page says from where it goes on (Last-Event-ID); what it missed is read from the log of changes.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

import psycopg
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from przystan.platform.live.models import Change
from przystan.platform.live.public import CHANNEL, listening_address

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
HEARTBEAT_SECONDS = 15
PUBLIC_TOPICS = frozenset({"reception.display", "reception.pad"})


LoggedChange = tuple[int, str]
Page = asyncio.Queue[LoggedChange | None]


def _drain(page: Page) -> list[LoggedChange | None]:
    found: list[LoggedChange | None] = []
    with contextlib.suppress(asyncio.QueueEmpty):
        while True:
            found.append(page.get_nowait())
    return found


class Hub:
    """Fans notifications of one process out to its open pages; reconnects by itself."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[Page, str] = {}
        self._listening: asyncio.Task[None] | None = None

    def open(self, topic: str) -> Page:
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())
        page: Page = asyncio.Queue(maxsize=100)
        self.pages[page] = topic
        return page

    def close(self, page: Page) -> None:
        self.pages.pop(page, None)

    async def _listen(self) -> None:
        wait = 0.5
        while self.pages:
            try:
                connection = await psycopg.AsyncConnection.connect(self.address, autocommit=True)
                async with connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    # Whatever came while we were not listening: every page looks at the log.
                    self._tell(None, None)
                    wait = 0.5
                    async for note in connection.notifies():
                        topic, number, reference = note.payload.split(" ", 2)
                        self._tell(topic, (int(number), reference))
            except (OSError, psycopg.Error):
                await asyncio.sleep(wait)
                wait = min(wait * 2, 10)

    def _tell(self, topic: str | None, change: LoggedChange | None) -> None:
        """Give every page of a topic a change as it came; None sends it to the log."""
        for page, wanted in self.pages.items():
            if topic is None or topic == wanted:
                try:
                    page.put_nowait(change)
                except asyncio.QueueFull:
                    # A page that reads slowly misses notes, never changes: it reads the log.
                    _drain(page)
                    page.put_nowait(None)


_hub: Hub | None = None


def hub() -> Hub:
    global _hub
    if _hub is None:
        _hub = Hub(listening_address())
    return _hub


def _changes_since(topic: str, last: int) -> list[tuple[int, str]]:
    found = Change.objects.filter(topic=topic, pk__gt=last).order_by("pk")[:500]
    return [(c.pk, c.reference) for c in found]


def _latest(topic: str) -> int:
    latest = Change.objects.filter(topic=topic).order_by("-pk").values_list("pk", flat=True)
    return latest.first() or 0


def _is_signed_in(headers: dict[bytes, bytes]) -> bool:
    cookie: SimpleCookie = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    morsel = cookie.get(settings.SESSION_COOKIE_NAME)
    return bool(morsel and SessionStore(morsel.value).get("_auth_user_id"))


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer GET /live/?topic=NAME with a stream of changes of that topic."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    topic = (query.get("topic") or [""])[0]
    headers = dict(scope["headers"])
    allowed = topic in PUBLIC_TOPICS or await sync_to_async(_is_signed_in)(headers)
    if not topic or not allowed:
        await _refuse(send, 403 if topic else 400)
        return
    last_known = headers.get(b"last-event-id", b"").decode("latin-1")
    last = int(last_known) if last_known.isdigit() else await sync_to_async(_latest)(topic)
    await send({"type": "http.response.start", "status": 200, "headers": [
        (b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ]})
    page = hub().open(topic)
    gone = asyncio.ensure_future(_until_gone(receive))
    try:
        await _run(topic, last, page, gone, send)
    finally:
        gone.cancel()
        hub().close(page)


async def _run(
    topic: str, last: int, page: Page, gone: asyncio.Future[None], send: Send
) -> None:
    await _write(send, b"retry: 2000\nevent: hello\ndata: \n\n")
    # Read once, then each change comes with its notification: two hundred displays would else
    # ask the same of the log at the same moment.
    came: list[LoggedChange | None] = [None]
    while not gone.done():
        changes = (await sync_to_async(_changes_since)(topic, last) if None in came
                   else [change for change in came if change is not None])
        if changes:
            last = max(last, *(number for number, _reference in changes))
            await _write(send, "".join(
                f"id: {number}\nevent: change\ndata: {reference}\n\n"
                for number, reference in changes).encode())
        note = asyncio.ensure_future(page.get())
        both: set[asyncio.Future[Any]] = {note, gone}
        await asyncio.wait(both, timeout=HEARTBEAT_SECONDS,
                           return_when=asyncio.FIRST_COMPLETED)
        came = [note.result(), *_drain(page)] if note.done() else []
        if not note.done():
            note.cancel()
            await _write(send, b"event: beat\ndata: \n\n")


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})
