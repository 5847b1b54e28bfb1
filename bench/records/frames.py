"""Pre-encoded LLRP streams, as fifty readers at full rate would send them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from przystan.adapters.simulators.llrp_reader import HEADER, REPORT, VERSION

READERS, IN_VIEW, READS_A_SECOND, STAY_SECONDS = 50, 200, 1_000, 10
ROUND_US = 100_000


def report(epc: bytes, antenna: int, rssi: int, at_us: int) -> bytes:
    """One tag's report with the parameters that a reader sends by default."""
    return REPORT.pack(240, REPORT.size, 0x80 | 13, epc, 0x80 | 1, antenna, 0x80 | 6, rssi,
                       0x80 | 2, at_us, 0x80 | 4, at_us, 0x80 | 8, 1)


def message(reports: list[bytes]) -> bytes:
    """One RO_ACCESS_REPORT."""
    content = b"".join(reports)
    return HEADER.pack(VERSION | 61, HEADER.size + len(content), 0) + content


def rounds(reads: int, *, tags: list[bytes], begin_us: int, a_message: int = 25,
           seed: int = 50) -> Iterator[tuple[int, list[tuple[int, bytes]]]]:
    """Give rounds of a tenth of a second: their time, and each reader's bytes.

    A reader has 200 tags in view and reads 1,000 of them a second; a tag stays for ten seconds,
    so fifty reads make one presence.
    """
    rng, made, now = random.Random(seed), 0, begin_us
    each = READS_A_SECOND * ROUND_US // 1_000_000
    while made < reads:
        step = (now - begin_us) // (STAY_SECONDS * 1_000_000)
        sent = []
        for reader in range(READERS):
            first = (step * READERS + reader) * IN_VIEW
            told = [report(tags[(first + rng.randrange(IN_VIEW)) % len(tags)], 1,
                           -40 - rng.randrange(30), now) for _ in range(each)]
            sent.append((reader, b"".join(
                message(told[n:n + a_message]) for n in range(0, each, a_message))))
        made += each * READERS
        yield now, sent
        now += ROUND_US
