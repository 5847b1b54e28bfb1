"""A simulated LLRP reader, for training and tests; it says in its model that it is one.

llrpkit's emulator answers; what it leaves out of LLRP 1.0.1 is added here: ROSpec 0 means all of
them, an immediate start trigger starts at the enabling, a running ROSpec can be disabled, and
ENABLE_EVENTS_AND_REPORTS has no answer. Plain reports are written by our own loop, which misses
tags as a reader does and keeps up with a real one's rate; the emulator gives some 2,000 a second.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Iterator, Sequence

from llrpkit.emulator.core import EmulatedTag, LLRPEmulator
from llrpkit.protocol import LLRPMessage, enums, messages, params

ALL = 0
FIRMWARE = "simulated reader"
DISABLED, ENABLED, ACTIVE = "Disabled", "Enabled", "Active"
# Tags answer in rounds; a report tells of at most so many of them.
ROUND_SECONDS, REPORTS_A_MESSAGE = 0.05, 25
HEADER, VERSION = struct.Struct(">HII"), 1 << 10
# TagReportData with EPC-96, antenna, strength, first and last seen, count (LLRP 1.1, chapter 17).
REPORT = struct.Struct(">HHB12sBHBbBQBQBH")


class SimulatedReader(LLRPEmulator):
    """One reader with tags in front of it; a port of 0 chooses a free one."""

    def __init__(
        self, *, epcs: Sequence[bytes], host: str = "127.0.0.1", port: int = 0,
        reads_per_second: float = 200.0, probability: float = 1.0, seed: int = 2023,
    ) -> None:
        """`reads_per_second` are chances to be read; each is taken with this probability."""
        tags = [EmulatedTag(epc=epc, antennas=(1 + n % 4,), rssi_dbm=-45.0 - n % 20)
                for n, epc in enumerate(epcs)]
        super().__init__(host=host, port=port, tags=tags, reads_per_sec=reads_per_second,
                         seed=seed, firmware=FIRMWARE)
        self.probability, self.reported = probability, 0

    async def _handle_message(self, msg: LLRPMessage) -> None:
        if isinstance(msg, messages.ENABLE_EVENTS_AND_REPORTS):
            return
        if isinstance(msg, messages.DELETE_ROSPEC) and msg.ro_spec_id == ALL:
            self._rospecs.clear()
            self._sync_reporting()
            await self._send(messages.DELETE_ROSPEC_RESPONSE(llrp_status=self._status_ok()),
                             message_id=msg.message_id)
            return
        await super()._handle_message(msg)
        if isinstance(msg, (messages.ENABLE_ROSPEC, messages.DISABLE_ROSPEC)):
            self._sync_reporting()

    async def _report_loop(self) -> None:
        profile = self._scan_profile()
        if profile.content or profile.tagfocus or self._accessspecs:
            await super()._report_loop()
            return
        visible = [tag for tag in self.tags if profile.antennas.intersection(tag.antennas)
                   and self._passes_filters(tag.epc, profile.filters)]
        loop = asyncio.get_running_loop()
        due, chances = loop.time(), 0.0
        while visible and self._writer is not None:
            due += ROUND_SECONDS
            await asyncio.sleep(max(0.0, due - loop.time()))
            chances += self.reads_per_sec * ROUND_SECONDS
            heard = [tag for tag in self._rng.choices(visible, k=int(chances))
                     if self._rng.random() < self.probability]
            chances -= int(chances)
            async with self._send_lock:
                self._writer.writelines(self._messages(heard))
                await self._writer.drain()
            self.reported += len(heard)

    def _messages(self, heard: Sequence[EmulatedTag]) -> Iterator[bytes]:
        now = self._now_us()
        for start in range(0, len(heard), REPORTS_A_MESSAGE):
            content = b"".join(
                REPORT.pack(240, REPORT.size, 0x80 | 13, tag.epc, 0x80 | 1, tag.antennas[0],
                            0x80 | 6, round(tag.rssi_dbm), 0x80 | 2, now, 0x80 | 4, now,
                            0x80 | 8, 1)
                for tag in heard[start:start + REPORTS_A_MESSAGE])
            yield HEADER.pack(VERSION | 61, HEADER.size + len(content), 0) + content

    def _set_rospec_state(self, ro_spec_id: int, expected: str, new: str) -> params.LLRPStatus:
        if ro_spec_id == ALL:
            for number, (_, state) in list(self._rospecs.items()):
                if state == expected or new == DISABLED:
                    self._set_rospec_state(number, expected, new)
            return self._status_ok()
        spec, state = self._rospecs.get(ro_spec_id, (None, ""))
        if spec is not None and new == DISABLED and state == ACTIVE:
            self._rospecs[ro_spec_id] = (spec, expected)
        status = super()._set_rospec_state(ro_spec_id, expected, new)
        if new == ENABLED and expected == DISABLED and spec is not None and _is_immediate(spec):
            super()._set_rospec_state(ro_spec_id, ENABLED, ACTIVE)
        return status


def _is_immediate(spec: params.ROSpec) -> bool:
    trigger = spec.ro_boundary_spec.ro_spec_start_trigger
    return int(trigger.ro_spec_start_trigger_type) == int(enums.ROSpecStartTriggerType.Immediate)
