"""What the demo's persons were told, who stands by the minors among them, and two marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from przystan.demo.year import END, SEED, START
from przystan.platform.accounts.types import Actor
from przystan.platform.clock import public as clock
from przystan.rooms.people import public as people

TEXTS = Path(__file__).parent / "texts" / "clause"
HOWS = (people.GivenHow.PAPER, people.GivenHow.READ_ALOUD, people.GivenHow.SCREEN)
HOW_OFTEN = (0.8, 0.15, 0.05)
# One night's share of comparing all cards, so that the queue of the demo holds something.
SWEPT = 4


def publish_clauses(*, actor: Actor) -> None:
    """Publish the information on personal data in four languages, unconfirmed."""
    people.publish_clause(
        actor=actor, at=clock.day_start(START), valid_from=START,
        texts={code: (TEXTS / f"{code}.txt").read_text("utf-8")
               for code in people.CLAUSE_LANGUAGES})


def build(
    *, actor: Actor, at: datetime, ids: Sequence[int], persons: Sequence[people.NewPerson]
) -> None:
    """Give the clauses, link minors to the parent who shares their phone, mark two persons."""
    rng = Random(SEED + 1)
    texts = {c.language: c.id for c in people.clause_languages(on=START)}
    people.give_clauses_in_bulk(actor=actor, at=at, givings=[
        people.NewGiving(n, texts.get(p.languages[0], texts["en"]),
                         rng.choices(HOWS, HOW_OFTEN)[0], p.registered_at or at)
        for n, p in zip(ids, persons, strict=True)])
    _link_minors(actor, at, ids, persons)
    people.set_flag(
        actor=actor, at=at, person_id=ids[-40], kind=people.FlagKind.RESTRICTED,
        from_date=END - timedelta(days=20),
        reason="Art. 18(1)(a): the person contests the accuracy of the data")
    people.set_flag(
        actor=actor, at=at, person_id=ids[-80], kind=people.FlagKind.DECEASED,
        from_date=END - timedelta(days=50), reason="Death certificate seen")
    people.sweep_duplicates(actor=actor, at=at, ids=ids[SWEPT - 1::SWEPT])


def _link_minors(
    actor: Actor, at: datetime, ids: Sequence[int], persons: Sequence[people.NewPerson]
) -> None:
    """A minor on an adult's phone is that adult's child in the demo; the others have nobody yet."""
    adults = {
        p.phones[0]: n for n, p in zip(ids, persons, strict=True)
        if p.birth_date and p.birth_date.year < END.year - 30
    }
    for n, person in zip(ids, persons, strict=True):
        born = person.birth_date
        parent = adults.get(person.phones[0])
        if born and born.year > END.year - 17 and parent:
            people.link_family(
                actor=actor, at=at, person_id=parent, relative_id=n,
                kind=people.LinkKind.PARENT, since_date=born)
