"""What an SMS to the office asks: the status of a case by its sign or number, and the code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LONGEST = 160
_ASKS = re.compile(r"(?:status\s+)?(?P<case>[\w./-]+)\s+(?P<pin>\d{4,8})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SmsQuestion:
    """A case's sign or status number, and the code, which never shows in a representation."""

    case: str
    pin: str = field(repr=False)


def read_sms(text: str) -> SmsQuestion | None:
    """Read "SIGN CODE", perhaps after the word status; None for anything else."""
    words = " ".join(text.split())
    found = _ASKS.fullmatch(words) if len(words) <= LONGEST else None
    return SmsQuestion(found["case"].upper(), found["pin"]) if found else None
