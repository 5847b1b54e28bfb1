"""A crowd that books at the same second: few are let in, all who come too late are told at once.

Raw ASGI in front of the pages. When times are released, a thousand people press the button for a
hundred times. Each press rendered alone would cost all of them seconds. So of those who want the
same time one is let in; the others wait here for a moment, and one look at the database tells all
of them whose time is gone. Their answer is the page that anybody gets whose time is taken, made
once a second, with what each has typed put in.

Nothing is decided here: who is let in is judged by the database as always, and who is told "taken"
was late by what it said less than a second ago. A place that is given back is open to everybody an
hour later at the earliest, so that second takes nothing from anybody.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from html import escape
from http.cookies import CookieError, SimpleCookie
from random import Random
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qsl

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.middleware.csrf import get_token

from przystan.platform.clock import public as clock
from przystan.rooms.reception import public as reception

Message = dict[str, Any]
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
# Branch, service, and the time as the address writes it.
Wanted = tuple[str, str, str]

ADDRESS = re.compile(r"/book/([^/]{1,20})/([^/]{1,40})/(\d{8}-\d{4})/\Z")
# As many as two processors can work at; the database parts them.
MOST_INSIDE = 4
KNOWN_SECONDS = 1.0
# What a look at the database showed is gone by until then, but for times that somebody tried since.
LOOK_SECONDS = 0.05
LARGEST_FORM = 20_000
PLACE_OF_TYPED, PLACE_OF_TIME = '<form method="get" data-typed>', "<!--time-->"
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "once"})


class Rush:
    """Wraps the application that books."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.inside: Counter[Wanted] = Counter()
        self.waiting: dict[Wanted, deque[asyncio.Future[bool]]] = {}
        self.gone: dict[Wanted, float] = {}
        self.tried: set[Wanted] = set()
        self._looked_at = float("-inf")
        self.pages: dict[tuple[bytes, ...], tuple[float, list[tuple[bytes, bytes]], str]] = {}
        self.refused: list[tuple[str, Any]] = []
        self._one_renders = asyncio.Lock()
        self._at_the_door: asyncio.Task[None] | None = None
        self._counting: asyncio.Task[None] | None = None
        self._lots = Random()  # noqa: S311 - who is let in first, and nothing secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a press through, or say that its time is gone; everything else passes."""
        found = ADDRESS.match(scope["path"]) if scope["method"] == "POST" else None
        body = await _body(scope, receive) if found else None
        if found is None or body is None:
            await self.application(scope, receive, send)
            return
        wanted = cast(Wanted, found.groups())
        if not await self._may_enter(wanted):
            if await self._tell(scope, body, wanted, send):
                return
            self.inside[wanted] += 1
        try:
            await self.application(scope, _again(body, receive), send)
        finally:
            self._leave(wanted)

    async def _may_enter(self, wanted: Wanted) -> bool:
        if time.monotonic() - self.gone.get(wanted, float("-inf")) < KNOWN_SECONDS:
            return False
        if not (self.waiting or self.inside[wanted]) and self.inside.total() < MOST_INSIDE:
            self.inside[wanted] += 1
            return True
        place: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.waiting.setdefault(wanted, deque()).append(place)
        self._open_the_door()
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.result():
                self._leave(wanted)
            raise

    def _leave(self, wanted: Wanted) -> None:
        self.inside[wanted] -= 1
        self.inside += Counter()  # forgets who is at nought
        self.tried.add(wanted)
        self._open_the_door()

    def _open_the_door(self) -> None:
        if self.waiting and (self._at_the_door is None or self._at_the_door.done()):
            self._at_the_door = asyncio.create_task(self._let_in())

    async def _let_in(self) -> None:
        """Send away whose time is gone and let others in, until nobody more can be."""
        is_done = False
        try:
            while self.waiting and self.inside.total() < MOST_INSIDE:
                free = self._free() if self._is_known() else []
                if not free:
                    await self._send_away()
                    free = self._free()
                    if not free:
                        break
                self._lots.shuffle(free)
                self._admit(free[:MOST_INSIDE - self.inside.total()])
            is_done = True
        finally:
            # Whatever failed: nobody is left standing.
            while not is_done and self.waiting:
                self._admit(list(self.waiting))

    def _is_known(self) -> bool:
        return time.monotonic() - self._looked_at < LOOK_SECONDS

    def _free(self) -> list[Wanted]:
        """Return times for which nobody is inside, nor was since the last look."""
        return [w for w in self.waiting if not self.inside[w] and w not in self.tried]

    def _admit(self, times: list[Wanted]) -> None:
        """Let the first of each line in."""
        for wanted in times:
            if (place := self._next(wanted)) is not None:
                self.inside[wanted] += 1
                place.set_result(True)

    def _next(self, wanted: Wanted) -> asyncio.Future[bool] | None:
        """Take the first who still waits for a time."""
        line = self.waiting[wanted]
        while line:
            place = line.popleft()
            if not line:
                del self.waiting[wanted]
            if not place.done():
                return place
        return None

    async def _send_away(self) -> None:
        asked_at, asked = time.monotonic(), list(self.waiting)
        # Whoever leaves while the database is asked is looked for next time.
        self.tried.clear()
        gone = await sync_to_async(_gone)(asked)
        self._looked_at = time.monotonic()
        self.gone = {w: at for w, at in self.gone.items() if asked_at - at < KNOWN_SECONDS}
        for wanted in gone:
            self.gone[wanted] = asked_at
            for place in self.waiting.pop(wanted, ()):
                if not place.done():
                    place.set_result(False)

    async def _tell(self, scope: Scope, body: bytes, wanted: Wanted, send: Send) -> bool:
        """Answer that the time is gone; False where the page cannot be made here."""
        cookies = _cookies(scope)
        secret = cookies.get(settings.CSRF_COOKIE_NAME, "")
        if not secret:
            return False
        found = await self._page(scope, wanted, cookies.get(settings.LANGUAGE_COOKIE_NAME, ""))
        if found is None:
            return False
        headers, text = found
        filled = _filled(text, wanted, body, secret).encode()
        await send({"type": "http.response.start", "status": 409, "headers": [
            *headers, (b"content-length", str(len(filled)).encode())]})
        await send({"type": "http.response.body", "body": filled})
        self.refused.append((_address(scope), clock.now()))
        if self._counting is None or self._counting.done():
            self._counting = asyncio.create_task(self._count())
        return True

    async def _page(
        self, scope: Scope, wanted: Wanted, language: str
    ) -> tuple[list[tuple[bytes, bytes]], str] | None:
        """Return the page of a time that is gone in the reader's language, a second old at most."""
        headers = [(n, v) for n, v in scope["headers"]
                   if n in (b"host", b"accept-language", b"x-forwarded-proto")]
        if language in dict(settings.LANGUAGES):
            headers.append((b"cookie", f"{settings.LANGUAGE_COOKIE_NAME}={language}".encode()))
        key = (wanted[0].encode(), wanted[1].encode(), *(v for _n, v in sorted(headers)))
        async with self._one_renders:
            now = time.monotonic()
            made_at, kept, text = self.pages.get(key, (0.0, [], ""))
            if not text or now - made_at >= KNOWN_SECONDS:
                self.pages = {k: p for k, p in self.pages.items() if now - p[0] < KNOWN_SECONDS}
                status, kept, text = await self._render(
                    {**scope, "method": "GET", "query_string": b"", "headers": headers,
                     "path": f"/book/{wanted[0]}/{wanted[1]}/taken/"})
                if status != 200 or any(n.lower() == b"set-cookie" for n, _v in kept):
                    return None
                self.pages[key] = now, kept, text
            return kept, text

    async def _render(self, scope: Scope) -> tuple[int, list[tuple[bytes, bytes]], str]:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.application(scope, receive, send)
        headers = [(n, v) for n, v in sent[0]["headers"] if n.lower() != b"content-length"]
        return sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]).decode()

    async def _count(self) -> None:
        """Count the refused tries together, a second later."""
        await asyncio.sleep(KNOWN_SECONDS)
        refused, self.refused = self.refused, []
        await sync_to_async(_note)(refused)


