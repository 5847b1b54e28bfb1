"""Signatures of participants: on paper, or drawn on a pad."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class SignatureWay(StrEnum):
    """How the participant signed."""

    PAPER = "paper"
    PAD = "pad"


@dataclass(frozen=True)
class Stroke:
    """One line drawn without lifting: points as (x, y, milliseconds since the first touch).

    x and y are thousandths of the pad's width, so that a picture can be drawn at any size.
    """

    points: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class CardSignature:
    """One signature under a card (`visit_id` None) or under the support of one visit."""

    card_id: int
    visit_id: int | None
    way: SignatureWay
    signed_at: datetime
    taken_by: str
    strokes: tuple[Stroke, ...]
    content_hash: str


@dataclass(frozen=True)
class SignatureLine:
    """One line of the register of signatures. `signed_on` is None while it is missing."""

    card_id: int
    card_number: str
    person_id: int
    branch: str
    opened_on: date
    way: SignatureWay | None
    signed_on: date | None
    taken_by: str
    visits: int
    visits_signed: int
