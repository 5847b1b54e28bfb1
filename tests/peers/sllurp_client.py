"""Read a simulated reader's tags with sllurp, in an environment of its own; print them.

sllurp is under the GPL: it runs as a process beside the tests and is imported by none of our code.
"""

from __future__ import annotations

import os
import sys
import time

from sllurp.llrp import LLRPReaderClient, LLRPReaderConfig

config = LLRPReaderConfig({"antennas": [0], "report_every_n_tags": 1})
reader = LLRPReaderClient("127.0.0.1", int(sys.argv[1]), config)
found: set[str] = set()


def take(_reader: object, tags: list[dict[str, object]]) -> None:
    for tag in tags:
        epc = tag.get("EPC-96") or tag.get("EPC") or b""
        found.add(epc.decode() if isinstance(epc, bytes) else str(epc))


reader.add_tag_report_callback(take)
reader.connect()
end = time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    time.sleep(0.1)
reader.disconnect()
reader.join(2)
print("\n".join(sorted(e.upper() for e in found)), flush=True)
# Its thread may wait for the reader's last word for ever, and Python for its thread.
os._exit(0)
