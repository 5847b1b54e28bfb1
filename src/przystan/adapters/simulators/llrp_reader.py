"""A simulated LLRP reader, for training and tests; it says in its model that it is one.

llrpkit's emulator answers; what it leaves out of LLRP 1.0.1 is added here: ROSpec 0 means all of
them, an immediate start trigger starts at the enabling, a running ROSpec can be disabled, and
ENABLE_EVENTS_AND_REPORTS has no answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from llrpkit.emulator.core import EmulatedTag, LLRPEmulator
from llrpkit.protocol import LLRPMessage, enums, messages, params

ALL = 0
FIRMWARE = "simulated reader"
DISABLED, ENABLED, ACTIVE = "Disabled", "Enabled", "Active"


class SimulatedReader(LLRPEmulator):
    """One reader with tags in front of it; a port of 0 chooses a free one."""

    def __init__(
        self, *, epcs: Sequence[bytes], host: str = "127.0.0.1", port: int = 0,
        reads_per_second: float = 200.0, seed: int = 2023,
    ) -> None:
        tags = [EmulatedTag(epc=epc, antennas=(1 + n % 4,), rssi_dbm=-45.0 - n % 20)
                for n, epc in enumerate(epcs)]
        super().__init__(host=host, port=port, tags=tags, reads_per_sec=reads_per_second,
                         seed=seed, firmware=FIRMWARE)

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
