"""A visit to the advisory point: the person, a card in the open project, the services, at once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from przystan.platform.accounts.public import Actor
from przystan.platform.clock import public as clock
from przystan.platform.transactions import public as transactions
from przystan.rooms.advisory import public as advisory
from przystan.rooms.cases import public as cases
from przystan.rooms.finance import public as finance
from przystan.rooms.people import public as people


class NoOpenProject(LookupError):
    """No project runs on the day, so nobody can be its beneficiary."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no project on {day}")
        self.day = day


class NotEligible(ValueError):
    """The person does not belong to the target group: no card is opened."""

    def __init__(self, result: advisory.EligibilityResult) -> None:
        super().__init__("not eligible")
        self.result = result


@dataclass(frozen=True)
class VisitAtDesk:
    """What the adviser enters for one visit. `is_signed` says that the card is signed now.

    `interpreter` is the specialist with the language, `follow_up` the day and the task, `document`
    what was shown, `case_id` the case whose officer reads that the person came; `entry_key` makes
    a form that is sent twice one visit.
    """

    branch: str
    visited_on: date
    language: str
    services: tuple[advisory.NewService, ...]
    stay_basis: advisory.StayBasis
    interpreter_mode: advisory.InterpreterMode = advisory.InterpreterMode.NONE
    channel: advisory.Channel = advisory.Channel.DESK
    is_signed: bool = False
    entry_key: UUID | None = None
    interpreter: tuple[int, str] | None = None
    follow_up: tuple[date, str] | None = None
    document: advisory.DocumentSeen | None = None
    case_id: int | None = None


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
    opens it with the next number of the branch, and is refused with NotEligible where the Fund's
    rules exclude the person. A visit whose card is not signed stays open. All or nothing: a day
    between projects raises NoOpenProject; InvalidVisit, InvalidCard, InvalidDocument,
    InvalidFollowUp, InvalidHours and OutsideBranch as in advisory.
    """
    if visit.entry_key is not None:
        # The answer to the first sending may have been lost on its way: this is the same visit.
        transactions.lock_section(f"advisory.entry:{visit.entry_key}")
        known = advisory.visit_of_entry(entry_key=visit.entry_key)
        if known is not None:
            return known
    with transactions.transaction():
        return _record(actor, at, person_id, visit)


def _record(actor: Actor, at: datetime, person_id: int, visit: VisitAtDesk) -> int:
    card = card_for_visit(person_id=person_id, day=visit.visited_on)
    card_id = card.id if card else _open(actor, at, person_id, visit)
    if not card:
        # What was shown decides whether there is a card at all.
        _see(actor, at, card_id, visit.document)
        _check(actor, at, card_id)
    visit_id = advisory.record_visit(
        actor=actor, at=at,
        visit=advisory.NewVisit(
            card_id=card_id, branch=visit.branch, visited_on=visit.visited_on,
            language=visit.language, services=visit.services,
            interpreter_mode=visit.interpreter_mode, channel=visit.channel,
            entry_key=visit.entry_key,
        ),
    )
    # Another branch's card is this branch's matter from the visit on.
    if card:
        _see(actor, at, card_id, visit.document)
    if visit.is_signed:
        advisory.sign_card(actor=actor, at=at, card_id=card_id)
    _add_rest(actor, at, card_id, visit_id, visit)
    if visit.services and advisory.get_card(card_id=card_id).is_signed:
        advisory.close_visit(actor=actor, at=at, visit_id=visit_id)
    return visit_id


def _see(
    actor: Actor, at: datetime, card_id: int, document: advisory.DocumentSeen | None
) -> None:
    if document is None:
        return
    # Shown twice on one day it is seen once.
    with suppress(advisory.DocumentSeenToday):
        advisory.record_document(actor=actor, at=at, card_id=card_id, document=document)


def _check(actor: Actor, at: datetime, card_id: int) -> None:
    result = advisory.check_card_eligibility(actor=actor, at=at, card_id=card_id)
    if result.outcome is advisory.Eligibility.NOT_ELIGIBLE:
        raise NotEligible(result)


def _add_rest(
    actor: Actor, at: datetime, card_id: int, visit_id: int, visit: VisitAtDesk
) -> None:
    if visit.interpreter and visit.interpreter_mode is not advisory.InterpreterMode.NONE:
        specialist, language = visit.interpreter
        advisory.name_interpreter(actor=actor, at=at, interpretation=advisory.NewInterpretation(
            visit_id, specialist, language, visit.interpreter_mode))
    if visit.follow_up:
        due_on, task = visit.follow_up
        advisory.add_followup(actor=actor, at=at, followup=advisory.NewFollowUp(
            card_id, visit.branch, due_on, task, visit_id))
    if visit.case_id is not None:
        # That somebody came, and no word of what was said.
        cases.add_note(case_id=visit.case_id, source=cases.NoteSource.VISIT, reference=visit_id,
                       text="", actor=actor, at=at)


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
