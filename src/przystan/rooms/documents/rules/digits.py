"""Check digits of ICAO 9303-3, section 4.9: weights 7, 3, 1; 0–9, A–Z as 10–35, the filler 0."""

from __future__ import annotations

import string

ALPHABET = string.digits + string.ascii_uppercase
FILLER = "<"
VALUES = {c: n for n, c in enumerate(ALPHABET)} | {FILLER: 0}
WEIGHTS = (7, 3, 1)
# Characters that a reader or an eye confuses and whose values are equal modulo 10: the check
# digit is the same for each, so it cannot tell them apart.
LOOKALIKES = ("6GQ", "FP", "S8", "1L", "HR", "0U", "MW")


def check_digit(text: str) -> str:
    """Return the check digit of a text of the zone."""
    return str(sum(VALUES[c] * WEIGHTS[n % 3] for n, c in enumerate(text)) % 10)


def lookalikes(character: str) -> str:
    """Return the characters that a check digit cannot tell from this one."""
    return "".join(
        other for group in LOOKALIKES if character in group for other in group
        if other != character
    )
