"""What a word of a name sounds like: its readings, in one alphabet for every script, and its codes.

A *sound* is a word in a small alphabet: one letter a sound, `g` for g, h and kh (the Ukrainian
and the Russian г, the Polish h and ch), š č ž c for the sibilants. Cyrillic, Georgian and Armenian
are read letter by letter; a Latin word is read in every spelling that its letters allow. *Main*
readings are those of the documents of this office's visitors (English as in ICAO 9303-3 and the
Ukrainian resolution 55 of 2010, Polish, ISO 9 and its relatives, the Belarusian passport);
*further* ones (French, Italian, German, Spanish, Chinese, Japanese, Latin endings) find a word but
prove less. A *code* is the coarse skeleton of a sound, its consonants in nine classes: what is
stored as a key. Measured by bench/matching/tokens.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from przystan.rooms.people.rules.scripts import LATIN_EXTRA, script_of

Reader = Callable[[str], str]
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ж": "ž",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "v", "ф": "f", "х": "g",
    "ц": "c", "ч": "č", "ш": "š", "щ": "š", "ы": "i", "э": "e", "ю": "iu", "я": "ia", "ь": "",
    "ъ": "", "ё": "io", "ј": "i", "љ": "l", "њ": "n", "џ": "ž", "ћ": "č", "ђ": "ž", "ѓ": "g",
    "ќ": "k", "ѕ": "z", "қ": "k", "ғ": "g", "ң": "n", "ө": "o", "ү": "u", "ұ": "u", "һ": "g",
    "ә": "a", "ҳ": "g", "ҷ": "ž", "ӣ": "i", "ӯ": "u",
}
# The national system of Georgia (2002) and the letters of Armenian passports, as sounds.
GEORGIAN = dict(zip(
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "abgdevztiklmnopžrstupkgkšcczcčgžg", strict=True,
)) | {"ჩ": "č", "ძ": "z"}
ARMENIAN = dict(zip(
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ", "abgdezeitžilgckgzgčminšočpžrsvtrcvpkof",
    strict=True,
)) | {"և": "ev"}
VOWELS = "aeiou"
CLASSES = {
    **dict.fromkeys("cčšžsz", "S"), **dict.fromkeys("kg", "K"), **dict.fromkeys("fv", "F"),
}
MAX_CODES = 4
"""Codes of one word that are kept: 99 of 100 words of the office's visitors have no more."""


@dataclass(frozen=True)
class Sounds:
    """A word without diacritics, in sounds (main, further), and its codes; the surest first."""

    plain: str
    main: frozenset[str]
    further: frozenset[str]
    codes: tuple[str, ...]


def _reader(rules: str) -> Reader:
    pairs = dict(rule.split(":") for rule in rules.split())
    pattern = re.compile("|".join(sorted(map(re.escape, pairs), key=len, reverse=True)))
    return lambda text: pattern.sub(lambda found: pairs[found.group()], text)


_ENGLISH = _reader(
    "shch:š szcz:š sz:š cz:č tsch:č tch:č sch:š sh:š zh:ž dzh:ž dj:ž ch:č kh:g gh:g ph:f th:t dh:d"
    " bh:b ts:c tz:c ck:k qu:kv q:k x:ks w:v y:i j:ž ce:se ci:si cy:si c:k h:g")
_POLISH = _reader(
    "szcz:š sz:š cz:č ch:g rz:ž ż:ž ź:z ś:s ć:č ń:n ó:u dź:ž dż:ž dz:z w:v j:i y:i x:ks ph:f th:t"
    " q:k kh:g h:g ą:on ę:en ł:l"
    " cia:ča cie:če cio:čo ciu:ču")
_ISO = _reader("š:š č:č ž:ž ř:ž ć:č ś:s ch:g kh:g h:g j:i y:i w:v x:g c:c đ:ž ŝ:š ș:š ş:š ț:c ţ:c")
_TURKIC = _reader("ş:š ç:č c:ž j:ž ğ:g x:g q:k h:g y:i w:v ı:i ö:o ü:u ə:a ň:n ž:ž")
_SOFT = re.compile("(?<=[aeiou])h(?![aeiou])|gh(?=[tn])")


def _plain(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.translate(LATIN_EXTRA))
    return "".join(c for c in split if not unicodedata.combining(c))


def _belarusian(word: str) -> str:
    return _ENGLISH(re.sub("(?<=[aeo])u(?=s|$)", "v", word))


def _w_as_vowel(word: str) -> str:
    return _ENGLISH(_SOFT.sub("", word).replace("wh", "u").replace("w", "u"))


def _soft_g(word: str) -> str:
    return _ENGLISH(re.sub("g(?=[eiy])", "j", word))


def _silent_h(word: str) -> str:
    return re.sub("(?:^|(?<=[aeiou]))h(?=[aeiou])", "", word)


def _french(word: str) -> str:
    ended = re.sub("(?<=[a-z]{2})(?:[sxtdzp]+|er|ez|et|ent)$", "", word)
    for spelt, said in (("ill", "i"), ("ch", "sh"), ("gn", "n"), ("qu", "k"), ("j", "zh")):
        ended = ended.replace(spelt, said)
    soft = re.sub("g(?=[eiy])", "zh", re.sub("c(?=[eiy])", "s", ended))
    return _ENGLISH(re.sub("(?<![szckg])h", "", soft))


