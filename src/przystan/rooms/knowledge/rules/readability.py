"""How many years of schooling a text asks of its reader: Polish and English, by two formulas.

Polish: the fog index of R. Gunning ("The Technique of Clear Writing", 1952) as it is used for
Polish: 0.4 × (words a sentence + 100 × share of hard words), where a hard word has four syllables
or more (W. Pisarek, "Jak mierzyć zrozumiałość tekstu?", Zeszyty Prasoznawcze 4/1969; FOG-PL of the
Plain Polish Workshop, University of Wrocław, 2012). Pisarek counts the base form of a word; we
count the form that stands in the text, which needs no dictionary.

English: the Automated Readability Index (R. J. Senter, E. A. Smith, AMRL-TR-66-220, 1967):
4.71 × letters a word + 0.5 × words a sentence − 21.43. It counts letters, so nothing is guessed
about syllables, which English writing does not show.

Both estimate years of schooling. A number is no proof that a text is clear: it shows where to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from przystan.rooms.knowledge.types.readability import Ease, LongSentence, Readability

MEASURED = ("pl", "en")
# The scale of FOG-PL: up to the ninth year, to the end of secondary school, a first degree.
UP_TO = ((9.5, Ease.EASY), (12.5, Ease.FAIRLY_EASY), (15.5, Ease.FAIRLY_HARD))
HARD_SYLLABLES = 4
# Our own limits: what is shown as long, and how many of the longest.
LONG_WORDS, MOST_SHOWN = 20, 5

WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_END = re.compile(
    r"(?:(?<=[.!?…])|(?<=[.!?…][”\")]))\s+(?=[„“\"(]*[A-ZĄĆĘŁŃÓŚŹŻ0-9])")
# After these a full stop ends no sentence.
_ABBREVIATIONS = frozenset((
    "art", "ust", "pkt", "lit", "poz", "nr", "np", "tj", "tzw", "m.in", "ul", "al", "tel", "dz",
    "u", "godz", "ok", "por", "św", "dr", "mgr", "im", "tys",
    "e.g", "i.e", "no", "para", "sec", "mr", "mrs", "ms", "st", "vs"))
_VOWELS = re.compile("[aąeęioóuy]")
# What softens a consonant before another vowel is not heard: wnio-sek, hi-sto-ria.
_SILENT = re.compile("i(?=[aąeęoóu])")
# At the beginning of a word both letters are one sound: eu-ro, au-to; inside it two: na-u-ka.
_DIPHTHONG = re.compile("^([ae])u")


def sentences(text: str) -> Iterator[str]:
    """Give the sentences of a text; a line ends one too, as in a list of documents.

    >>> list(sentences("Zob. art. 98 ust. 1 ustawy. Weź paszport."))
    ['Zob. art. 98 ust. 1 ustawy.', 'Weź paszport.']
    """
    for line in text.splitlines():
        begun = ""
        for piece in _END.split(line.strip()):
            begun = f"{begun} {piece}".strip()
            if not _ends_in_abbreviation(begun):
                if WORD.search(begun):
                    yield begun
                begun = ""
        if WORD.search(begun):
            yield begun


def _ends_in_abbreviation(piece: str) -> bool:
    last = piece.rpartition(" ")[2].strip("(„“\"").casefold()
    return last.endswith(".") and last.rstrip(".") in _ABBREVIATIONS


def syllables(word: str) -> int:
    """Count the syllables of a Polish word by its letters.

    >>> [syllables(w) for w in ("wniosek", "zezwolenie", "cudzoziemiec", "nauka", "Europa")]
    [2, 4, 4, 3, 3]
    """
    plain = _SILENT.sub("", _DIPHTHONG.sub(r"\1", word.casefold()))
    return len(_VOWELS.findall(plain))


def ease_of(level: float) -> Ease:
    """Return the plain word for a level in years of schooling."""
    return next((ease for most, ease in UP_TO if level < most), Ease.HARD)


def measure(parts: Mapping[str, str], language: str) -> Readability | None:
    """Measure a text given by its parts; None in other languages, or where there is no word."""
    found = [(part, sentence, WORD.findall(sentence))
             for part, text in parts.items() for sentence in sentences(text)]
    words = [word for _part, _sentence, line in found for word in line]
    if language not in MEASURED or not words:
        return None
    mean = len(words) / len(found)
    share = None
    if language == "pl":
        share = sum(syllables(w) >= HARD_SYLLABLES for w in words) / len(words)
        level = 0.4 * (mean + 100 * share)
    else:
        letters = sum(c.isalnum() for w in words for c in w)
        level = 4.71 * letters / len(words) + 0.5 * mean - 21.43
    # Very short lines would go below the first year of school.
    level = max(round(level, 1), 0.0)
    long = [LongSentence(part, sentence, len(line))
            for part, sentence, line in found if len(line) > LONG_WORDS]
    long.sort(key=lambda x: -x.words)
    return Readability(level, ease_of(level), len(found), len(words), round(mean, 1), share,
                       tuple(long[:MOST_SHOWN]))
