"""How hard a text is to read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ease(StrEnum):
    """A plain word for a level: for whom the text is."""

    EASY = "easy"
    FAIRLY_EASY = "fairly_easy"
    FAIRLY_HARD = "fairly_hard"
    HARD = "hard"


@dataclass(frozen=True)
class LongSentence:
    """A sentence of more words than a reader holds at once, and the part of the card it is in."""

    part: str
    text: str
    words: int


@dataclass(frozen=True)
class Readability:
    """How hard a text is: `level` in years of schooling, what it comes from, what to shorten.

    `sentence_words` is the mean length of a sentence; `hard_share` the share of long words, 0 to 1,
    None where the measure counts letters instead.
    """

    level: float
    ease: Ease
    sentences: int
    words: int
    sentence_words: float
    hard_share: float | None
    longest: tuple[LongSentence, ...]
