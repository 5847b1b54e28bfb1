"""Reading one cell: pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from przystan.platform.clock.public import OFFICE_ZONE
from przystan.platform.tables.types import Column, Kind

POLISH_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
YES = {"tak", "t", "yes", "y", "true", "1", "x"}
NO = {"nie", "n", "no", "false", "0", "-"}
EXPECTED = {
    Kind.DATE: "a date that exists, DD.MM.YYYY or YYYY-MM-DD",
    Kind.PARTIAL_DATE: "a date that exists, DD.MM.YYYY, MM.YYYY, YYYY or YYYY-MM-DD",
    Kind.INSTANT: "a date and time that exist, DD.MM.YYYY HH:MM or YYYY-MM-DD HH:MM",
    Kind.INTEGER: "a whole number",
    Kind.DECIMAL: "a number",
    Kind.YES_NO: "tak or nie (yes or no)",
    Kind.TEXT: "a text",
}


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class BadValue(ValueError):
    """A cell cannot be read; the message says what was expected."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a word as headings and choices are compared: no case, diacritics or double spaces."""
    split = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    bare = "".join(c for c in split if not unicodedata.combining(c))
    return " ".join(bare.replace("_", " ").split())


def read_value(text: str, column: Column) -> object:
    """Return a cell's value, None for an empty one. Raises BadValue."""
    text = text.strip()
    if not text:
        if column.is_required:
            raise BadValue("a value: this column is required")
        return None
    if "\ufffd" in text:
        raise BadValue("whole letters: the text is cut or in two encodings")
    return READERS[column.kind](text, column)


def _expected(column: Column) -> str:
    return column.expected or EXPECTED[column.kind]


def _text(text: str, column: Column) -> str:
    if len(text) > column.max_length:
        raise BadValue(f"at most {column.max_length} characters")
    if "\x00" in text or (column.pattern and not re.fullmatch(column.pattern, text)):
        raise BadValue(_expected(column))
    return text


def _day(text: str) -> date | None:
    for pattern, order in ((POLISH_DATE, (3, 2, 1)), (ISO_DATE, (1, 2, 3))):
        found = pattern.fullmatch(text)
        if found:
            try:
                return date(*(int(found.group(n)) for n in order))
            except ValueError:
                return None
    return None


def _date(text: str, column: Column) -> date:
    # A spreadsheet's day comes with a midnight.
    found = _day(re.sub(r"[ T]00:00(:00)?$", "", text))
    if found is None:
        raise BadValue(_expected(column))
    return found


def _partial_date(text: str, column: Column) -> tuple[date, str]:
    if re.fullmatch(r"\d{4}", text) and int(text) > 0:
        return date(int(text), 1, 1), "year"
    month = re.fullmatch(r"(\d{1,2})\.(\d{4})", text)
    if month and 1 <= int(month.group(1)) <= 12 and int(month.group(2)) > 0:
        return date(int(month.group(2)), int(month.group(1)), 1), "month"
    return _date(text, column), "day"


def _instant(text: str, column: Column) -> datetime:
    day_text, _, clock_text = text.replace("T", " ").partition(" ")
    day, clock = _day(day_text), CLOCK.fullmatch(clock_text.strip())
    if day is None or (clock_text and clock is None):
        raise BadValue(_expected(column))
    parts = [int(p or 0) for p in clock.groups()] if clock else [0, 0, 0]
    try:
        return datetime.combine(day, time(parts[0], parts[1], parts[2]), OFFICE_ZONE)
    except ValueError as error:
        raise BadValue(_expected(column)) from error


def _integer(text: str, column: Column) -> int:
    bare = re.sub(r"[\s\u00a0]", "", text)
    if not re.fullmatch(r"[+-]?\d{1,15}(\.0+)?", bare):
        raise BadValue(_expected(column))
    return int(bare.split(".")[0])


def _decimal(text: str, column: Column) -> Decimal:
    bare = re.sub(r"[\s\u00a0]", "", text).replace(",", ".")
    try:
        number = Decimal(bare)
    except InvalidOperation as error:
        raise BadValue(_expected(column)) from error
    if not number.is_finite():
        raise BadValue(_expected(column))
    return number


@lru_cache(maxsize=64)
def _words(choices: tuple[tuple[str, object], ...]) -> dict[str, object]:
    return {plain(word): value for word, value in choices}


def _choice(text: str, column: Column) -> object:
    words = _words(tuple(column.choices.items()))
    if plain(text) not in words:
        shown = ", ".join(list(column.choices)[:12])
        raise BadValue(column.expected or f"one of: {shown}")
    return words[plain(text)]


def _yes_no(text: str, column: Column) -> bool:
    word = plain(text)
    if word in YES or word in NO:
        return word in YES
    raise BadValue(_expected(column))


READERS: dict[Kind, Callable[[str, Column], object]] = {
    Kind.TEXT: _text, Kind.DATE: _date, Kind.PARTIAL_DATE: _partial_date,
    Kind.INSTANT: _instant, Kind.INTEGER: _integer, Kind.DECIMAL: _decimal,
    Kind.CHOICE: _choice, Kind.YES_NO: _yes_no,
}


def harmless(text: str) -> str:
    """Return a text for a CSV cell; one that a spreadsheet would compute gets an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
