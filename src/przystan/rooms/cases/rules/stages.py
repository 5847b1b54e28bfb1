"""Signs and stages of a case: pure."""

from __future__ import annotations

import re

from przystan.rooms.cases.types import CaseSign, Stage

TRANSITIONS: dict[Stage | None, frozenset[Stage]] = {
    None: frozenset({Stage.RECEIVED}),
    Stage.RECEIVED: frozenset({Stage.SUMMONED, Stage.COMPLETE, Stage.DECIDED}),
    Stage.SUMMONED: frozenset({Stage.COMPLETE, Stage.DECIDED}),
    Stage.COMPLETE: frozenset({Stage.EVIDENCE, Stage.SUMMONED, Stage.DECIDED}),
    Stage.EVIDENCE: frozenset({Stage.DECIDED, Stage.SUMMONED}),
    Stage.DECIDED: frozenset({Stage.APPEALED, Stage.CARD_ORDERED, Stage.CLOSED}),
    Stage.APPEALED: frozenset({Stage.EVIDENCE, Stage.DECIDED, Stage.CLOSED}),
    Stage.CARD_ORDERED: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
}
SIGN = re.compile(r"^([A-Z]+(?:-[A-Z0-9]+)*)\.(\d{3,4})\.(\d{1,7})\.(\d{4})$")


class NotACaseSign(Exception):
    """The text is not of the form UNIT.CLASS.NUMBER.YEAR."""


def can_move(before: Stage | None, after: Stage) -> bool:
    """Whether a case may go from one stage to another."""
    return after in TRANSITIONS[before]


def parse_sign(text: str) -> CaseSign:
    """Read a case sign as typed: spaces around and lower case are forgiven.

    Raises NotACaseSign.

    >>> str(parse_sign(" soc-ii.6151.97.2023 "))
    'SOC-II.6151.97.2023'
    """
    match = SIGN.match(text.strip().upper().replace(" ", ""))
    if match is None:
        raise NotACaseSign(text)
    unit, file_class, number, year = match.groups()
    return CaseSign(unit, file_class, int(number), int(year))
