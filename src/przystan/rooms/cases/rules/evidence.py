"""Whom the law lets be asked for an opinion, and by which article: pure."""

from __future__ import annotations

from datetime import date

from przystan.rooms.cases.types import TermKind

OPINION_ARTICLES = {TermKind.TEMPORARY: "art. 109", TermKind.PERMANENT: "art. 207",
                    TermKind.LONG_TERM: "art. 223, 207"}
ASKED_FROM_AGE = 13
"""Nobody is asked about a child that is younger. Source: Act on Foreigners, art. 109."""


def opinion_article(term: TermKind | None) -> str:
    """Return the article by which authorities are asked in a case; empty where none is."""
    return OPINION_ARTICLES[term] if term else ""


def is_too_young(birth_date: date | None, on: date) -> bool:
    """Whether a person is younger than those about whom authorities are asked."""
    if birth_date is None:
        return False
    had = (on.month, on.day) >= (birth_date.month, birth_date.day)
    return on.year - birth_date.year - (not had) < ASKED_FROM_AGE
