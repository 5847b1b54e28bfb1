"""Keys under which a person is stored and asked for: signed 64-bit hashes of parts that agree.

A person is found by any of: the birth date; a word of the name with the birth date (when asked,
with every date that one slip makes of it); two words, in any order, with the year or with the day
and month, or alone; one word with the beginning or the end of another; a class of given names with
a family name; a number or a phone. Words stand as codes, so scripts and spellings do not matter.

The lowest bit of a key says whether it is broad: many persons may stand under it, and it is asked
with a limit of its own. docs/ways/matching.md gives the statement and its measured times.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

from przystan.rooms.people.rules.matching.births import UNKNOWN, birth_digits
from przystan.rooms.people.rules.matching.words import Name, Part, Word, names_of_record
from przystan.rooms.people.types import MatchRecord

MAX_WORDS = 4
MAX_KEYS_TO_ASK = 320
"""A question's keys at most: the slips of a birth date are cut first."""
STORED_CODES = 3
FIRST_YEAR, LAST_YEAR = 1900, 2059
"""Years that a slip of a birth date may lead to."""


def is_broad(key: int) -> bool:
    """Whether many persons may stand under the key: ask it with a limit of its own."""
    return bool(key & 1)


def keys_of(record: MatchRecord) -> tuple[int, ...]:
    """Return the keys under which a person is stored, sorted, each once."""
    return tuple(sorted(set(_own_keys(record))))


def keys_to_ask(record: MatchRecord) -> tuple[int, ...]:
    """Return the keys to ask for a record, narrow before broad, at most MAX_KEYS_TO_ASK.

    They are the record's own keys and, for a full birth date, every word of the name with each
    date that one slip makes of it: day and month swapped, a digit wrong, two digits swapped, the
    other century.
    """
    own = dict.fromkeys(_own_keys(record))
    narrow = [key for key in own if not is_broad(key)]
    broad = [key for key in own if is_broad(key)]
    room = max(MAX_KEYS_TO_ASK - len(broad), 0)
    slips = [key for key in dict.fromkeys(_slip_keys(record)) if key not in own]
    return tuple((narrow + slips)[:room] + broad)[:MAX_KEYS_TO_ASK]


def _own_keys(record: MatchRecord) -> Iterator[int]:
    digits = birth_digits(record)
    for number in (*record.documents, record.pesel):
        if number:
            yield _key("n", number)
    for phone in record.phones:
        yield _key("f", phone, broad=True)
    if digits and UNKNOWN not in (digits[4:6], digits[6:]):
        yield _key("d", digits, broad=digits[4:] == "0101")
    for name in names_of_record(record.names):
        yield from _name_keys(_key_words(name), digits)


def _key_words(name: Name) -> tuple[Word, ...]:
    strong = tuple(w for w in name if not w.is_particle and w.part is not Part.PATRONYMIC)
    long = tuple(w for w in strong if not w.is_initial)
    return (long or strong or name)[:MAX_WORDS]


def _name_keys(words: tuple[Word, ...], digits: str) -> Iterator[int]:
    year, day = digits[:4], digits[4:]
    has_day = bool(digits) and UNKNOWN not in (day[:2], day[2:])
    if has_day:
        yield from (_key("t", c, digits) for w in words for c in _codes(w))
    for kind, parts in _word_parts(words):
        yield _key(kind, *parts, broad=True)
        if year and kind != "h":
            yield _key(kind, *parts, year)
        if has_day and kind == "p":
            yield _key("m", *parts, day)
    if year:
        # With the year one letter of the other word is enough, so that a slip leaves one of two.
        for left, right in combinations(words, 2):
            yield from (_key("h", *half, year) for half in _halves(left, right, 1))


def _word_parts(words: tuple[Word, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what the words are stored under: a lone word, pairs, halves, classes of given names."""
    if len(words) == 1:
        yield from (("w", (code,)) for code in _codes(words[0]))
    for left, right in combinations(words, 2):
        yield from (("p", pair) for pair in _code_pairs(left, right))
        yield from (("h", half) for half in _halves(left, right, 2))
        yield from (("c", named) for named in _classes(left, right))


def _codes(word: Word) -> tuple[str, ...]:
    return word.sounds.codes[:STORED_CODES]


def _code_pairs(left: Word, right: Word) -> set[tuple[str, str]]:
    return {(min(a, b), max(a, b)) for a in _codes(left) for b in _codes(right)}


def _halves(left: Word, right: Word, size: int) -> Iterator[tuple[str, str]]:
    for whole, part in ((left, right), (right, left)):
        full, cut = whole.sounds.codes[0], part.sounds.codes[0]
        yield full, "<" + cut[:size]
        yield full, ">" + cut[-size:]


def _classes(left: Word, right: Word) -> Iterator[tuple[str, str]]:
    for given, other in ((left, right), (right, left)):
        if given.part is not Part.FAMILY:
            for name in sorted(given.classes):
                yield from ((name, code) for code in _codes(other))


def _slip_keys(record: MatchRecord) -> Iterator[int]:
    digits = birth_digits(record)
    if not digits or UNKNOWN in (digits[4:6], digits[6:]):
        return
    words = [w for name in names_of_record(record.names) for w in _key_words(name)]
    codes = dict.fromkeys(code for word in words for code in word.sounds.codes[:1])
    codes |= dict.fromkeys(code for word in words for code in _codes(word))
    for slip in slips_of(digits):
        yield from (_key("t", code, slip) for code in list(codes)[:MAX_WORDS])


@lru_cache(maxsize=16384)
def slips_of(digits: str) -> tuple[str, ...]:
    """Return the birth dates that one slip makes of eight digits, the commonest slips first."""
    found = [digits[:4] + digits[6:] + digits[4:6]]
    found += [century + digits[2:] for century in ("19", "20")]
    found += [digits[:n] + digits[n + 1] + digits[n] + digits[n + 2:] for n in range(7)]
    found += [digits[:n] + d + digits[n + 1:] for n in (7, 5, 3, 6, 4, 2) for d in "0123456789"]
    return tuple(slip for slip in dict.fromkeys(found) if slip != digits and _is_date(slip))


def _is_date(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _key(*parts: str, broad: bool = False) -> int:
    digest = blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    number = int.from_bytes(digest, "big", signed=True)
    return number | 1 if broad else number & ~1
