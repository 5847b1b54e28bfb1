"""Which articles a text cites, and which texts a change of law touches.

The text itself is the citation: nobody keeps a second list that would age beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from przystan.rooms.knowledge.types import Citation, LawAct

# How an act is named in running Polish text.
_NAMED: Mapping[LawAct, str] = {
    LawAct.FOREIGNERS: r"o cudzoziemcach",
    LawAct.UKRAINE_AID: r"pomocy obywatelom Ukrainy",
    LawAct.PROCEDURE: r"k\.p\.a\.|kodeks\w* postępowania administracyjnego",
    LawAct.STAMP_DUTY: r"o opłacie skarbowej",
    LawAct.POLISH_CARD: r"o Karcie Polaka",
    LawAct.CITIZENSHIP: r"o obywatelstwie polskim",
    LawAct.WORK: r"o warunkach dopuszczalności powierzania pracy|o promocji zatrudnienia",
    LawAct.EU_CITIZENS: r"obywateli państw członkowskich Unii Europejskiej",
}
_ACT = re.compile("|".join(f"(?P<{a.value}>{pattern})" for a, pattern in _NAMED.items()), re.I)
_ARTICLES = re.compile(
    r"\bart\.\s*((?:\d+[a-z]{0,2}(?:\s*ust\.\s*\d+[a-z]*)?(?:\s*§\s*\d+)?"
    r"(?:\s*[-–]\s*\d+[a-z]{0,2})?(?:\s*,\s*(?=\d)|\s+i\s+(?=\d))?)+)", re.I)
_PARAGRAPH = re.compile(r"\s*(?:ust\.\s*\d+[a-z]*|§\s*\d+)", re.I)
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_NUMBER = re.compile(r"\d+[a-z]{0,2}", re.I)
_SENTENCE = re.compile(r"[;()]|\.\s+(?=[A-ZŁŚŻŹĆÓ])")
LONGEST_RANGE = 60


def articles_of(words: str) -> tuple[str, ...]:
    """Return the single articles of an enumeration such as "104-106, 108 i 112a"."""
    plain = _PARAGRAPH.sub("", words)

    def spread(found: re.Match[str]) -> str:
        first, last = int(found[1]), int(found[2])
        if not first <= last <= first + LONGEST_RANGE:
            return found[0]
        return ", ".join(map(str, range(first, last + 1)))

    return tuple(dict.fromkeys(x.lower() for x in _NUMBER.findall(_RANGE.sub(spread, plain))))


def citations_of(text: str, *, otherwise: LawAct) -> tuple[Citation, ...]:
    """Return what a text cites; an article belongs to the act named nearest in its sentence.

    A sentence that names no act takes the one of the sentence before, at first `otherwise`.
    """
    found: list[Citation] = []
    act = otherwise
    for sentence in _SENTENCE.split(text):
        acts = [(m.start(), LawAct(m.lastgroup or "")) for m in _ACT.finditer(sentence)]
        for cited in _ARTICLES.finditer(sentence):
            if acts:
                act = min(acts, key=lambda a: abs(a[0] - cited.start()))[1]
            found += [Citation(act, article) for article in articles_of(cited[1])]
        if acts:
            act = acts[-1][1]
    return tuple(dict.fromkeys(found))


def is_touched(
    citation: Citation, *, act: LawAct, article: str, published_on: date, changed_on: date
) -> bool:
    """Whether a change of an article ("": of the whole act) touches what was published before."""
    return (citation.act is act and article.lower() in ("", citation.article)
            and published_on < changed_on)
