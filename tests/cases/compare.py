"""Both clocks asked about the same history."""

from __future__ import annotations

from datetime import date

from przystan.rooms.cases import public as cases
from tests.cases.second_clock import Answer, answer, generate

S = cases.Sentence
BESIDE = {
    S.APPEAL_UNTIL: "appeal", S.FORWARD_UNTIL: "file_forward", S.APPEAL_STAGE: "appeal_stage",
    S.URGENCY_UNTIL: "urgency", S.OPINION_DUE: "opinion", S.OPINION_SILENT: "opinion",
    S.OPINION_RECEIVED: "opinion", S.DEFECTS_UNTIL: "formal_defects",
    S.DOCUMENTS_UNTIL: "documents", S.COURT_UNTIL: "court"}


def of_platform(term: str, events: list[cases.ClockEvent], on: date) -> Answer:
    """Ask the platform's clock, by the law as it is laid down."""
    read = cases.read_clock(term=cases.TermKind(term), events=events, rules=cases.LAID_LAW, on=on)
    beside = sorted((BESIDE[x.sentence], x.from_date, x.to_date, x.note)
                    for x in read.lines if x.sentence in BESIDE)
    return Answer(read.started_on, read.last_date, read.state.value, tuple(beside))  # type: ignore[arg-type]


def both(number: int) -> tuple[Answer, Answer]:
    """Return what the platform and the second clock say of one generated history."""
    term, happened, on = generate(number)
    events = [cases.ClockEvent(cases.EventKind(k), d, due, who) for k, d, due, who in happened]
    return of_platform(term, events, on), answer(term, happened, on)
