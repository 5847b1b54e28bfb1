"""One server for all traffic: /live/ is raw ASGI, a kept page is answered at once, every other page
goes through WSGI.
"""

from __future__ import annotations

from typing import Any, cast

from a2wsgi import WSGIMiddleware

from przystan.config.wsgi import application as wsgi_application
from przystan.journeys.rush import Rush
from przystan.platform.live.stream import application as live
from przystan.platform.pages.keeper import Keeper

_pages: Any = WSGIMiddleware(cast(Any, wsgi_application), workers=8)


async def _render(scope: dict[str, Any], receive: Any, send: Any) -> None:
    # granian's receive gives a future; a2wsgi hands it to another thread and needs a coroutine.
    async def receive_coroutine() -> dict[str, Any]:
        message: dict[str, Any] = await receive()
        if message["type"] == "http.disconnect":
            # Asked for only while a body is awaited: the half that came is not the whole.
            raise ConnectionResetError("the request ended before its body was whole")
        return message

    await _pages(scope, receive_coroutine, send)


_kept = Keeper(_render)
_entrance = Rush(_kept)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Route by path; at the end of the lifespan the keeper hangs up."""
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await _kept.published.close()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    elif scope["path"].startswith("/live/"):
        await live(scope, receive, send)
    else:
        await _entrance(scope, receive, send)
