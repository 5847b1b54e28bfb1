"""Record conversations whose callers were told and did not refuse; nothing of it delays a call.

The engine writes one file a conversation into its own folder. When it has ended, whoever of us is
there then takes the file into the office, so that a switchboard that was killed loses none.
"""

from __future__ import annotations

import asyncio
import io
import logging
import shutil
import time
import wave
from datetime import UTC, datetime
from pathlib import Path

from przystan.adapters.asterisk.ari import Ari, EngineAway, EngineRefused
from przystan.adapters.asterisk.live.call import Call, Message
from przystan.rooms.calls import types as hl
from przystan.rooms.calls.ports import SwitchboardOffice
from przystan.rooms.calls.types import TroubleKind

REFUSE_KEY = "9"
ANSWER_SECONDS = 3.0
TELLINGS = 3
"""Another key hears the notice again; who never lets it end has refused."""

LEAST_FREE_BYTES = 64 << 20
"""Below this the folder is full: an hour of talk takes 58 MB as WAV (8 kHz, 16 bit)."""

FORMATS = ("opus", "wav")
"""What the engine writes: the second where it has no module for the first (Debian: asterisk-opus).
"""

UNKNOWN_FORMAT = 422
COLLECT_SECONDS = 2.0
PREFIX = "talk_"

log = logging.getLogger(__name__)


class Recorder:
    """Tells callers of the recording, has the engine record, and takes the files in."""

    def __init__(
        self, *, ari: Ari, office: SwitchboardOffice, folder: Path
    ) -> None:
        self._ari = ari
        self._office = office
        self._folder = folder

    async def announce(self, call: Call, sound: str, policy_id: int) -> None:
        """Say to a caller that the conversation is recorded, and note what they choose.

        Raises CallGone.
        """
        heard: hl.Heard = hl.Silence()
        for _once in range(TELLINGS):
            heard = await call.play([sound], ANSWER_SECONDS)
            if not isinstance(heard, hl.Pressed) or heard.key == REFUSE_KEY:
                break
        try:
            await asyncio.to_thread(
                self._office.tell_choice, call_key=call.id, policy_id=policy_id,
                language=call.language or "pl", is_refused=isinstance(heard, hl.Pressed))
        except Exception:  # noqa: BLE001  what is not noted is not recorded
            log.exception("a caller's choice could not be noted")

    async def begin(self, call: Call, bridge: str) -> None:
        """Have a conversation recorded, where its caller agreed; it goes on in any case."""
        try:
            if not await asyncio.to_thread(self._office.may_record, call_key=call.id):
                return
            if self._is_full():
                await self._tell(call.id, TroubleKind.FOLDER_FULL)
                return
            await self._record(bridge, f"{PREFIX}{call.id}_{int(time.time())}")
        except EngineRefused as refused:
            log.error("call %s is not recorded: %s", call.id, refused)
            await self._tell(call.id, TroubleKind.ENGINE_REFUSED)
        except EngineAway:
            await self._tell(call.id, TroubleKind.ENGINE_REFUSED)
        except Exception:  # noqa: BLE001  the conversation goes on
            log.exception("call %s is not recorded", call.id)

    async def _record(self, bridge: str, name: str) -> None:
        for written in FORMATS:
            try:
                await self._ari.ask("POST", f"bridges/{bridge}/record", name=name, format=written,
                                    ifExists="fail")
                return
            except EngineRefused as refused:
                if refused.status != UNKNOWN_FORMAT or written == FORMATS[-1]:
                    raise

    def _is_full(self) -> bool:
        self._folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._folder).free < LEAST_FREE_BYTES

    async def broke_off(self, event: Message) -> None:
        """Take in that the engine gave a recording up."""
        found = _call_of(str(event.get("recording", {}).get("name", "")))
        if found is not None:
            await self._tell(found[0], TroubleKind.BROKEN_OFF)

    async def _tell(self, call_key: str, kind: TroubleKind) -> None:
        log.error("call %s goes on unrecorded: %s", call_key, kind)
        try:
            await asyncio.to_thread(self._office.tell_trouble, call_key=call_key, kind=kind)
        except Exception:  # noqa: BLE001  the log has it
            log.exception("the supervisor could not be told")

    async def collect(self) -> None:
        """For ever: take finished files into the office, then off the disk."""
        while True:
            await asyncio.sleep(COLLECT_SECONDS)
            for path in sorted(self._folder.glob(f"{PREFIX}*.*")):
                try:
                    await self._take(path)
                except Exception as trouble:  # noqa: BLE001  the file waits
                    log.error("a recording waits: %s", type(trouble).__name__)

    async def _take(self, path: Path) -> None:
        found = _call_of(path.stem)
        if found is None or await self._ari.try_to("GET", f"recordings/live/{path.stem}"):
            return
        call_key, started_at = found
        content = await asyncio.to_thread(path.read_bytes)
        seconds = _seconds(content)
        if seconds:
            await asyncio.to_thread(
                self._office.keep_recording, name=path.stem, call_key=call_key, content=content,
                started_at=started_at, seconds=seconds)
        path.unlink(missing_ok=True)


def _call_of(name: str) -> tuple[str, datetime] | None:
    """Read a recording's name: whose call, since when."""
    call_key, _, epoch = name.removeprefix(PREFIX).rpartition("_")
    if not name.startswith(PREFIX) or not call_key or not epoch.isdecimal():
        return None
    return call_key, datetime.fromtimestamp(int(epoch), UTC)


def _seconds(content: bytes) -> int:
    if content.startswith(b"OggS"):
        # The last page of a stream says how many samples (48,000 a second) come before its end.
        page = content.rfind(b"OggS")
        return round(int.from_bytes(content[page + 6:page + 14], "little") / 48_000)
    try:
        with wave.open(io.BytesIO(content)) as file:
            return int(round(file.getnframes() / file.getframerate()))
    except (wave.Error, EOFError):
        return 0
