"""Every byte of every signed file altered, in two ways: how many a verification lets pass.

    python bench/documents/flips.py FOLDER

FOLDER holds sods/ and trust/. Prints one JSON object; `missed` must be 0.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from przystan.rooms.documents.rules.chip.folder import read_folder  # noqa: E402
from przystan.rooms.documents.rules.chip.trust import TrustStore  # noqa: E402
from przystan.rooms.documents.rules.chip.verify import verify_chip  # noqa: E402
from przystan.rooms.documents.types import Outcome, Step  # noqa: E402

AT = datetime(2026, 6, 1, tzinfo=UTC)
SIGNED = frozenset({Step.OBJECT, Step.CONTENT, Step.SIGNATURE, Step.CHAIN, Step.VALIDITY})
WAYS = (0xFF, 0x20)


def main() -> None:
    root = Path(sys.argv[1])
    store = TrustStore(read_folder(
        files={p.name: p.read_bytes() for p in (root / "trust").iterdir()}, at=AT).material)

    def holds(sod: bytes) -> bool:
        steps = verify_chip(sod=sod, groups={}, store=store, at=AT).steps
        return all(s.outcome is Outcome.PASS for s in steps if s.step in SIGNED)

    tried, missed, start = 0, [], time.process_time()
    for path in sorted((root / "sods").iterdir()):
        sod = path.read_bytes()
        assert holds(sod), path.name
        for place in range(len(sod)):
            for way in WAYS:
                tried += 1
                if holds(sod[:place] + bytes([sod[place] ^ way]) + sod[place + 1:]):
                    missed.append(f"{path.name} {place} {way:#x}")
    spent = time.process_time() - start
    print(json.dumps({"tried": tried, "missed": len(missed), "where": missed[:20],
                      "cpu_ms_each": round(spent / tried * 1000, 2)}, indent=2))


if __name__ == "__main__":
    main()
