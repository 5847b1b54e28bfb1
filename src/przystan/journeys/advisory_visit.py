"""A visit to the advisory point: the person, a card in the open project, the services, at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import public as advisory
from przystan.rooms.finance import public as finance
from przystan.rooms.people import public as people


class NoOpenProject(LookupError):
    """No project runs on the day, so nobody can be its beneficiary."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no project on {day}")
        self.day = day


@dataclass(frozen=True)
class VisitAtDesk:
    """What the adviser enters for one visit. `is_signed` says that the card is signed now."""

    branch: str
    visited_on: date
    language: str
    services: tuple[advisory.NewService, ...]
    stay_basis: advisory.StayBasis
    interpreter_mode: advisory.InterpreterMode = advisory.InterpreterMode.NONE
    channel: advisory.Channel = advisory.Channel.DESK
    is_signed: bool = False


def card_for_visit(*, person_id: int, day: date) -> advisory.Card | None:
    """Return the card that a visit on a day belongs to, or None when the first must be opened."""
    project = _project_on(day)
    members = _members(person_id)
    found = [c for c in advisory.cards_of(person_ids=members) if c.project_id == project.id]
    return min(found, key=lambda c: c.id, default=None)


def record_visit_at_desk(
    *, actor: Actor, at: datetime, person_id: int, visit: VisitAtDesk
) -> int:
    """Record a person's visit with its services, close it where it may be, and return its id.

    The person's card in the project of the day is used, of whichever merged card; the first visit
    opens it with the next number of the branch. A visit whose card is not signed stays open. A
    day between projects raises NoOpenProject; InvalidVisit and InvalidCard as in advisory.
    """
    card = card_for_visit(person_id=person_id, day=visit.visited_on)
    card_id = card.id if card else _open(actor, at, person_id, visit)
    if visit.is_signed:
        advisory.sign_card(actor=actor, at=at, card_id=card_id)
    visit_id = advisory.record_visit(
        actor=actor, at=at,
        visit=advisory.NewVisit(
            card_id=card_id, branch=visit.branch, visited_on=visit.visited_on,
            language=visit.language, services=visit.services,
            interpreter_mode=visit.interpreter_mode, channel=visit.channel,
        ),
    )
    if visit.services and advisory.get_card(card_id=card_id).is_signed:
        advisory.close_visit(actor=actor, at=at, visit_id=visit_id)
    return visit_id


def _open(actor: Actor, at: datetime, person_id: int, visit: VisitAtDesk) -> int:
    project = _project_on(visit.visited_on)
    canonical = people.canonical_ids([person_id])[person_id]
    # One desk at a time: numbers do not repeat, and a person never gets two cards in one second.
    transactions.lock_section(f"advisory.cards:{project.code}")
    found = card_for_visit(person_id=canonical, day=visit.visited_on)
    if found:
        return found.id
    prefix = f"{visit.branch}/{clock.local_date(at).year}/"
    return advisory.open_card(
        actor=actor, at=at,
        card=advisory.NewCard(
            person_id=canonical, project_id=project.id, branch=visit.branch,
            number=advisory.next_number(project_id=project.id, prefix=prefix),
            opened_on=visit.visited_on, stay_basis=visit.stay_basis, is_signed=visit.is_signed,
        ),
    )


def _project_on(day: date) -> finance.Project:
    running = finance.open_projects(on=day)
    if not running:
        raise NoOpenProject(day)
    return running[0]


def _members(person_id: int) -> tuple[int, ...]:
    return people.member_ids(person_id)
