"""What may stand at each place of a zone, and which part it belongs to."""

from __future__ import annotations

import string
from dataclasses import dataclass
from enum import Enum
from functools import cache

from przystan.rooms.documents.rules.digits import FILLER
from przystan.rooms.documents.rules.layouts import Layout, Place
from przystan.rooms.documents.types import Field


class Kind(Enum):
    """The characters that a place allows."""

    LETTER = string.ascii_uppercase + FILLER
    DIGIT = string.digits + FILLER
    SEX = "MFX" + FILLER
    ANY = string.ascii_uppercase + string.digits + FILLER

    def allows(self, character: str) -> bool:
        """Whether the character may stand here."""
        return bool(character) and character in self.value


@dataclass(frozen=True)
class Spot:
    """One place: its part, what it allows, whether a digit covers it."""

    field: Field
    kind: Kind
    has_digit: bool


@cache
def spots_of(layout: Layout) -> dict[tuple[int, int], Spot]:
    """Return every place of a format that bears a part."""
    is_covered = layout.composite_digit is not None
    spots: dict[tuple[int, int], Spot] = {}

    def put(place: Place, field: Field, kind: Kind, has_digit: bool = False) -> None:
        line, first, end = place
        for n in range(first, end):
            spots[line, n] = Spot(field, kind, has_digit)

    for place in layout.optional:
        put(place, Field.OPTIONAL, Kind.ANY, is_covered)
    put(layout.code, Field.DOCUMENT_CODE, Kind.LETTER)
    put(layout.state, Field.ISSUING_STATE, Kind.LETTER)
    put(layout.names, Field.NAMES, Kind.LETTER)
    put(layout.nationality, Field.NATIONALITY, Kind.LETTER)
    put(layout.sex, Field.SEX, Kind.SEX)
    put(layout.number, Field.NUMBER, Kind.ANY, True)
    put(_after(layout.number), Field.NUMBER, Kind.DIGIT, True)
    for place, field in ((layout.birth, Field.BIRTH_DATE), (layout.expiry, Field.EXPIRY_DATE)):
        put(place, field, Kind.DIGIT, True)
        put(_after(place), field, Kind.DIGIT, True)
    if layout.personal:
        put(layout.personal, Field.PERSONAL_NUMBER, Kind.ANY, True)
        put(_after(layout.personal), Field.PERSONAL_NUMBER, Kind.DIGIT, True)
    if layout.composite_digit:
        put(layout.composite_digit, Field.COMPOSITE, Kind.DIGIT, True)
    return spots


def _after(place: Place) -> Place:
    line, _, end = place
    return line, end, end + 1
