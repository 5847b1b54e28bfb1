"""Our parser of tag reports against sllurp's, on the same bytes, in processor time.

    python -m venv /tmp/sllurp && /tmp/sllurp/bin/pip install -r bench/records/requirements.txt
    python bench/records/parser.py --sllurp /tmp/sllurp/bin/python

Goal: at least 4 times sllurp's tags per processor second. sllurp runs in a process of its own
environment; each side reads a file of whole messages, with 1 and with 25 reports a message.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from pathlib import Path

from frames import message, report
from scratch import verdict

TAGS = 100_000
THEIRS = """
import json, sys, time
from sllurp.llrp import LLRPMessage
data = open(sys.argv[1], "rb").read()
began, at, tags = time.process_time(), 0, 0
while at < len(data):
    length = int.from_bytes(data[at + 2:at + 6], "big")
    told = LLRPMessage(msgbytes=data[at:at + length])
    tags += len(told.msgdict["RO_ACCESS_REPORT"]["TagReportData"])
    at += length
print(json.dumps([tags, time.process_time() - began]))
"""


def ours(data: bytes) -> tuple[int, float]:
    from przystan.adapters.llrp.frames import TagReports

    reports = TagReports()
    began, tags = time.process_time(), 0
    for at in range(0, len(data), 1 << 16):
        tags += len(reports.feed(data[at:at + (1 << 16)]))
    return tags, time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sllurp", required=True, metavar="PYTHON")
    options = parser.parse_args()
    for size in (1, 25):
        reports = [report(n.to_bytes(12, "big"), 1 + n % 4, -50, 10**15 + n) for n in range(TAGS)]
        data = b"".join(message(reports[n:n + size]) for n in range(0, TAGS, size))
        with tempfile.NamedTemporaryFile(suffix=".bytes") as file:
            Path(file.name).write_bytes(data)
            best = {"ours": 0.0, "sllurp": 0.0}
            # In turn, so that a busy machine is busy for both; the best of three each.
            for _ in range(3):
                tags, seconds = ours(data)
                assert tags == TAGS
                best["ours"] = max(best["ours"], tags / seconds)
                tags, seconds = json.loads(subprocess.run(
                    [options.sllurp, "-c", THEIRS, file.name], check=True, capture_output=True,
                    text=True).stdout)
                assert tags == TAGS
                best["sllurp"] = max(best["sllurp"], tags / seconds)
        print(f"{size} a message: ours {best['ours']:,.0f}, sllurp {best['sllurp']:,.0f} tags "
              "per processor second")
        verdict(f"parser, {size} report(s) a message", best["ours"] / best["sllurp"], "times", 4,
                at_least=True)


if __name__ == "__main__":
    main()
