"""How the reads of each kind of reader come to the agent: one way out of this module for all.

A source reads until it is cancelled or the reader is lost; the agent begins it again. Readers that
push have no source: they come in by `web`.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator

import aiohttp
import aiomqtt
from llrpkit.exceptions import LLRPError

from przystan.adapters.edge.settings import Kind, ReaderSettings, Via
from przystan.adapters.impinj import read_events as read_impinj
from przystan.adapters.llrp.client import read_tags
from przystan.adapters.tag_lines import read_lines
from przystan.adapters.zebra import read_events as read_zebra
from przystan.rooms.records.types import RefusedBytes, TagRead

log = logging.getLogger(__name__)
Take = Callable[[list[TagRead]], None]
Note = Callable[[str], None]
Parse = Callable[[bytes], Iterator[TagRead | RefusedBytes]]
PARSERS: dict[Kind, Parse] = {
    Kind.IMPINJ: read_impinj, Kind.ZEBRA: read_zebra, Kind.LINES: read_lines}
# An event has some hundred bytes; a line that grows beyond this is noise.
LONGEST_LINE = 1 << 20
# A reader's stream that says nothing for so long is begun anew; it may only be idle.
SILENCE_SECONDS = 60


class ReaderLost(Exception):
    """The reader, or the broker between, is away: worth another try."""


def take_content(reader: ReaderSettings, content: bytes, take: Take) -> tuple[int, int]:
    """Read what a reader said, take its reads, log what cannot be read; return both numbers."""
    found = list(PARSERS[reader.kind](content))
    reads = [f for f in found if isinstance(f, TagRead)]
    note_refused(reader.name, (f for f in found if isinstance(f, RefusedBytes)))
    if reads:
        take(reads)
    return len(reads), len(found) - len(reads)


def note_refused(reader: str, found: Iterable[RefusedBytes]) -> None:
    """Log what a reader said that cannot be read, with its bytes."""
    for wrong in found:
        log.warning("reader %s, byte %s: %s, expected %s", reader, wrong.offset,
                    wrong.content.hex(" "), wrong.expected)


async def follow(reader: ReaderSettings, *, take: Take, note: Note) -> None:
    """Read one reader until cancelled. Raises ReaderLost."""
    try:
        await SOURCES[reader.kind, reader.via](reader, take, note)
    except (LLRPError, aiohttp.ClientError, aiomqtt.MqttError, OSError) as lost:
        raise ReaderLost(str(lost) or type(lost).__name__) from lost


async def _llrp(reader: ReaderSettings, take: Take, note: Note) -> None:
    await read_tags(host=reader.host, port=reader.port, select=reader.select, on_state=note,
                    on_reads=take)


async def _stream(reader: ReaderSettings, take: Take, note: Note) -> None:
    """Impinj's stream: one event a line, an empty line as its sign of life."""
    login = base64.b64encode(f"{reader.user}:{reader.password}".encode()).decode()
    headers = {"Authorization": f"Basic {login}"} if reader.user else {}
    patience = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=SILENCE_SECONDS)
    async with aiohttp.ClientSession(headers=headers, timeout=patience) as session, \
            session.get(reader.url) as answer:
        answer.raise_for_status()
        note("reading")
        rest = b""
        async for part in answer.content.iter_any():
            whole, cut, rest = (rest + part).rpartition(b"\n")
            if cut:
                take_content(reader, whole, take)
            if len(rest) > LONGEST_LINE:
                note_refused(reader.name, [RefusedBytes(
                    0, rest[:64], f"a line of at most {LONGEST_LINE} bytes")])
                rest = b""
        take_content(reader, rest, take)
    raise ReaderLost("the reader ended its stream")


async def _mqtt(reader: ReaderSettings, take: Take, note: Note) -> None:
    """A broker between: it keeps what comes while the agent is away, for this name."""
    async with aiomqtt.Client(
            reader.host, reader.port, username=reader.user or None,
            password=reader.password or None, identifier=f"przystan-{reader.name}",
            clean_session=False) as client:
        await client.subscribe(reader.topic, qos=1)
        note("reading")
        async for message in client.messages:
            if isinstance(message.payload, bytes):
                take_content(reader, message.payload, take)


SOURCES: dict[tuple[Kind, Via], Callable[[ReaderSettings, Take, Note], Awaitable[None]]] = {
    (Kind.LLRP, Via.CONNECT): _llrp,
    (Kind.IMPINJ, Via.CONNECT): _stream,
    **{(kind, Via.MQTT): _mqtt for kind in PARSERS},
}
