"""An open page of a bench: its stream to the real server, and when each change came."""

from __future__ import annotations

import asyncio
import time


class Stream:
    """Listens to one topic; `cookie` is that of a person who is signed in, empty for nobody."""

    def __init__(self, port: int, topic: str, cookie: str = "") -> None:
        self.port, self.topic, self.cookie = port, topic, cookie
        self.came: dict[int, float] = {}
        self.change = asyncio.Event()

    async def listen(self, ready: asyncio.Event) -> None:
        """Note the changes, by number, until this is cancelled."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        writer.write(f"GET /live/?topic={self.topic} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                     f"{cookie}\r\n".encode())
        try:
            while line := await reader.readline():
                if line.startswith(b"event: hello"):
                    ready.set()
                elif line.startswith(b"id: "):
                    self.came.setdefault(int(line[4:]), time.perf_counter())
                    self.change.set()
        except asyncio.CancelledError:
            writer.close()
            raise
