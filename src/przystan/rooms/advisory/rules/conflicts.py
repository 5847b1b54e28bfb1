"""Whether the office advised the other side: how names and numbers are compared. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from przystan.rooms.advisory.types.notes import NewLegalNote, Party

# Legal forms say nothing about which firm is meant.
LEGAL_FORMS = frozenset({
    "sp", "zoo", "z", "oo", "o", "sa", "s", "a", "spolka", "ograniczona", "akcyjna", "jawna",
    "komandytowa", "odpowiedzialnoscia", "ltd", "limited", "llc", "gmbh", "tov", "too", "ooo",
})
PLAIN = str.maketrans("łŁøØđĐ", "lLoOdD")


class InvalidLegalNote(ValueError):
    """A legal note cannot be kept so; says what is wrong."""


def name_key(name: str) -> str:
    """Return a name for comparing: no case, accents, order of words or legal form of a firm.

    A name of legal forms alone keeps them. Other scripts are kept as they are: a person is
    compared across scripts by the people room, which finds who is registered.
    """
    folded = unicodedata.normalize("NFKD", name.translate(PLAIN).casefold())
    words = re.findall(r"[\w]+", "".join(c for c in folded if not unicodedata.combining(c)))
    meant = [w for w in words if w not in LEGAL_FORMS]
    return " ".join(sorted(meant or words))[:200]


def number_key(number: str) -> str:
    """Return a number for comparing: letters and digits only."""
    return "".join(c for c in number.upper() if c.isalnum())[:40]


def check_note(note: NewLegalNote) -> None:
    """Raise InvalidLegalNote unless it says what was advised and names its parties."""
    if not note.advice.strip():
        raise InvalidLegalNote("a legal note says what was advised")
    if any(not name_key(p.name) for p in note.parties):
        raise InvalidLegalNote("a party has a name")


def keys_of(parties: Iterable[Party]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]:
    """Return the parties' name keys, numbers and persons, as far as they are known."""
    listed = list(parties)
    return (
        tuple(name_key(p.name) for p in listed),
        tuple(number_key(p.number) for p in listed if p.number),
        tuple(p.person_id for p in listed if p.person_id is not None),
    )
