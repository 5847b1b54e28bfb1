"""Judging possible duplicates: side by side, and by two persons where a figure changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from przystan.platform.accounts.public import Actor
from przystan.rooms.advisory import public as advisory
from przystan.rooms.people import public as people


@dataclass(frozen=True)
class PairPage:
    """Two cards side by side.

    `low` and `high` are the persons for whom the cards stand now; `projects` are those in which
    both are beneficiaries, so that joining them lowers a published number of persons.
    """

    pair: people.DuplicatePair
    low: people.Person
    high: people.Person
    low_cards: tuple[advisory.Card, ...]
    high_cards: tuple[advisory.Card, ...]
    comparison: people.Comparison | None
    projects: tuple[str, ...]

    @property
    def needs_two(self) -> bool:
        """Whether two persons must agree that the cards are one person."""
        return bool(self.projects)


def open_pair_page(*, actor: Actor, at: datetime, pair_id: int) -> PairPage:
    """Return a pair side by side; both readings are written to the audit.

    Raises PairNotFound, PersonRestricted.
    """
    pair = people.get_pair(pair_id=pair_id)
    low = people.get_person(actor=actor, at=at, person_id=pair.low_id)
    high = people.get_person(actor=actor, at=at, person_id=pair.high_id)
    low_cards = advisory.cards_of(person_ids=low.member_ids)
    high_cards = advisory.cards_of(person_ids=high.member_ids)
    return PairPage(
        pair, low, high, low_cards, high_cards,
        people.compare_cards(one=pair.low_id, other=pair.high_id),
        _shared(low_cards, high_cards))


def _shared(
    low: tuple[advisory.Card, ...], high: tuple[advisory.Card, ...]
) -> tuple[str, ...]:
    return tuple(sorted({c.project_code for c in low} & {c.project_code for c in high}))


def judge_duplicates(
    *, actor: Actor, at: datetime, pair_id: int, answer: people.Answer, reason: str,
    survivor_id: int | None = None,
) -> people.PairState:
    """Append an answer about a pair; "same" joins the cards when enough persons agree.

    Where both are beneficiaries of one project, joining them changes the published number of
    persons: a second person must say "same" as well. Errors as people.judge_pair.
    """
    pair = people.get_pair(pair_id=pair_id)
    cards = [
        advisory.cards_of(person_ids=people.member_ids(one)) for one in (pair.low_id, pair.high_id)
    ]
    return people.judge_pair(
        actor=actor, at=at, pair_id=pair_id, answer=answer, reason=reason,
        survivor_id=survivor_id, needs_two=bool(_shared(*cards)))
