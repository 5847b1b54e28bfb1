"""Write a telephone number one way: E.164, so that one number is found as one."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

_E164 = re.compile(r"\+[1-9]\d{6,14}\Z")


@lru_cache(maxsize=4096)
def to_e164(number: str, region: str = "PL") -> str | None:
    """Write a number as E.164; None for a caller who hides it or for what is no number.

    Numbers of ranges that are not in use (specimens) are kept. Source: ITU-T E.164.
    """
    plain = re.sub(r"[\s()./-]", "", number)
    if _E164.match(plain):
        return plain
    try:
        parsed = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
