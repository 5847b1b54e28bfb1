"""One fixed reader over LLRP: llrpkit speaks with it, our own parser reads its reports."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from llrpkit.client import LLRPClient, check_status
from llrpkit.exceptions import LLRPConnectionError, LLRPError
from llrpkit.inventory import build_rospec
from llrpkit.protocol import decode_message, enums, messages, params

from przystan.adapters.llrp.frames import TagReports
from przystan.rooms.records.types import RefusedBytes, TagRead

log = logging.getLogger(__name__)
KEEPALIVE_MS = 5_000
# A reader that says nothing for three of its keepalives has hung: the connection is made anew.
SILENCE_SECONDS = 3 * KEEPALIVE_MS / 1000
CHUNK = 1 << 16
EVERYTHING = 0
ROSPEC = 1


class ReportClient(LLRPClient):
    """llrpkit's client with our own reading: reports skip its objects, the rest does not."""

    def __init__(self, host: str, port: int, on_reads: Callable[[list[TagRead]], None]) -> None:
        super().__init__(host, port)
        self.on_reads = on_reads
        self.refused = 0
        self.lost = asyncio.Event()
        self._parser = TagReports(on_other=self._other)

    async def _read_loop(self) -> None:
        assert self._reader is not None
        problem = "the reader hung up"
        try:
            while True:
                async with asyncio.timeout(SILENCE_SECONDS):
                    content = await self._reader.read(CHUNK)
                if not content:
                    break
                self._take(self._parser.feed(content))
        except TimeoutError:
            problem = f"the reader was silent for {SILENCE_SECONDS:.0f} s"
        except OSError as error:
            problem = str(error)
        finally:
            self._take(self._parser.finish())
            self._shutdown(None if self._closing else LLRPConnectionError(
                f"connection to {self.host} lost: {problem}"))
            self.lost.set()

    def _take(self, found: Sequence[TagRead | RefusedBytes]) -> None:
        reads = [f for f in found if isinstance(f, TagRead)]
        for wrong in found:
            if isinstance(wrong, RefusedBytes):
                self.refused += 1
                log.warning("reader %s:%s, byte %s: %s, expected %s", self.host, self.port,
                            wrong.offset, wrong.content.hex(" "), wrong.expected)
        if reads:
            self.on_reads(reads)

    def _other(self, frame: bytes) -> None:
        try:
            self._dispatch(decode_message(frame))
        except LLRPError as wrong:
            self.refused += 1
            log.warning("reader %s:%s: %s: %s", self.host, self.port, wrong, frame[:64].hex(" "))


async def read_tags(
    *, host: str, port: int, on_reads: Callable[[list[TagRead]], None],
    on_state: Callable[[str], None], select: str = "",
) -> None:
    """Read one reader's tags until cancelled or the connection is lost, which raises LLRPError.

    `select` is the beginning of the tag numbers that the reader is to report, in hexadecimal
    digits: so that it never tells of clothes and goods.
    """
    client = ReportClient(host, port, on_reads)
    await client.connect()
    try:
        await _start(client, select)
        on_state("reading")
        await client.lost.wait()
    finally:
        await client.close()
    raise LLRPConnectionError(f"connection to {host}:{port} lost")


async def _start(client: ReportClient, select: str) -> None:
    await client.transact(messages.SET_READER_CONFIG(
        reset_to_factory_default=False,
        keepalive_spec=params.KeepaliveSpec(
            keepalive_trigger_type=enums.KeepaliveTriggerType.Periodic,
            periodic_trigger_value=KEEPALIVE_MS)))
    # What an earlier client left; a reader that has nothing may say so with an error.
    await client.transact(messages.DELETE_ROSPEC(ro_spec_id=EVERYTHING))
    spec = build_rospec(ro_spec_id=ROSPEC, epc_filter=select or None)
    check_status(await client.transact(messages.ADD_ROSPEC(ro_spec=spec)))
    check_status(await client.transact(messages.ENABLE_ROSPEC(ro_spec_id=ROSPEC)))
    check_status(await client.transact(messages.START_ROSPEC(ro_spec_id=ROSPEC)))
