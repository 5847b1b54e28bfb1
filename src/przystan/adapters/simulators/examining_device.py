"""A simulated authenticity device: it looks at nothing, and its answer is the vendor's in form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from przystan.adapters.regula import CHECKS, read_report
from przystan.rooms.documents.ports import DeviceFailed
from przystan.rooms.documents.types import DeviceReport

# One simulated document in so many fails one check.
FAILS_IN = 8
SHOWN = (1, 2, 4, 16, 32, 4096, 8192, 65536)


class SimulatedDevice:
    """Answers from the picture's hash: the same picture always gets the same answer."""

    name = "simulated authenticity device"
    is_simulator = True

    def examine(self, *, pictures: Sequence[bytes]) -> DeviceReport:
        """Pretend to look. Raises DeviceFailed without a picture."""
        if not pictures or not all(pictures):
            raise DeviceFailed("no picture", permanent=True)
        return self.read_report(content=simulated_answer(b"".join(pictures)))

    def read_report(self, *, content: bytes) -> DeviceReport:
        """Read a report in the vendor's form. Raises DeviceFailed."""
        return read_report(content, device=self.name, is_simulated=True)


def simulated_answer(seed: bytes) -> bytes:
    """Return an answer in the vendor's form."""
    digest = hashlib.sha256(seed).digest()
    failing = SHOWN[digest[1] % len(SHOWN)] if digest[0] % FAILS_IN == 0 else 0
    parts = [{"Type": kind, "Result": int(kind != failing),
              "List": [{"Type": kind, "ElementResult": int(kind != failing),
                        "PercentValue": 40 if kind == failing else 96}]}
             for kind in SHOWN if kind in CHECKS]
    return json.dumps({"ContainerList": {"List": [
        {"result_type": 9, "OneCandidate": {"DocumentName": "Simulated document"}},
        {"result_type": 20, "AuthenticityCheckList": {"Count": len(parts), "List": parts}},
        {"result_type": 33, "Status": {"overallStatus": int(not failing),
                                       "optical": int(not failing)}}]}}).encode()
