"""Which sentences of a report claim something, and which of those rest on a figure: pure.

A sentence claims when it says a number or that something became more, less, better or worse.
It is evidenced when a live field stands in it: {calls.outgoing:spaced}, the code of a figure or of
a measure and how it is written. What claims without one is marked "not evidenced".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

FIELD = re.compile(r"\{([a-z_.0-9]+):([A-Za-z]+)\}")
# A full stop ends a sentence when a space and a capital, a digit or a field follow.
END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZĄĆĘŁŃÓŚŹŻА-ЯІЇЄҐ\d{„“\"])")
# Beginnings of words, in Polish and English, that say how something changed or compares.
CLAIMS = re.compile(
    r"\b(?:reduc|increas|decreas|improv|short|lengthen|accelerat|doubl|tripl|halv|fewer|"
    r"faster|slower|easier|better|worse|rose|fell|grew|growth|most of|majority|success|effective|"
    r"thanks to|percent|per cent|skróc|zmniejsz|zwiększ|popraw|wzros|wzrós|spad|przyspiesz|"
    r"podwo|potro|mniej|więcej|szybci|szybsz|łatwiej|lepsz|lepiej|gorsz|gorzej|krócej|dłużej|krótsz|większość|"
    r"skuteczn|sukces|dzięki|procent)|\d|%", re.IGNORECASE)
# A year, a day, an article or a project's number says when or where, not how much.
NOT_A_CLAIM = re.compile(
    r"\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b(?:19|20)\d\d(?:[–-](?:19|20)?\d\d)?\b|"
    r"\b(?:art|ust|pkt|nr|no|article)\.?\s*\d+\w*|\b\d+(?:/\d+)+(?:/\w+)?\b", re.IGNORECASE)


class Evidence(StrEnum):
    """How a sentence stands to the figures."""

    PLAIN = "plain"
    EVIDENCED = "evidenced"
    NOT_EVIDENCED = "not_evidenced"


@dataclass(frozen=True)
class Judged:
    """One sentence with its mark and the codes of its fields."""

    text: str
    evidence: Evidence
    codes: tuple[str, ...]


def paragraphs(text: str) -> tuple[tuple[Judged, ...], ...]:
    """Cut a text into paragraphs (at empty lines) and sentences, and judge each.

    >>> [s.evidence.value for s in paragraphs("The office is open to all. We moved in 2023.")[0]]
    ['plain', 'plain']
    >>> [s.evidence.value for s in paragraphs("Waiting fell by half. {calls.outgoing:plain}.")[0]]
    ['not_evidenced', 'evidenced']
    """
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return tuple(tuple(judge(s) for s in END.split(block)) for block in blocks if block)


def judge(sentence: str) -> Judged:
    """Mark one sentence."""
    codes = tuple(m[1] for m in FIELD.finditer(sentence))
    if codes:
        return Judged(sentence, Evidence.EVIDENCED, codes)
    claims = CLAIMS.search(NOT_A_CLAIM.sub("", sentence))
    return Judged(sentence, Evidence.NOT_EVIDENCED if claims else Evidence.PLAIN, ())


def fields_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return the code and the form of every field of a text."""
    return tuple((m[1], m[2]) for m in FIELD.finditer(text))
