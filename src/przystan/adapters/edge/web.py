"""What the agent serves: the gate's screen, to this machine; the intake, to readers that push."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import hmac
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from przystan.adapters.edge.gate import GateWatch
from przystan.adapters.edge.gate_page import alarm_sound, render_page
from przystan.adapters.edge.settings import ReaderSettings, Via, address_of
from przystan.adapters.edge.sources import Take, take_content

PAGE = Path(__file__).parent / "page"
FILES = {"gate.css": "text/css", "gate.js": "text/javascript", "stop.svg": "image/svg+xml"}
MAX_CONTENT = 4 * 1024 * 1024
BEAT_SECONDS = 5.0
POLICY = ("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
          "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
          "frame-ancestors 'none'")
GUARD = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff",
         "Referrer-Policy": "same-origin", "Cache-Control": "no-store"}
Tell = Callable[[], dict[str, object]]


@contextlib.asynccontextmanager
async def serving(
    application: web.Application, address: str, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """Serve while the block runs; give the port, which 0 in the address lets the system choose."""
    host, port = address_of(address)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, ssl_context=tls).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def screen_application(watch: GateWatch, *, tell: Tell, language: str) -> web.Application:
    """The gate's screen: a page, its files, and a stream that says when it has changed."""

    async def page(request: web.Request) -> web.Response:
        text = render_page(watch, told=tell(), language=language)
        return web.Response(text=text, content_type="text/html", headers=GUARD)

    async def changes(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(
            headers={**GUARD, "Content-Type": "text/event-stream; charset=utf-8"})
        await answer.prepare(request)
        seen = int(since) if (since := request.query.get("since", "")).isdecimal() else -1
        with contextlib.suppress(ConnectionError):
            while True:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(BEAT_SECONDS):
                        seen = await watch.changed(seen)
                await answer.write(f"data: {seen}\n\n".encode())
        return answer

    async def clear(request: web.Request) -> web.Response:
        # The screen's own form only: another site's page, open in the same browser, has no say.
        if request.headers.get("Origin", f"http://{request.host}") != f"http://{request.host}":
            raise web.HTTPForbidden
        watch.clear()
        raise web.HTTPSeeOther("/")

    async def sound(request: web.Request) -> web.Response:
        return web.Response(body=alarm_sound(), content_type="audio/wav", headers=GUARD)

    application = web.Application(middlewares=[_only_loopback])
    application.add_routes([
        web.get("/", page), web.get("/changes", changes), web.post("/clear", clear),
        web.get("/alarm.wav", sound), *(web.get(f"/{name}", _file(name)) for name in FILES)])
    return application


@web.middleware
async def _only_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    # A name of somebody's own that leads to this machine is not this screen's (DNS rebinding).
    if request.url.host not in ("127.0.0.1", "localhost", "::1"):
        raise web.HTTPForbidden
    answer: web.StreamResponse = await handler(request)
    return answer


def _file(name: str) -> Handler:
    content = (PAGE / name).read_bytes()

    async def give(request: web.Request) -> web.Response:
        return web.Response(body=content, content_type=FILES[name], headers=GUARD)

    return give


def intake_application(
    readers: Sequence[ReaderSettings], *, take: Callable[[ReaderSettings], Take]
) -> web.Application:
    """POST /readers/NAME with what the reader has to say, under the reader's own token."""
    known = {reader.name: reader for reader in readers if reader.via is Via.PUSH}

    async def reads(request: web.Request) -> web.Response:
        reader = known.get(request.match_info["name"])
        if reader is None or not _knows_token(request, reader.token):
            raise web.HTTPUnauthorized(headers={"WWW-Authenticate": 'Basic realm="readers"'})
        taken, refused = take_content(reader, await request.read(), take(reader))
        # What cannot be read is not worth sending again: the answer is a success all the same.
        return web.json_response({"taken": taken, "refused": refused})

    application = web.Application(client_max_size=MAX_CONTENT)
    application.add_routes([web.post("/readers/{name}", reads)])
    return application


def _knows_token(request: web.Request, token: str) -> bool:
    """Whether the token comes as a bearer's, or as the password of whatever user."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return False
    return hmac.compare_digest(given.encode(), token.encode())
