"""Reads of a case's opinions and hearings: told from the clock's events that count."""

from __future__ import annotations

from datetime import date

from przystan.rooms.cases import models
from przystan.rooms.cases.queries.clock import list_clock_events, list_law_rules, terms_of_cases
from przystan.rooms.cases.rules.evidence import opinion_article
from przystan.rooms.cases.rules.side_terms import opinion_answer, opinion_term
from przystan.rooms.cases.types import (
    EventKind,
    HeardAs,
    HearingEntry,
    HearingState,
    LawRule,
    OpinionAnswer,
    OpinionEntry,
    OpinionState,
    RecordedEvent,
    Sentence,
    TermKind,
)


def opinions_of(*, case_id: int, on: date) -> tuple[OpinionEntry, ...]:
    """Return the questions to authorities as of a day, oldest first; struck ones are left out.

    Silence counts as consent from the day after the last day to answer (art. 109).
    """
    events = [e for e in list_clock_events(case_id=case_id) if not e.is_struck]
    rules, term = list_law_rules(), terms_of_cases(case_ids=[case_id]).get(case_id)
    replies = {r.pk: r for r in models.OpinionReply.objects.filter(event__case_id=case_id)}
    return tuple(_opinion(e, events, rules, term, replies, on)
                 for e in events if e.event.kind is EventKind.OPINION_ASKED)


def _opinion(
    asked: RecordedEvent, events: list[RecordedEvent], rules: tuple[LawRule, ...],
    term: TermKind | None, replies: dict[int, models.OpinionReply], on: date,
) -> OpinionEntry:
    known = [e.event for e in events]
    line, answer = opinion_term(asked.event, known, rules), opinion_answer(asked.event, known)
    due = line.to_date if line else None
    came = next((e for e in events if e.event is answer), None)
    reply = replies.get(came.id) if came else None
    state = OpinionState.WAITING
    if answer:
        state = OpinionState.ANSWERED
    elif due and due < on:
        state = OpinionState.SILENT_CONSENT
    return OpinionEntry(
        asked.id, asked.event.note, opinion_article(term), asked.event.on,
        line.length if line else 0, due,
        line is not None and line.sentence is Sentence.OPINION_SILENT, state,
        answer.on if answer else None, OpinionAnswer(reply.answer) if reply else None,
        reply.text if reply else "", bool(answer and due and answer.on > due),
        came.id if came else None)


def hearings_of(*, case_id: int) -> tuple[HearingEntry, ...]:
    """Return the hearings of a case, oldest first; struck ones are left out."""
    live = {e.id: e.event for e in list_clock_events(case_id=case_id) if not e.is_struck}
    found = models.Hearing.objects.filter(event_id__in=live).prefetch_related(
        "outcomes").order_by("event_id")
    return tuple(_hearing(h, next((o for o in h.outcomes.all() if o.pk in live), None), h.event)
                 for h in found.select_related("event"))


def _hearing(
    hearing: models.Hearing, outcome: models.HearingOutcome | None, event: models.ClockEvent
) -> HearingEntry:
    state = HearingState.CALLED
    if outcome:
        state = HearingState.HELD if outcome.was_held else HearingState.MISSED
    return HearingEntry(
        hearing.pk, HeardAs(hearing.heard), event.on, event.due_on or event.on, hearing.at,
        hearing.place, state, outcome.minutes if outcome else "",
        outcome.pk if outcome else None)
