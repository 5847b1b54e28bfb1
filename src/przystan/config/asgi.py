"""One server for both kinds of traffic: /live/ is raw ASGI, every page goes through WSGI."""

from __future__ import annotations

from typing import Any, cast

from a2wsgi import WSGIMiddleware

from przystan.config.wsgi import application as wsgi_application
from przystan.platform.live.stream import application as live

_pages: Any = WSGIMiddleware(cast(Any, wsgi_application), workers=8)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Route by path; there is nothing to start or stop in the lifespan."""
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    elif scope["path"].startswith("/live/"):
        await live(scope, receive, send)
    else:
        # granian's receive gives a future; a2wsgi hands it to another thread and needs a coroutine.
        async def receive_coroutine() -> dict[str, Any]:
            message: dict[str, Any] = await receive()
            if message["type"] == "http.disconnect":
                # Asked for only while a body is awaited: the half that came is not the whole.
                raise ConnectionResetError("the request ended before its body was whole")
            return message

        await _pages(scope, receive_coroutine, send)
