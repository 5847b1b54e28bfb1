"""Spellings of names for the benchmarks, made by others' libraries or from the standard's text.

Nothing here is taken from the product's rules: what is measured must not be what measures.
"""

from __future__ import annotations

import random

import iuliia
import translitua

UKRAINIAN = (
    translitua.UkrainianKMU, translitua.UkrainianPassport2007, translitua.UkrainianPassport2004Alt,
    translitua.UkrainianNational1996, translitua.UkrainianBGN, translitua.UkrainianSimple,
    translitua.UkrainianGerman, translitua.UkrainianFrench, translitua.UkrainianWWS,
    translitua.UkrainianGOST1986,
)
RUSSIAN = (
    iuliia.ICAO_DOC_9303, iuliia.MVD_310, iuliia.MVD_310_FR, iuliia.MVD_782, iuliia.GOST_52535,
    iuliia.BGN_PCGN, iuliia.WIKIPEDIA, iuliia.YANDEX_MONEY, iuliia.GOST_7034,
)


def passport(word: str) -> str:
    """Resolution 55 of 2010, as Ukrainian passports have it."""
    return translitua.translit(word, translitua.UkrainianKMU)


def other_ukrainian(word: str, rng: random.Random) -> str:
    """One of the other romanisations of Ukrainian that papers have."""
    return translitua.translit(word, rng.choice(UKRAINIAN[1:]))


def russian(word: str) -> str:
    """The Russian passport form (ICAO 9303)."""
    return iuliia.translate(word, schema=iuliia.ICAO_DOC_9303)


def other_russian(word: str, rng: random.Random) -> str:
    """One of the other romanisations of Russian that papers have."""
    return iuliia.translate(word, schema=rng.choice(RUSSIAN[1:]))


# The transcription of Ukrainian in Polish: Wielki słownik ortograficzny PWN, section 77.
PLAIN = {
    "а": "a", "б": "b", "в": "w", "г": "h", "ґ": "g", "д": "d", "е": "e", "ж": "ż", "з": "z",
    "и": "y", "і": "i", "й": "j", "к": "k", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz",
    "щ": "szcz", "ы": "y", "э": "e", "ъ": "", "'": "", "’": "",
}
IOTATED = {"є": "e", "ї": "i", "ю": "u", "я": "a", "ё": "o"}
SOFTENED = {"з": "ź", "л": "l", "н": "ń", "с": "ś", "ц": "ć"}
VOWELS = "аеєиіїоуюяыэё"


def polish(word: str) -> str:
    """Write a Ukrainian name as Polish orthography transcribes it."""
    low, out = word.lower(), []
    for n, letter in enumerate(low):
        before, after = low[n - 1] if n else "", low[n + 1] if n + 1 < len(low) else ""
        if letter == "ь":
            continue
        if letter in SOFTENED and after == "ь":
            out.append(SOFTENED[letter])
        elif letter == "л":
            out.append("l" if after and after in "іїєюяь" else "ł")
        elif letter in IOTATED:
            glide = "j" if not before or before in VOWELS + "ь'’" else "i"
            is_after_l = before == "л" and letter != "ї"
            out.append(("" if is_after_l else glide) + IOTATED[letter])
        else:
            out.append(PLAIN.get(letter, letter))
    return "".join(out).replace("ii", "i").title()


KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def typo(word: str, rng: random.Random) -> str:
    """Put one slip of the fingers into a word: a letter too few, too many, wrong or misplaced."""
    at = rng.randrange(len(word))
    kind = rng.choice(("leave", "add", "change", "swap"))
    if kind == "swap" and len(word) > 1:
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    if kind == "leave" and len(word) > 2:
        return word[:at] + word[at + 1:]
    letter = _neighbour(word[at], rng)
    return word[:at] + letter + (word[at:] if kind == "add" else word[at + 1:])


def _neighbour(letter: str, rng: random.Random) -> str:
    for row in KEYBOARD:
        at = row.find(letter.lower())
        if at >= 0:
            return row[max(0, min(len(row) - 1, at + rng.choice((-1, 1))))]
    return rng.choice("aeiounrst")
