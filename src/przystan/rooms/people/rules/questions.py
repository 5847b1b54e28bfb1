"""What a search text asks for: a PESEL, a document, a phone, a birth date, or words of a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from przystan.rooms.people.rules.identifiers import InvalidPhone, normal_number, normal_phone
from przystan.rooms.people.rules.scripts import clean_name, name_tokens, readings

POLISH_DATE = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
ISO_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
MAX_WORDS = 6
MIN_PHONE_DIGITS = 7
LEAST_NAME = 4


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
    if not any(c.isdigit() for c in rest):
        return Question(birth_date=birth_date, words=_words(rest))
    # A short word beside digits is the series of a document, a longer one is a name.
    names = [w for w in rest.split() if w.isalpha() and len(w) >= LEAST_NAME]
    numbers = " ".join(w for w in rest.split() if w not in names)
    found = _numbers(normal_number(numbers), numbers, birth_date)
    return replace(found, words=_words(" ".join(names)))


def _words(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((t, readings(t)) for t in name_tokens(text)[:MAX_WORDS])


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
