"""Is what the zone says printed on the page too? The page as a machine read it, line by line.

The machine accuses nobody: what it does not find, or finds written a little otherwise, is for the
eye. ICAO Doc 9303, part 3, says how a zone writes letters with marks, and that a month on the page
is a number or a word, one of them in English, French or Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from przystan.rooms.documents.rules.writing import unmarked
from przystan.rooms.documents.types import Field, MrzReading, PrintedPart, PrintMatch

# A line of this many characters without a gap is a zone's, not the page's.
ZONE_LENGTH = 28
# How many characters of a number may differ, and how many of a name: one in four.
NUMBER_SLIPS, NAME_SHARE, LEAST_LIKE = 2, 4, 4
# Words between a month and its year: the month again in another language.
MONTH_AGAIN = 2
MONTHS = ("JAN ENE", "FEB FEV", "MAR", "APR AVR ABR", "MAY MAI", "JUN JUIN", "JUL JUIL",
          "AUG AOU AGO", "SEP SET", "OCT", "NOV", "DEC DIC")
# One print, two characters: no eye tells them apart either.
SHAPES = str.maketrans("OQI", "001")
LETTERS = str.maketrans({
    "Ä": "AE", "Ö": "OE", "Ü": "UE", "Å": "AA", "Ø": "OE", "Æ": "AE", "Œ": "OE", "Ñ": "NXX",
    "Þ": "TH", "Ð": "D", "Đ": "D", "Ł": "L", "ß": "SS", "ẞ": "SS"})


def compare_printed(
    *, reading: MrzReading, lines: Sequence[str]
) -> tuple[PrintedPart, ...]:
    """Look for number, names, birth date and last day of a zone among the lines of the page.

    `lines` are the page's lines from above, the zone's own among them or not. A date that the
    zone does not tell whole is not looked for.
    """
    page = [line for line in lines if not _is_zone(line)]
    parts = [_number(reading.number, page), _names(reading, page)]
    tokens = [t for line in page for t in re.findall(r"\d+|[A-Z]+", _folded(line))]
    parts += [_day(field, day, tokens) for field, day in (
        (Field.BIRTH_DATE, reading.birth_date), (Field.EXPIRY_DATE, reading.expiry_date)) if day]
    return tuple(parts)


def _is_zone(line: str) -> bool:
    bare = line.replace(" ", "")
    return bare.count("<") > 1 or (len(bare) >= ZONE_LENGTH and bare == line.strip())


def _folded(text: str) -> str:
    """Capitals without marks; apostrophes leave no gap."""
    return unmarked(re.sub("[’'`ʼ]", "", text.upper()).translate(LETTERS))


def _number(number: str, page: Sequence[str]) -> PrintedPart:
    wanted = re.sub("[^A-Z0-9]", "", number).translate(SHAPES)
    best, slips = "", NUMBER_SLIPS + 1
    for line in page:
        found = re.sub("[^A-Z0-9]", "", line.upper())
        alignment = fuzz.partial_ratio_alignment(wanted, found.translate(SHAPES))
        if not wanted or alignment is None or len(found) < len(wanted):
            continue
        first = max(0, alignment.dest_start - alignment.src_start)
        piece = found[first:first + len(wanted)]
        distance = Levenshtein.distance(wanted, piece.translate(SHAPES))
        if distance < slips:
            best, slips = piece, distance
    if slips == 0:
        return PrintedPart(Field.NUMBER, number, best, PrintMatch.AGREES)
    match = PrintMatch.SIMILAR if best and slips * 2 < len(wanted) else PrintMatch.NOT_FOUND
    return PrintedPart(Field.NUMBER, number, best if match is PrintMatch.SIMILAR else "", match)


def _names(reading: MrzReading, page: Sequence[str]) -> PrintedPart:
    wanted = re.findall("[A-Z]+", f"{reading.family_name} {reading.given_names}".upper())
    # A zone may leave a mark out (MULLER) as well as write it in letters (MUELLER).
    texts = [form for line in page for form in (_folded(line), unmarked(line))]
    words = list(dict.fromkeys(w for text in texts for w in re.findall("[A-Z]+", text)))
    joined = [re.sub("[^A-Z]", "", text) for text in texts]
    found = [_word(word, words, joined) for word in wanted]
    match = (PrintMatch.NOT_FOUND if not any(found)
             else PrintMatch.AGREES if found == wanted else PrintMatch.SIMILAR)
    return PrintedPart(
        Field.NAMES, " ".join(wanted), " ".join(w or "…" for w in found) if any(found) else "",
        match)


def _word(word: str, words: Sequence[str], joined: Sequence[str]) -> str:
    """Return the word as the page has it, empty where it has none like it."""
    if word in words or (len(word) >= LEAST_LIKE and any(word in text for text in joined)):
        return word
    if len(word) < LEAST_LIKE:
        return ""
    slips = {other: Levenshtein.distance(word, other) for other in words}
    best = min(slips, key=lambda other: slips[other], default="")
    return best if best and slips[best] <= len(word) // NAME_SHARE else ""


def _day(field: Field, day: date, tokens: Sequence[str]) -> PrintedPart:
    # A zone has no century: the page has, and may contradict the one that was supposed.
    for match, year in ((PrintMatch.AGREES, day.year), (PrintMatch.SIMILAR, day.year - 100),
                        (PrintMatch.SIMILAR, day.year + 100)):
        for start in range(len(tokens)):
            for count in _dates_at(day, year, tokens[start:start + 3 + MONTH_AGAIN]):
                return PrintedPart(
                    field, day.isoformat(), " ".join(tokens[start:start + count]), match)
    return PrintedPart(field, day.isoformat(), "", PrintMatch.NOT_FOUND)


def _dates_at(day: date, year: int, tokens: Sequence[str]) -> Iterator[int]:
    """Yield how many tokens write it: day, month, year; month, day, year; year, month, day."""
    if len(tokens) < 3:
        return
    first, second, third = tokens[:3]
    if _is(first, day.day) and _is_month(second, day.month):
        again = 0
        while again < MONTH_AGAIN and 2 + again < len(tokens) and tokens[2 + again].isalpha():
            again += 1
        if 2 + again < len(tokens) and _is_year(tokens[2 + again], year):
            yield 3 + again
    if _is_month(first, day.month) and _is(second, day.day) and _is_year(third, year):
        yield 3
    if _is_year(first, year) and _is_month(second, day.month) and _is(third, day.day):
        yield 3


def _is(token: str, number: int) -> bool:
    return token.isdigit() and len(token) < 3 and int(token) == number


def _is_month(token: str, month: int) -> bool:
    if token.isdigit():
        return _is(token, month)
    return any(token.startswith(sign) for sign in MONTHS[month - 1].split())


def _is_year(token: str, year: int) -> bool:
    return token in (str(year), f"{year % 100:02d}")