def _gone(wanted: list[Wanted]) -> list[Wanted]:
    """Return whose time is gone; nobody's while the database cannot say."""
    try:
        return reception.list_gone(wanted=wanted, at=clock.now())
    except DatabaseError:
        return []
    finally:
        connection.close()


def _note(refused: list[tuple[str, Any]]) -> None:
    try:
        reception.note_refused(tries=refused)
    finally:
        connection.close()


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """Return the whole form; None, with nothing read, where it is no plain and small one."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    kind = headers.get(b"content-type", b"")
    if not (length.isdigit() and int(length) <= LARGEST_FORM
            and kind.startswith(b"application/x-www-form-urlencoded")):
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("the request ended before its body was whole")
        body.extend(message.get("body", b""))
        if not message.get("more_body"):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives the body that was read, then what comes after it."""
    given = False

    async def once_more() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once_more


def _cookies(scope: Scope) -> dict[str, str]:
    text = "; ".join(v.decode("latin-1") for n, v in scope["headers"] if n == b"cookie")
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(text).items()}
    except CookieError:
        return {}


def _address(scope: Scope) -> str:
    """Return the network address that asks, as the pages read it."""
    name = settings.CLIENT_ADDRESS_HEADER
    if name == "REMOTE_ADDR":
        return str((scope.get("client") or [""])[0])
    wanted = name.removeprefix("HTTP_").replace("_", "-").lower().encode()
    found = b",".join(v for n, v in scope["headers"] if n == wanted)
    return found.decode("latin-1").rpartition(",")[2].strip()


def _filled(text: str, wanted: Wanted, body: bytes, secret: str) -> str:
    """Put a reader's time and what they have typed into the page."""
    typed = [(n, v[:200]) for n, v in parse_qsl(
        body.decode("utf-8", "replace"), max_num_fields=100) if n not in NOT_TYPED]
    token = get_token(cast(HttpRequest, SimpleNamespace(META={"CSRF_COOKIE": secret})))
    inputs = "".join(f'<input type="hidden" name="{escape(n)}" value="{escape(v)}">'
                     for n, v in [("csrfmiddlewaretoken", token), *typed])
    _branch, _service, stamp = wanted
    said = f"{stamp[6:8]}.{stamp[4:6]}.{stamp[:4]}, {stamp[9:11]}:{stamp[11:]}. "
    return text.replace(PLACE_OF_TIME, said, 1).replace(
        PLACE_OF_TYPED, f'<form method="post">{inputs}', 1)
