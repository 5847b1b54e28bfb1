"""How words are found whatever their script, ending or misspelling.

A word is folded to plain Latin letters by its sound ("побыт", "pobyt" and "pobit" become one),
then cut to its stem, then compared by its trigrams. The same rule makes the index and reads the
question, so neither needs to know in which language somebody types.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

_CYRILLIC = {
    "а": "a", "б": "b", "в": "w", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ё": "io",
    "ж": "z", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m",
    "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f",
    "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "iu", "я": "ia", "ł": "l", "ß": "ss",
}
_LETTERS = str.maketrans(_CYRILLIC)
# Spellings of one sound; the first that fits wins, so the longer ones stand first.
_SOUNDS = re.compile("szcz|shch|sch|cz|sz|sh|ch|kh|zh|rz|ck|[wjyxq]|ph")
_SOUND_OF = {
    "szcz": "sc", "shch": "sc", "sch": "s", "cz": "c", "sz": "s", "sh": "s", "ch": "h",
    "kh": "h", "zh": "z",
    "rz": "z", "ck": "k", "w": "v", "j": "i", "y": "i", "x": "ks", "q": "k", "ph": "f",
}
_SOFT = re.compile("i+(?=[aeou])")
_TWICE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
# Endings of Polish, Ukrainian, Russian and English as they are spelt once folded.
_ENDING_LIST = (
    "ovanego ovana ovane ovani anego enego ainosci nosci nost ost ego ogo emu omu imi ami emi "
    "ah "
    "ih eh ov ev om em im am ei oi ai ui ou eiu oiu ing ed es s a e i o u m"
)
_ENDINGS = sorted(_ENDING_LIST.split(), key=len, reverse=True)
_STEM = 3
_STOP_LIST = (
    "i a o u v z na do za od po dla jak co cy gde ile est se ci moge mam bic to te ten moi moia "
    "the of for in on how an is can my me do need i to get and or want "
    "iak de sco dla abo ta ne cto kak gde skolko nuzno mozna mozno mne mni iz ot pri s k ili ia "
    "potrebuie treba chce hocu hoce potrzebuie v ve pro pod kiedi cego"
)
STOP_WORDS = frozenset(_STOP_LIST.split())
SHORTEST_FUZZY = 4
LEAST_KEPT = 0.66
ALIKE = 0.42
SURELY = 0.6
CALLED_SO = 3.0
MAX_WORDS = 12
TITLE, SYNONYM, SUMMARY, BODY = 3.0, 4.0, 1.6, 0.6


def fold(word: str) -> str:
    """Return a word by its sound in the letters a to z and digits; folding twice changes nothing.

    The result holds no doubled letters and no soft i, so that "побыт", "pobyt" and "pobit" meet.
    """
    plain = word.casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain)
                    if not unicodedata.combining(c)).casefold().translate(_LETTERS)
    plain = "".join(c for c in plain if c.isascii() and c.isalnum())
    while True:
        heard = _SOUNDS.sub(lambda m: _SOUND_OF[m[0]], plain)
        heard = _TWICE.sub(r"\1", _SOFT.sub("", heard))
        if heard == plain:
            return heard
        plain = heard


def stem(folded: str) -> str:
    """Return a folded word without its ending, never shorter than three letters."""
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _STEM:
            return folded[: -len(ending)]
    return folded


# The same words come again and again: those of synonyms with every question.
@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words in order, each once, without the words that say little.

    A text of such words only keeps them: somebody who types "do" still asks something.
    """
    folded = [f for w in _WORD.findall(unicodedata.normalize("NFC", text)) if (f := fold(w))]
    telling = [f for f in folded if f not in STOP_WORDS and (len(f) > 1 or f.isdigit())]
    return tuple(dict.fromkeys(stem(f) for f in (telling or folded)))


# Those of the texts' words are asked for with every question.
@lru_cache(maxsize=16_384)
def trigrams(word: str) -> frozenset[str]:
    """Return the groups of three letters of a word, its beginning counted twice and its end once.
    """
    padded = f"  {word} "
    return frozenset(padded[i:i + 3] for i in range(len(padded) - 2))


def likeness(asked: str, known: str) -> float:
    """Return how alike two stems are, 0 to 1; 1 only when they are the same."""
    if asked == known:
        return 1.0
    if min(len(asked), len(known)) < SHORTEST_FUZZY:
        return 0.0
    if known.startswith(asked) or asked.startswith(known):
        return 0.9 * min(len(asked), len(known)) / max(len(asked), len(known)) + 0.05
    one, other = trigrams(asked), trigrams(known)
    # The share of letters that need not be changed, added, dropped or swapped.
    kept = OSA.normalized_similarity(asked, known, score_cutoff=LEAST_KEPT)
    return 0.95 * max(len(one & other) / len(one | other), kept)


def alike(asked: str, known: Iterable[str]) -> dict[str, float]:
    """Return the known stems that may be meant by one that was typed, with their likeness."""
    found = ((word, likeness(asked, word)) for word in known)
    return {word: share for word, share in found if share >= ALIKE}


def score(
    *, meant: Mapping[str, Mapping[str, float]], weights: Mapping[str, float],
    spread: Mapping[str, float], phrases: Iterable[frozenset[str]],
) -> float:
    """Return how well a page answers the words that were typed; 0 when it answers none.

    `meant` holds for each typed stem the known ones and their likeness, `weights` the page's own
    words and where they stand, `spread` the share of all pages that hold a word. A rare word tells
    more than a common one; of two pages that hold the words the one that is called so comes first:
    `phrases` are its title and its synonyms.
    """
    total, answered = 0.0, 0
    for known in meant.values():
        best = max((share * share * weights[word] * (1.15 - spread.get(word, 0.0))
                    for word, share in known.items() if word in weights), default=0.0)
        total += best
        answered += best > 0
    if not answered:
        return 0.0
    called = max((_called(meant, phrase) for phrase in phrases), default=0.0)
    return total * (answered / len(meant)) + CALLED_SO * called


def _called(meant: Mapping[str, Mapping[str, float]], phrase: frozenset[str]) -> float:
    """Return the share of a phrase that was typed times the share of the typed words in it."""
    hits = [{w for w, share in known.items() if share >= SURELY and w in phrase}
            for known in meant.values()]
    if not phrase or not any(hits):
        return 0.0
    return len(set().union(*hits)) / len(phrase) * (sum(map(bool, hits)) / len(hits))


def without_personal_data(text: str) -> str:
    """Return what somebody searched for without e-mail addresses and anything with a digit.

    At most eight words and 80 characters are kept, in small letters: a letter to the office that
    was pasted into the search is not a search.
    """
    kept = [w for w in text.casefold().split() if "@" not in w and not any(map(str.isdigit, w))]
    return " ".join(kept[:8])[:80].strip()
