"""Speak with Asterisk: its REST interface and event stream (ARI), and the manager (AMI).

One process holds one stream. When it breaks, we connect again, waiting a little longer each time;
`CONNECTED` in the stream says that whatever stood before must be looked at anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator
from http import HTTPStatus
from types import TracebackType
from typing import Any

import aiohttp

CONNECTED = "Connected"
"""A made event: the stream is (again) there."""

BROKEN = "Broken"
"""A made event: the stream has broken. Whatever the engine does now, nobody of us sees it."""

FIRST_WAIT = 0.1
LONGEST_WAIT = 1.0
REQUEST_SECONDS = 10.0
HEARTBEAT_SECONDS = 10.0
KEPT_SECONDS = 5.0
"""An idle connection is not used again after this: the engine closes its own after 15 s, and a
request sent at that very moment would be lost."""

log = logging.getLogger(__name__)


class EngineAway(Exception):
    """The engine cannot be reached."""


class EngineRefused(Exception):
    """The engine answered with an error: a channel that is gone is 404, a wrong state 409."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{status} {message}")
        self.status = status


class Ari:
    """The engine's REST interface and events for one application."""

    def __init__(self, *, address: str, user: str, password: str, application: str) -> None:
        self._address = address.rstrip("/") + "/ari"
        self._login = aiohttp.BasicAuth(user, password)
        self.application = application
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Ari:
        self._session = aiohttp.ClientSession(
            auth=self._login, timeout=aiohttp.ClientTimeout(total=REQUEST_SECONDS),
            connector=aiohttp.TCPConnector(keepalive_timeout=KEPT_SECONDS))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._session is not None
        await self._session.close()

    async def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, **query: str | int
    ) -> Any:
        """Send one request and return its answer. Raises EngineAway, EngineRefused."""
        assert self._session is not None
        try:
            async with self._session.request(
                method, f"{self._address}/{path}", params=query, json=body
            ) as answer:
                text = await answer.text()
                if answer.status >= 400:
                    raise EngineRefused(answer.status, text[:200])
                return json.loads(text) if text else None
        except (aiohttp.ClientError, TimeoutError) as away:
            raise EngineAway(str(away) or type(away).__name__) from away

    async def try_to(self, method: str, path: str, **query: str | int) -> bool:
        """Send a request whose object may be gone by now; return whether it was there."""
        try:
            await self.ask(method, path, None, **query)
        except EngineRefused as refused:
            if refused.status not in (404, 409, 412):
                raise
            return False
        return True

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        """Yield the application's events for ever, with `CONNECTED` and `BROKEN` between them.

        Raises EngineRefused where the engine does not take our password.
        """
        wait = FIRST_WAIT
        while True:
            is_there = False
            try:
                async for event in self._stream():
                    wait, is_there = FIRST_WAIT, True
                    yield event
                log.warning("the engine closed its event stream")
            except aiohttp.WSServerHandshakeError as refused:
                if refused.status == HTTPStatus.UNAUTHORIZED:
                    raise EngineRefused(refused.status, "our password is not the engine's"
                                        ) from refused
                log.warning("no event stream of the engine: it answers %s", refused.status)
            except (aiohttp.ClientError, TimeoutError, OSError) as away:
                log.warning("no event stream of the engine: %s", type(away).__name__)
            if is_there:
                yield {"type": BROKEN}
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _stream(self) -> AsyncIterator[dict[str, Any]]:
        assert self._session is not None
        async with self._session.ws_connect(
            f"{self._address}/events", params={"app": self.application},
            heartbeat=HEARTBEAT_SECONDS, timeout=aiohttp.ClientWSTimeout(ws_close=2.0),
        ) as socket:
            yield {"type": CONNECTED}
            async for message in socket:
                if message.type is not aiohttp.WSMsgType.TEXT:
                    break
                with contextlib.suppress(json.JSONDecodeError):
                    yield json.loads(message.data)


async def act(*, host: str, port: int, user: str, password: str, **headers: str) -> None:
    """Let the manager's interface do one thing. Raises EngineAway, EngineRefused.

    Redirect sends a channel to a place of the dialplan at once, whatever is being played to it:
    ARI's own way waits until every queued sound has ended. QueueWithdrawCaller takes a caller out
    of the engine's queue who still waits in it, and refuses whoever has been answered.
    """
    try:
        async with asyncio.timeout(REQUEST_SECONDS):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                await reader.readline()
                await _act(reader, writer, Action="Login", Username=user, Secret=password,
                           Events="off")
                await _act(reader, writer, **headers)
            finally:
                writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as away:
        raise EngineAway(str(away) or type(away).__name__) from away


async def _act(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, **headers: str
) -> None:
    if any(c in value for value in headers.values() for c in "\r\n"):
        raise ValueError("a manager's header is one line")
    writer.write("".join(f"{k}: {v}\r\n" for k, v in headers.items()).encode() + b"\r\n")
    await writer.drain()
    answer = (await reader.readuntil(b"\r\n\r\n")).decode("utf-8", "replace")
    if "Response: Success" not in answer:
        message = next((line for line in answer.splitlines() if line.startswith("Message")), answer)
        raise EngineRefused(400, message[:200])
