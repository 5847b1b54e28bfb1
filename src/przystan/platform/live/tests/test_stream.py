"""The stream: a change reaches each page of its topic once; a slow page is sent to the log."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from przystan.platform.live import stream


def test_a_change_reaches_its_topic_and_a_slow_page_is_sent_to_the_log() -> None:
    hub = stream.Hub("nowhere")
    here: stream.Page = asyncio.Queue(maxsize=3)
    there: stream.Page = asyncio.Queue(maxsize=3)
    hub.pages = {here: "a", there: "b"}
    hub._tell("a", (1, "SZ"))
    assert stream._drain(here) == [(1, "SZ")]
    assert stream._drain(there) == []
    for number in range(2, 7):
        hub._tell("a", (number, "SZ"))
    # Three fitted; what came fourth sends the page to the log, and the last follows.
    assert stream._drain(here) == [None, (6, "SZ")]
    hub._tell(None, None)
    assert stream._drain(here) == stream._drain(there) == [None]


def test_a_page_reads_the_log_once_and_then_takes_what_comes(
    monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def log(topic: str, last: int) -> list[tuple[int, str]]:
        asked.append(last)
        return [(n, "SZ") for n in (5, 6) if n > last]

    async def run() -> str:
        sent: list[bytes] = []
        page: stream.Page = asyncio.Queue()
        gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        async def send(message: dict[str, Any]) -> None:
            sent.append(message["body"])
            if b"id: 9" in message["body"]:
                gone.set_result(None)

        for change in ((7, "KO"), (8, "KO"), (9, "SZ")):
            page.put_nowait(change)
        await stream._run("a", 4, page, gone, send)
        return b"".join(sent).decode()

    monkeypatch.setattr(stream, "_changes_since", log)
    # In a thread of its own: a browser's loop may be running in this one.
    with ThreadPoolExecutor(1) as threads:
        text = threads.submit(asyncio.run, run()).result()
    assert asked == [4]
    assert [line[4:] for line in text.splitlines() if line.startswith("id: ")] == [
        "5", "6", "7", "8", "9"]
