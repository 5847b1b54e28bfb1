"""Labels: what the printer is told, and what it says back. Pure.

Source: Zebra's ZPL II programming guide: ^RS (tag type 8, up to three labels), ^RF (write and
read), ^HV (host verification), ^CI28 (UTF-8), ^BX (Data Matrix). A label that cannot be written is
printed VOID by the printer itself and tried anew. Nothing of the case is on the label: its number
is a sequence.
"""

from __future__ import annotations

import re

from przystan.rooms.records.rules.tags import NotATag, decode_tag
from przystan.rooms.records.types import ReadBack

# 100 × 50 mm at 203 dpi, in dots.
WIDTH, HEIGHT = 800, 400
EPC_SAID, TID_SAID = "EPC:", "TID:"
ANSWER = re.compile(rb"(EPC|TID):\s*([0-9A-Fa-f]*)")


def label_number(epc: str) -> str:
    """Return the number that people read on a label: the serial in groups of four digits.

    Raises NotATag.
    """
    digits = str(decode_tag(epc).serial)
    padded = digits.zfill(-(-max(len(digits), 8) // 4) * 4)
    return " ".join(padded[n:n + 4] for n in range(0, len(padded), 4))


def label_zpl(epc: str, *, office: str) -> str:
    """Return the label of a tag number: written to the chip, printed, read back.

    `office` is printed as it is, but for the two characters that ZPL takes for commands.
    """
    name = office.replace("^", " ").replace("~", " ")
    return "\n".join((
        "^XA", "^CI28", f"^PW{WIDTH}", f"^LL{HEIGHT}", "^RS8,,,3,E",
        f"^RFW,H,,,A^FD{epc}^FS",
        f"^FO40,40^BXN,8,200^FD{epc}^FS",
        f"^FO300,60^A0N,70,70^FD{label_number(epc)}^FS",
        f"^FO300,160^A0N,30,30^FB460,2^FD{name}^FS",
        f"^FO300,250^A0N,24,24^FD{epc}^FS",
        f"^RFR,H,0,12,1^FN1^FS^HV1,,{EPC_SAID}^FS",
        f"^RFR,H,0,12,2^FN2^FS^HV2,,{TID_SAID}^FS",
        "^XZ", ""))


def read_back(answer: bytes) -> ReadBack | None:
    """Return what the printer read from the chip that it wrote; None while it is incomplete."""
    said = {name: value.decode().upper() for name, value in ANSWER.findall(answer)}
    if not said.get(b"EPC") or b"TID" not in said:
        return None
    try:
        decode_tag(said[b"EPC"])
    except NotATag:
        return None
    return ReadBack(said[b"EPC"], said[b"TID"])
