"""Writes of opinions and hearings: each an event of the clock, with what belongs to it.

A wrong one is struck by `strike_case_event`, and what belongs to it with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.types import Actor
from przystan.platform.audit import public as audit
from przystan.platform.refusals.public import ActRefused
from przystan.rooms.cases import models
from przystan.rooms.cases.operations.clock import record_case_event
from przystan.rooms.cases.operations.locks import lock_case
from przystan.rooms.cases.queries.clock import list_law_rules, terms_of_cases
from przystan.rooms.cases.queries.evidence import hearings_of, opinions_of
from przystan.rooms.cases.rules.evidence import is_too_young
from przystan.rooms.cases.rules.side_terms import OPINION, rule_of
from przystan.rooms.cases.types import (
    ClockEvent,
    EventKind,
    HeardAs,
    HearingState,
    OpinionAnswer,
    OpinionBody,
    OpinionEntry,
    OpinionState,
)
from przystan.rooms.people import public as people

K = EventKind


class OpinionRefused(ActRefused):
    """The question or the answer cannot stand; `message` says what to do."""

    field = "bodies"


class HearingRefused(ActRefused):
    """The hearing or its outcome cannot stand; `message` says what to do."""

    field = "on"


def ask_opinions(
    *, case_id: int, bodies: Sequence[OpinionBody], on: date, actor: Actor, at: datetime
) -> tuple[int, ...]:
    """Record that authorities were asked on a day; the term of the law runs for each.

    Returns the events' ids. Raises CaseNotFound, OpinionRefused, EventRefused.
    """
    case = lock_case(case_id)
    if terms_of_cases(case_ids=[case_id])[case_id] is None:
        raise OpinionRefused(_("The law asks no authority in this kind of case."))
    if rule_of(list_law_rules(), OPINION, on) is None:
        raise OpinionRefused(
            _("No rule of law on opinions holds on this day: check the day."), "on")
    if case.person_id is not None:
        person = people.get_person(person_id=case.person_id, actor=actor, at=at)
        if is_too_young(person.birth_date, on):
            raise OpinionRefused(_("No authority is asked about a child under 13 (art. 109)."))
    waiting = {o.body for o in opinions_of(case_id=case_id, on=on)
               if o.state is OpinionState.WAITING}
    if waiting & set(bodies):
        raise OpinionRefused(_("An authority chosen here was asked and may still answer."))
    return tuple(record_case_event(
        case_id=case_id, event=ClockEvent(K.OPINION_ASKED, on, None, body), actor=actor, at=at)
        for body in bodies)


def prolong_opinion(
    *, case_id: int, event_id: int, on: date, actor: Actor, at: datetime
) -> None:
    """Record that an authority needs more time: the longer term of the law holds for it.

    Raises CaseNotFound, OpinionRefused, EventRefused.
    """
    asked = _open_question(case_id, event_id, on)
    if asked.is_prolonged or asked.state is not OpinionState.WAITING:
        raise OpinionRefused(
            _("The term was made longer before, or it has passed: silence counts as consent."),
            "opinion")
    record_case_event(case_id=case_id, actor=actor, at=at,
                      event=ClockEvent(K.OPINION_PROLONGED, on, None, asked.body))


def answer_opinion(
    *, case_id: int, event_id: int, answer: OpinionAnswer, text: str, on: date, actor: Actor,
    at: datetime,
) -> None:
    """Record what an authority answered, also after its term, when silence was consent already.

    Raises CaseNotFound, OpinionRefused, EventRefused.
    """
    asked = _open_question(case_id, event_id, on)
    if answer is OpinionAnswer.OBJECTION and not text.strip():
        raise OpinionRefused(_("Say what the authority objects to."), "text")
    came = record_case_event(case_id=case_id, actor=actor, at=at,
                             event=ClockEvent(K.OPINION_RECEIVED, on, None, asked.body))
    models.OpinionReply.objects.create(event_id=came, answer=answer, text=text.strip())
    audit.record(actor=actor, at=at, action="cases.answer_opinion",
                 subject=f"cases.case:{case_id}", details={"answer": answer})


def _open_question(case_id: int, event_id: int, on: date) -> OpinionEntry:
    lock_case(case_id)
    found = next((o for o in opinions_of(case_id=case_id, on=on) if o.event_id == event_id), None)
    if found is None or found.state is OpinionState.ANSWERED:
        raise OpinionRefused(_("There is no such question, or it is answered."), "opinion")
    if on < found.asked_on:
        raise OpinionRefused(_("The authority was asked later: check the day."), "on")
    return found


def call_hearing(
    *, case_id: int, heard: HeardAs, called_on: date, on: date, hour: time, place: str,
    actor: Actor, at: datetime,
) -> int:
    """Record that somebody was called to a hearing, and return the summons' event.

    Raises CaseNotFound, HearingRefused, EventRefused.
    """
    lock_case(case_id)
    if any((h.heard, h.on, h.at) == (heard, on, hour) for h in hearings_of(case_id=case_id)):
        raise HearingRefused(_("This hearing is recorded already."))
    event = record_case_event(case_id=case_id, actor=actor, at=at,
                              event=ClockEvent(K.HEARING_SUMMONED, called_on, on, heard))
    models.Hearing.objects.create(event_id=event, heard=heard, at=hour, place=place)
    audit.record(actor=actor, at=at, action="cases.call_hearing", subject=f"cases.case:{case_id}",
                 details={"heard": heard})
    return event


def close_hearing(
    *, case_id: int, event_id: int, was_held: bool, minutes: str, actor: Actor, at: datetime
) -> None:
    """Record that a hearing was held, with its minutes, or that nobody came.

    Raises CaseNotFound, HearingRefused, EventRefused.
    """
    lock_case(case_id)
    found = next((h for h in hearings_of(case_id=case_id) if h.event_id == event_id), None)
    if found is None or found.state is not HearingState.CALLED:
        raise HearingRefused(_("There is no such hearing, or it is closed."), "hearing")
    if found.on > at.date():
        raise HearingRefused(_("The hearing is still to come."), "hearing")
    if was_held and not minutes.strip():
        raise HearingRefused(_("A hearing that was held has minutes: write them down."), "minutes")
    event = record_case_event(
        case_id=case_id, actor=actor, at=at,
        event=ClockEvent(K.HEARING_HELD if was_held else K.HEARING_MISSED, found.on, None,
                         found.heard))
    models.HearingOutcome.objects.create(
        event_id=event, hearing_id=event_id, was_held=was_held, minutes=minutes.strip())
    audit.record(actor=actor, at=at, action="cases.close_hearing",
                 subject=f"cases.case:{case_id}", details={"held": was_held})
