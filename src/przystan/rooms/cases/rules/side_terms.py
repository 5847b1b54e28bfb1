"""Terms beside the decision's own: opinions with silence as consent, appeals, passing on a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from przystan.rooms.cases.rules.calendar import next_working
from przystan.rooms.cases.types import (
    ClockEvent,
    ClockLine,
    EventKind,
    LawRule,
    RuleKind,
    Sentence,
)

OPINION, OPINION_LONGEST = "opinion", "opinion_longest"
APPEAL, FORWARD, APPEAL_STAGE = "appeal", "file_forward", "appeal_stage"
URGENCY = "urgency"
# What follows from an event: the term of the law that then runs, and the sentence that tells it.
FOLLOWS = {
    EventKind.DELIVERED: ((APPEAL, Sentence.APPEAL_UNTIL),),
    EventKind.APPEALED: ((FORWARD, Sentence.FORWARD_UNTIL), (APPEAL_STAGE, Sentence.APPEAL_STAGE)),
    EventKind.URGED: ((URGENCY, Sentence.URGENCY_UNTIL),),
}
# Terms whose last day the event itself bears: set by the office or a court.
GIVEN = {
    EventKind.DEFECTS_SUMMONED: (Sentence.DEFECTS_UNTIL, "KPA art. 64 § 2", True),
    EventKind.DOCUMENTS_SUMMONED: (Sentence.DOCUMENTS_UNTIL, "art. 106(2a)", True),
    EventKind.COURT_SET: (Sentence.COURT_UNTIL, "PPSA art. 149", False),
}


def rule_of(rules: Sequence[LawRule], subject: str, on: date) -> LawRule | None:
    """Return the term of a subject that holds on a day, the latest where several do."""
    found = [r for r in rules if r.kind is RuleKind.TERM and r.subject == subject
             and r.valid_from <= on and (r.valid_until is None or on <= r.valid_until)]
    return found[-1] if found else None


def side_lines(events: Sequence[ClockEvent], rules: Sequence[LawRule]) -> tuple[ClockLine, ...]:
    """Return one line for each term beside the decision's own, oldest event first."""
    lines: list[ClockLine] = []
    for event in events:
        if event.kind is EventKind.OPINION_ASKED:
            lines += _opinion(event, events, rules)
        elif event.kind in GIVEN:
            lines.append(_given(event))
        for subject, sentence in FOLLOWS.get(event.kind, ()):
            lines += _until(event, subject, sentence, rules)
    return tuple(lines)


def _given(event: ClockEvent) -> ClockLine:
    sentence, article, confirmed = GIVEN[event.kind]
    if event.due_on is None:
        sentence = Sentence.UNDELIVERED
    return ClockLine(sentence, 0, article, event.on, event.due_on, confirmed, note=event.note)


def _until(
    event: ClockEvent, subject: str, sentence: Sentence, rules: Sequence[LawRule]
) -> list[ClockLine]:
    rule = rule_of(rules, subject, event.on)
    if rule is None:
        return []
    last = next_working(event.on + timedelta(days=rule.length))
    return [ClockLine(sentence, 0, rule.article, event.on, last, rule.is_confirmed, rule.length,
                      event.note)]


def opinion_answer(asked: ClockEvent, events: Sequence[ClockEvent]) -> ClockEvent | None:
    """Return the answer to a question, joined to it by the note that names the authority."""
    return _reply(EventKind.OPINION_RECEIVED, asked, events)


def opinion_term(
    asked: ClockEvent, events: Sequence[ClockEvent], rules: Sequence[LawRule]
) -> ClockLine | None:
    """Return until when an authority may answer: silence until then counts as consent.

    The longer term holds where the authority asked for more time: an event says so, or `due_on`.
    None where no rule of law holds on the day of the question.
    """
    longest = (asked.due_on is not None
               or _reply(EventKind.OPINION_PROLONGED, asked, events) is not None)
    found = _until(asked, OPINION_LONGEST if longest else OPINION,
                   Sentence.OPINION_SILENT if longest else Sentence.OPINION_DUE, rules)
    return found[0] if found else None


def _reply(
    kind: EventKind, asked: ClockEvent, events: Sequence[ClockEvent]
) -> ClockEvent | None:
    return next((e for e in events
                 if e.kind is kind and e.note == asked.note and e.on >= asked.on), None)


def _opinion(
    asked: ClockEvent, events: Sequence[ClockEvent], rules: Sequence[LawRule]
) -> list[ClockLine]:
    answer = opinion_answer(asked, events)
    if answer:
        return [ClockLine(Sentence.OPINION_RECEIVED, 0, "art. 109", asked.on, answer.on,
                          note=asked.note)]
    term = opinion_term(asked, events, rules)
    return [term] if term else []
