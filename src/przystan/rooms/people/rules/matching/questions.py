"""A free text as a record to compare with: part of a name in any script, maybe a birth date."""

from __future__ import annotations

from przystan.rooms.people.rules.questions import read_question
from przystan.rooms.people.rules.scripts import clean_name
from przystan.rooms.people.types import MatchRecord


def record_from_text(text: str) -> MatchRecord:
    """Read a free text as a record: words of a name, a birth date, a number or a phone."""
    question = read_question(text)
    name = clean_name(" ".join(word for word, _ in question.words))
    return MatchRecord(
        names=((name, ""),) if name else (),
        birth_date=question.birth_date,
        documents=(question.number,) if question.number and not question.pesel else (),
        phones=(question.phone,) if question.phone else (),
        pesel=question.pesel,
    )
