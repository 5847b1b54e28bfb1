"""Tag numbers, and what a reader says of a tag."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class TagScheme(StrEnum):
    """How the 96 bits of a tag are to be read.

    The GS1 names are those of the Tag Data Standard; CLOSED is the office's own numbering for
    offices without a GS1 prefix, told from every GS1 number by the toggle bit of the tag.
    """

    GDTI = "gdti-96"
    GIAI = "giai-96"
    SGLN = "sgln-96"
    SGTIN = "sgtin-96"
    CLOSED = "closed-96"


@dataclass(frozen=True)
class TagNumber:
    """One 96-bit tag number taken apart.

    `company_prefix` and `reference` are digits with their leading zeros: the document type of a
    GDTI, the location of an SGLN, the item of an SGTIN, the whole asset of a GIAI, the kind of
    thing of a closed number. `serial` is 0 for a GIAI, which has none.
    """

    scheme: TagScheme
    company_prefix: str
    reference: str
    serial: int = 0
    filter: int = 0


class TagRead(NamedTuple):
    """One report of a reader: a tag was seen. What the reader does not say is None or empty.

    `epc` and `tid` are the tag's bytes; `rssi_dbm` is the strongest signal; the times are
    microseconds of UTC since 1970 by the reader's clock, as the readers' protocol has them;
    `reads` says how often the tag was seen in this report; `reader` is the reader's own name. A
    tuple, because readers report tens of thousands of them a second.
    """

    epc: bytes
    antenna: int | None = None
    rssi_dbm: float | None = None
    first_seen_us: int | None = None
    last_seen_us: int | None = None
    reads: int | None = None
    tid: bytes = b""
    reader: str = ""


@dataclass(frozen=True)
class RefusedBytes:
    """A part of a reader's stream that could not be read: where it began, the bytes, and why."""

    offset: int
    content: bytes
    expected: str