def _italian(word: str) -> str:
    soft = re.sub("c(?=[ei])", "č", re.sub("cc(?=[ei])", "č", word)).replace("sč", "š")
    hard = soft.replace("gli", "li").replace("ch", "k").replace("gh", "g").replace("gn", "n")
    return _ENGLISH(re.sub("g(?=[ei])", "j", hard))


def _german(word: str) -> str:
    return _ENGLISH(
        word.replace("sch", "š").replace("ch", "h").replace("j", "i").replace("tz", "z")
        .replace("z", "ts").replace("v", "f"))


def _chinese(word: str) -> str:
    return _ENGLISH(word.replace("ng", "n").replace("x", "s").replace("q", "ts"))


# A pattern that a word must have, and how it is then read.
MAIN: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile("sz|cz|rz|ch|c|w|j|[żźśćńąęó]"), _POLISH),
    (re.compile("[šžčřćđŝ]"), _ISO),
    (re.compile("[şçğıəöüň]"), _TURKIC),
    (re.compile("[aeo]u(?:s|$)"), lambda word: _belarusian(_plain(word))),
    (re.compile("^h[aeiou]|[aeiou]h[aeiou]"), lambda word: _ENGLISH(_silent_h(_plain(word)))),
)
FURTHER: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile("w|gh"), _w_as_vowel),
    (re.compile("g[eiy]"), _soft_g),
    (re.compile("h"), lambda word: _ENGLISH(re.sub("(?<![kscgztpdb])h", "", word))),
    (re.compile("ch"), lambda word: _ENGLISH(word.replace("ch", "t"))),
    (re.compile("ch"), lambda word: _ENGLISH(word.replace("ch", "k"))),
    (re.compile("j"), lambda word: _ENGLISH(word.replace("j", "h"))),
    (re.compile("th"), lambda word: _ENGLISH(word.replace("th", "s"))),
    (re.compile("[sxtdzp]$|er$|ill|ch|gn|qu|j|c[eiy]|g[eiy]"), _french),
    (re.compile("c[ei]|g[ein]|ch|gh|gli"), _italian),
    (re.compile("ch|j|z|v"), _german),
    (re.compile("ng|x|q"), _chinese),
    (re.compile("..(?:us|os|is|as|es|s)$"),
     lambda word: _ENGLISH(re.sub("(?<=..)(?:us|os|is|as|es|s)$", "", word))),
)


@lru_cache(maxsize=131072)
def sounds_of(word: str) -> Sounds:
    """Return the readings of a lower-case word in any script."""
    plain = _plain(word)
    script = script_of(word)
    further: list[str] = []
    if script == "Latn":
        composed = unicodedata.normalize("NFC", word)
        main = [_ENGLISH(plain)]
        main += [read(composed) for found, read in MAIN if found.search(composed)]
        further = [read(plain) for found, read in FURTHER if found.search(plain)]
    else:
        main = _letters(word)
    heard = tuple(dict.fromkeys(s for text in main if (s := _settle(text)))) or (plain or word,)
    others = tuple(dict.fromkeys(
        s for text in further if (s := _settle(text)) and s not in heard))
    codes = tuple(dict.fromkeys(skeleton(text) for text in (*heard, *others)))
    return Sounds(plain, frozenset(heard), frozenset(others), codes[:MAX_CODES])


def _letters(word: str) -> list[str]:
    """Read a word letter by letter; one of mixed or unknown script keeps what is not known."""
    known = CYRILLIC | GEORGIAN | ARMENIAN
    armenian = word.replace("ու", "u").replace("ո", "vo", 1) if word[0] == "ո" else \
        word.replace("ու", "u")
    read = "".join(known.get(c, c) for c in armenian)
    found = [_ENGLISH(_plain(read)) if re.search("[a-z]", word) else read]
    if word[0] == "հ":
        found.append(read[1:])
    if "ё" in word:
        found.append("".join(known.get(c, c) for c in word.replace("ё", "е")))
    return found


@lru_cache(maxsize=131072)
def _settle(text: str) -> str:
    """Write what sounds alike alike: no doubled letters, no glides before e, i, o, u."""
    split = unicodedata.normalize("NFKD", text.replace("š", "\1").replace("č", "\2")
                                  .replace("ž", "\3"))
    bare = "".join(c for c in split if not unicodedata.combining(c))
    bare = bare.replace("\1", "š").replace("\2", "č").replace("\3", "ž").replace("h", "g")
    bare = re.sub("d+(?=[zž])|t+(?=[cčš])", "", bare.replace("y", "i").replace("w", "v"))
    bare = re.sub("i(?=[eiou])", "", re.sub(r"(.)\1+", r"\1", bare))
    return re.sub(r"(.)\1+", r"\1", re.sub("of$", "ov", bare))


@lru_cache(maxsize=131072)
def skeleton(sound: str) -> str:
    """Return the consonants of a sound in classes, a vowel only where it begins the word."""
    spoken = re.sub("(?<=[aeiou])g(?=[bcdfgklmnpqrstvzčšž])|[dt](?=[cčšžsz])", "", sound)
    kinds = ((letter, CLASSES.get(letter, letter.upper())) for letter in spoken)
    found = "".join("a" if letter in VOWELS else kind for letter, kind in kinds)
    merged = re.sub(r"([^a])\1+", r"\1", found)
    return merged[:1].upper() + merged[1:].replace("a", "") or sound.upper()
