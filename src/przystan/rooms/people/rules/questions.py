"""What a search text asks for: a PESEL, a document, a phone, a birth date, or words of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from przystan.rooms.people.rules.identifiers import InvalidPhone, normal_number, normal_phone
from przystan.rooms.people.rules.scripts import clean_name, name_tokens, readings

POLISH_DATE = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
ISO_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
MAX_WORDS = 6
MIN_PHONE_DIGITS = 7


@dataclass(frozen=True)
class Question:
    """A search text taken apart. Each word of a name comes with its readings."""

    number: str = ""
    pesel: str = ""
    phone: str = ""
    birth_date: date | None = None
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be sought by it."""
        return not (self.number or self.pesel or self.phone or self.birth_date or self.words)


def read_question(text: str) -> Question:
    """Take a search text apart. Any text is a question, if only an empty one."""
    plain = clean_name(text)[:200]
    birth_date, rest = _take_date(plain)
    number = normal_number(rest)
    if rest and any(c.isdigit() for c in rest):
        return _numbers(number, rest, birth_date)
    words = tuple((t, readings(t)) for t in name_tokens(rest)[:MAX_WORDS])
    return Question(birth_date=birth_date, words=words)


def _take_date(text: str) -> tuple[date | None, str]:
    for pattern, order in ((POLISH_DATE, (3, 2, 1)), (ISO_DATE, (1, 2, 3))):
        found = pattern.search(text)
        if found:
            try:
                day = date(*(int(found.group(g)) for g in order))
            except ValueError:
                continue
            return day, (text[: found.start()] + text[found.end():]).strip()
    return None, text


def _numbers(number: str, rest: str, birth_date: date | None) -> Question:
    digits = sum(c.isdigit() for c in number)
    phone = ""
    if digits >= MIN_PHONE_DIGITS and not any(c.isalpha() for c in rest):
        try:
            phone = normal_phone(rest)
        except InvalidPhone:
            phone = ""
    pesel = number if len(number) == 11 and number.isdigit() else ""
    ascii_number = number if number.isascii() and len(number) >= 3 else ""
    return Question(number=ascii_number, pesel=pesel, phone=phone, birth_date=birth_date)
