"""Answers kept pages before Django is asked: raw ASGI, in front of everything that renders.

A kept page is given only if what is published was looked up less than half a second ago and is what
it was when the page was begun. While the database is away nothing is given from memory: who
publishes could not be heard.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from types import SimpleNamespace
from typing import Any, cast

import psycopg
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from przystan.platform.clock import public as clock
from przystan.platform.live.public import listening_address
from przystan.platform.pages.public import MARK, TOPIC
from przystan.platform.pages.shelf import Page, Shelf, Stamp

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
Key = tuple[str, bytes, bytes, str]

LOOK_SECONDS = 0.5
PATIENCE_SECONDS = 5
MARKED = MARK.lower().encode()
# Who brings one of these is somebody, or wants a part of a page.
PERSONAL = frozenset({b"authorization", b"hx-request", b"range"})
# Sums differ whatever the order in which announcements are committed and old ones pass.
PUBLISHED = "SELECT count(*), coalesce(sum(id), 0)::bigint FROM live_change WHERE topic = %s"


class Published:
    """What was announced until now, looked up at most twice a second by a line of its own."""

    def __init__(self) -> None:
        self._line: psycopg.AsyncConnection[tuple[int, int]] | None = None
        self._known: tuple[int, int] | None = None
        self._looked_at = float("-inf")
        self._one_looks = asyncio.Lock()

    async def now(self) -> tuple[int, int] | None:
        """Return a value that changes with every announcement; None while it cannot be known."""
        if time.monotonic() - self._looked_at >= LOOK_SECONDS:
            async with self._one_looks:
                if time.monotonic() - self._looked_at >= LOOK_SECONDS:
                    # What commits during the look is seen by the next one, counted from here.
                    self._looked_at = time.monotonic()
                    self._known = await self._look()
        return self._known

    async def _look(self) -> tuple[int, int] | None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                if self._line is None or self._line.closed:
                    self._line = await psycopg.AsyncConnection.connect(
                        listening_address(), autocommit=True)
                return await (await self._line.execute(PUBLISHED, [TOPIC])).fetchone()
        except (OSError, psycopg.Error, TimeoutError):
            await self.close()
            return None

    async def close(self) -> None:
        """Hang up; the next look calls again."""
        line, self._line = self._line, None
        if line is not None:
            await line.close()


@lru_cache(maxsize=1024)
def _language(cookie: str, accepted: str) -> str:
    """Ask the function that Django's middleware will ask, so that the two never differ."""
    request = SimpleNamespace(
        COOKIES={settings.LANGUAGE_COOKIE_NAME: cookie} if cookie else {},
        META={"HTTP_ACCEPT_LANGUAGE": accepted}, path_info="/")
    return get_language_from_request(cast(HttpRequest, request))


def _chosen_language(cookie: bytes) -> str | None:
    """Return the language's cookie, empty without one; None where there is any other cookie."""
    try:
        found = SimpleCookie(cookie.decode("latin-1"))
    except CookieError:
        return None
    if not cookie:
        return ""
    if found.keys() != {settings.LANGUAGE_COOKIE_NAME}:
        return None
    return found[settings.LANGUAGE_COOKIE_NAME].value


def key_of(scope: Scope) -> Key | None:
    """Return under what the answer to a request may be kept, None where it may not."""
    if scope["method"] not in ("GET", "HEAD") or scope.get("query_string"):
        return None
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in PERSONAL or (name == b"cookie" and name in headers):
            return None
        headers[name] = value
    chosen = _chosen_language(headers.get(b"cookie", b""))
    if chosen is None:
        return None
    accepted = headers.get(b"accept-language", b"").decode("latin-1")
    host = headers.get(b"host", b"")
    scheme = headers.get(b"x-forwarded-proto", scope.get("scheme", "").encode())
    return scope["path"], host, scheme, _language(chosen, accepted)


class Keeper:
    """Wraps the application that renders."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.shelf = Shelf()
        self.published = Published()
        self._making: dict[Key, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or render and keep what may be kept."""
        key = key_of(scope)
        stamp = await self._stamp() if key else None
        if key is None or stamp is None:
            await self.application(scope, receive, _unmarked(send))
            return
        page = await self._current(key, stamp)
        if page is not None:
            await _answer(page, scope, send)
            return
        if scope["method"] == "HEAD":
            await self.application(scope, receive, _unmarked(send))
            return
        made = self._making.setdefault(key, asyncio.Event())
        try:
            await self.application(scope, receive, self._keeping(key, stamp, scope, send))
        finally:
            made.set()
            self._making.pop(key, None)

    async def _stamp(self) -> Stamp | None:
        published = await self.published.now()
        return published and (published, clock.local_date(clock.now()))

    async def _current(self, key: Key, stamp: Stamp) -> Page | None:
        """Return a page that holds; one whose seconds are over only while somebody renews it."""
        page = self.shelf.get(key)
        if page is None:
            return None
        making = self._making.get(key)
        if page.stamp == stamp and (making is not None or time.monotonic() < page.until):
            return page
        if making is not None:
            # Of all who ask after a publication one renders, the others wait for it.
            await making.wait()
            page = self.shelf.get(key)
            if page is not None and page.stamp == stamp:
                return page
        return None

    def _keeping(self, key: Key, stamp: Stamp, scope: Scope, send: Send) -> Send:
        """Return a `send` that holds a marked answer back, keeps it and gives it."""
        start: Message = {}
        body = bytearray()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start" and _may_keep(message):
                start.update(message)
            elif not start:
                await _unmarked(send)(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    page = _page(start["headers"], bytes(body), stamp)
                    self.shelf.put(key, page)
                    await _answer(page, scope, send)

        return keep


def _may_keep(start: Message) -> bool:
    names = {name.lower() for name, _value in start["headers"]}
    return start["status"] == 200 and MARKED in names and b"set-cookie" not in names


def _page(headers: Headers, body: bytes, stamp: Stamp) -> Page:
    seconds = next(int(value) for name, value in headers if name.lower() == MARKED)
    tag = b'"' + hashlib.sha256(body).hexdigest()[:32].encode() + b'"'
    kept = tuple((n, v) for n, v in headers if n.lower() not in (MARKED, b"etag"))
    return Page((*kept, (b"etag", tag)), body, tag, stamp, time.monotonic() + seconds)


async def _answer(page: Page, scope: Scope, send: Send) -> None:
    """Give a page, or only say that the reader's own copy still holds (304)."""
    asked = next((v for n, v in scope["headers"] if n == b"if-none-match"), b"")
    is_known = page.tag in (tag.strip().removeprefix(b"W/") for tag in asked.split(b","))
    headers: list[tuple[bytes, bytes]] = list(page.headers)
    if is_known:
        headers = [(n, v) for n, v in headers if not n.lower().startswith(b"content-")]
    await send({"type": "http.response.start", "status": 304 if is_known else 200,
                "headers": headers})
    body = b"" if is_known or scope["method"] == "HEAD" else page.body
    await send({"type": "http.response.body", "body": body})


def _unmarked(send: Send) -> Send:
    async def without(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [
                (n, v) for n, v in message["headers"] if n.lower() != MARKED]}
        await send(message)

    return without
