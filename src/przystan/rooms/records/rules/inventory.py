"""Where a stream of reads says that its tags are: pure."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from przystan.rooms.records.rules.tags import (
    DIGITS,
    FOLDER_SCHEMES,
    HEXADECIMAL,
    NotATag,
    decode_tag,
)
from przystan.rooms.records.types import Observation, TagRead

# A document's serial is the last 41 of the 96 bits: 14 digits hold all that stands before it.
BEFORE_SERIAL = 14


def locate_reads(
    reads: Iterable[TagRead], *, references: Mapping[str, int], scope_id: int,
    antennas: Mapping[tuple[str, int | None], int] | None = None,
) -> list[Observation]:
    """Return one observation a tag: where it was seen most strongly.

    A place's reference tag says where the reader is held from then on; a fixed reader's antenna
    says it itself. A stream without any reference tag was read in the scope as a whole; before the
    first reference tag of one that has some, the place is not known. Tags of other schemes (the
    clothes and goods of whoever stood near) are left out.
    """
    listed = [(read.epc.hex().upper(), read) for read in reads]
    has_references = any(epc in references for epc, _ in listed)
    here = None if has_references else scope_id
    best: dict[str, Observation] = {}
    for epc, read in listed:
        if epc in references:
            here = references[epc]
            continue
        place = (antennas or {}).get((read.reader, read.antenna), here)
        known = best.get(epc)
        if known is None:
            # Bytes are hexadecimal already.
            if len(epc) == DIGITS and _begins_folder(epc[:BEFORE_SERIAL]):
                best[epc] = Observation(epc, place, read.rssi_dbm, read.reads or 1)
        else:
            best[epc] = _stronger(known, Observation(epc, place, read.rssi_dbm, read.reads or 1))
    return list(best.values())


def _stronger(known: Observation, new: Observation) -> Observation:
    """Keep the place of the stronger signal; the earlier one where neither is stronger."""
    reads = known.reads + new.reads
    weaker = -1000.0
    is_better = (new.rssi_dbm if new.rssi_dbm is not None else weaker) > (
        known.rssi_dbm if known.rssi_dbm is not None else weaker)
    kept = new if is_better or known.place_id is None else known
    return Observation(kept.epc, kept.place_id, kept.rssi_dbm, reads)


def is_folder_tag(epc: str) -> bool:
    """Whether the number is of a scheme that may stand on a folder."""
    return len(epc) == DIGITS and HEXADECIMAL.fullmatch(epc) is not None and _begins_folder(
        epc[:BEFORE_SERIAL])


@functools.lru_cache(maxsize=4096)
def _begins_folder(digits: str) -> bool:
    """Whether a folder's number begins so: scheme, prefix and type, that an office has few of."""
    try:
        return decode_tag(digits.ljust(DIGITS, "0")).scheme in FOLDER_SCHEMES
    except NotATag:
        return False
