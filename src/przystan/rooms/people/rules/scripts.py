"""Names as written: cleaning, script, and their readings in plain Latin letters.

A reading is what a clerk may type for a name: Cyrillic gives the Ukrainian (Cabinet of Ministers
resolution 55 of 2010), the Russian and the Belarusian passport form (ICAO 9303-3, section 6) and
the Polish transcription; Latin gives itself without diacritics and, where it is spelt in the
Polish way, the English spelling of the same sounds.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

LATIN_EXTRA = str.maketrans({
    "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th",
    "ð": "d", "ə": "a", "ħ": "h", "ŋ": "n",
})
ICAO_COMMON = {
    "а": "a", "б": "b", "в": "v", "д": "d", "е": "e", "ж": "zh", "з": "z", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "ґ": "g", "є": "ie", "і": "i", "ї": "i", "ў": "u", "ё": "e", "ъ": "ie", "ы": "y",
    "э": "e",
}
UKRAINIAN = {**ICAO_COMMON, "г": "h", "и": "y"}
UKRAINIAN_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
RUSSIAN = {**ICAO_COMMON, "г": "g", "и": "i"}
BELARUSIAN = {**ICAO_COMMON, "г": "h", "и": "i", "ё": "io"}
POLISH = {
    **ICAO_COMMON, "в": "w", "г": "h", "ж": "z", "и": "y", "й": "j", "х": "ch", "ц": "c",
    "ч": "cz", "ш": "sz", "щ": "szcz", "ю": "ju", "я": "ja", "є": "je", "ї": "ji", "ё": "jo",
}
POLISH_RUSSIAN = {**POLISH, "г": "g", "и": "i"}
# Longest first. A Polish spelling is read as the English spelling of the same sounds.
POLISH_TO_ENGLISH = (
    ("szcz", "shch"), ("sz", "sh"), ("cz", "ch"), ("ch", "kh"), ("rz", "zh"), ("ż", "zh"),
    ("ź", "z"), ("ś", "s"), ("ć", "c"), ("ń", "n"), ("ó", "u"), ("w", "v"), ("j", "i"),
    ("c", "ts"),
)
POLISH_MARKS = re.compile("sz|cz|rz|ż|w|j")
SCRIPTS = (
    ("LATIN", "Latn"), ("CYRILLIC", "Cyrl"), ("GEORGIAN", "Geor"), ("ARMENIAN", "Armn"),
    ("ARABIC", "Arab"), ("DEVANAGARI", "Deva"), ("CJK", "Hani"), ("HEBREW", "Hebr"),
    ("GREEK", "Grek"), ("HANGUL", "Hang"), ("THAI", "Thai"), ("BENGALI", "Beng"),
)
MAX_WORD = 60
NOT_IN_TOKENS = re.compile(r"[^\w]+")
APOSTROPHES = re.compile("['’ʼ`´ʹ′]")


def clean_name(text: str) -> str:
    """Compose, drop invisible and direction characters, and collapse spaces."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        " " if c.isspace() else c for c in composed if c.isspace() or _is_visible(c)
    )
    return " ".join(visible.split())


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Cf", "Cc", "Cs", "Co", "Cn"}


def script_of(text: str) -> str:
    """Return the ISO 15924 code of the letters, Zyyy where there is none, Zxxx where they mix."""
    found = {_script_of_letter(c) for c in text if c.isalpha()}
    if not found:
        return "Zyyy"
    return found.pop() if len(found) == 1 else "Zxxx"


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((code for prefix, code in SCRIPTS if name.startswith(prefix)), "Zzzz")


def name_tokens(text: str) -> tuple[str, ...]:
    """Split a name into lower-case words; a hyphen splits, an apostrophe does not."""
    plain = APOSTROPHES.sub("", clean_name(text)).casefold()
    return tuple(t for t in NOT_IN_TOKENS.split(plain) if t)


@lru_cache(maxsize=65536)
def readings(token: str) -> tuple[str, ...]:
    """Return the plain forms under which a lower-case word is stored and sought, sorted."""
    script = script_of(token)
    if script == "Cyrl":
        return tuple(sorted(_cyrillic(token)))
    if script in {"Latn", "Zyyy"}:
        return tuple(sorted(_latin(token)))
    return (unicodedata.normalize("NFKC", token),)


def _cyrillic(token: str) -> set[str]:
    # "зг" would read as "zh" otherwise, and be taken for "ж" (resolution 55, note 1).
    ukrainian = token.replace("зг", "zgh")
    head = UKRAINIAN_INITIAL.get(token[0], "")
    spelt = head + _spell(ukrainian[1:], UKRAINIAN) if head else _spell(ukrainian, UKRAINIAN)
    found = {
        spelt, _spell(token, RUSSIAN), _spell(token, BELARUSIAN), _spell(token, POLISH),
        _spell(token, POLISH_RUSSIAN),
    }
    return {f for f in found if f} or {token}


def _spell(token: str, letters: dict[str, str]) -> str:
    return "".join(letters.get(c, c) for c in token)


def _latin(token: str) -> set[str]:
    found = {plain_latin(token)}
    if POLISH_MARKS.search(token):
        found.add(plain_latin(_english_spelling(token)))
    return found


def _english_spelling(token: str) -> str:
    out, at = [], 0
    while at < len(token):
        for polish, english in POLISH_TO_ENGLISH:
            if token.startswith(polish, at):
                out.append(english)
                at += len(polish)
                break
        else:
            out.append(token[at])
            at += 1
    return "".join(out)


def plain_latin(text: str) -> str:
    """Return lower-case Latin letters without diacritics."""
    split = unicodedata.normalize("NFKD", text.casefold().translate(LATIN_EXTRA))
    return "".join(c for c in split if not unicodedata.combining(c))


def search_words(
    names: tuple[tuple[str, str], ...], birth_date: date | None
) -> tuple[str, ...]:
    """Return every word under which a person is sought: names (family, given), birth date."""
    found: set[str] = set()
    for family, given in names:
        for token in name_tokens(f"{family} {given}"):
            forms = readings(token)
            found.update(form[:MAX_WORD] for form in forms)
            found.update(initial_word(form) for form in forms)
    if birth_date:
        found.add(birth_word(birth_date))
    return tuple(sorted(found))


def initial_word(form: str) -> str:
    """Return a word's first letter as a word of its own: as a beginning it is a tenth of all."""
    return f"^{form[0]}"


def birth_word(day: date) -> str:
    """Return a birth date as a word that no name can be."""
    return f"={day:%Y%m%d}"


def quoted(word: str) -> str:
    """Return a word as tsvector and tsquery write it."""
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _sought(form: str, *, whole: bool) -> str:
    if whole:
        return quoted(form)
    return quoted(initial_word(form)) if len(form) == 1 else f"{quoted(form)}:*"


def as_query(words: tuple[tuple[str, ...], ...], *, whole: bool, birth_date: date | None) -> str:
    """Return the tsquery for persons who bear every word, each in any of its readings.

    Words are sought by their beginnings, or whole.
    """
    parts = [
        "(" + " | ".join(_sought(form[:MAX_WORD], whole=whole) for form in forms) + ")"
        for forms in words
    ]
    if birth_date:
        parts.append(quoted(birth_word(birth_date)))
    return " & ".join(parts)
