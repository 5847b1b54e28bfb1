"""What the deadline calculator tells: the clock of cases over the days that a reader gave.

Nothing is stored: days in, the clock's own answer out. Whoever knows the procedure's card only is
led to the right term by the articles that the card cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from przystan.rooms.cases import public as cases
from przystan.rooms.knowledge import public as knowledge

DAY = timedelta(days=1)
_ARTICLE = re.compile(r"\d+[a-z]*")
# Each kind of line that rests on a dated rule, and the kind of that rule.
_RULED = {
    cases.Sentence.TERM_DAYS: cases.RuleKind.TERM, cases.Sentence.TERM_MONTHS: cases.RuleKind.TERM,
    cases.Sentence.STOPPED_BY_LAW: cases.RuleKind.STOP,
    cases.Sentence.STOPPED_BY_LAW_OPEN: cases.RuleKind.STOP,
    cases.Sentence.SHIFTED: cases.RuleKind.SHIFT,
    cases.Sentence.APPEAL_UNTIL: cases.RuleKind.TERM,
}


@dataclass(frozen=True)
class Told:
    """One line of the explanation, with the dated rule that it rests on where there is one."""

    line: cases.ClockLine
    rule: cases.LawRule | None


@dataclass(frozen=True)
class Deadlines:
    """Every term as of `on`: the clock, its terms, its lines, and the days on which it runs.

    `running` holds first and last days, both included; it is empty where no last day is known.
    """

    on: date
    clock: cases.CaseClock
    terms: tuple[cases.HistoryTerm, ...]
    lines: tuple[Told, ...]
    running: tuple[tuple[date, date], ...]

    @property
    def decision(self) -> cases.HistoryTerm:
        """The term of the decision: the clock tells it first."""
        return self.terms[0]

    @property
    def appeal(self) -> cases.HistoryTerm | None:
        """The term to appeal, None before the decision was delivered."""
        return next((t for t in self.terms if t.name is cases.TermName.APPEAL), None)


def count_deadlines(
    *, term: cases.TermKind, events: Sequence[cases.ClockEvent], today: date
) -> Deadlines:
    """Return every deadline of the days given, by the law that this office has recorded.

    Days to come are planned with: the answer is then as of the last of them. Nothing is written.
    """
    on = max([today, *(e.on for e in events)])
    rules = cases.list_law_rules()
    clock = cases.read_clock(term=term, events=events, rules=rules, on=on)
    terms = cases.list_history_terms(term=term, events=events, rules=rules, on=on)
    received = next((e.on for e in events if e.kind is cases.EventKind.RECEIVED), on)
    lines = tuple(Told(x, _rule_of(x, rules, received)) for x in clock.lines)
    return Deadlines(on, clock, terms, lines, tuple(_running(terms[0])))


def _rule_of(
    line: cases.ClockLine, rules: Iterable[cases.LawRule], received: date
) -> cases.LawRule | None:
    """The rule of a line: of the line's kind and article, in force on the day it looks at."""
    kind = _RULED.get(line.sentence)
    # The law of the day of receipt says how long the office has; other rules that of their day.
    is_term = line.sentence in (cases.Sentence.TERM_DAYS, cases.Sentence.TERM_MONTHS)
    day = received if is_term else line.from_date
    return next((r for r in rules if day and r.kind is kind and r.article == line.article
                 and r.valid_from <= day and (r.valid_until is None or day <= r.valid_until)), None)


def _running(term: cases.HistoryTerm) -> Iterable[tuple[date, date]]:
    """The days from the start to the end that no suspension takes."""
    if term.start is None or term.end is None:
        return
    day = term.start + DAY
    for stop in sorted(term.suspensions, key=lambda s: s.since):
        if stop.since > day:
            yield day, stop.since - DAY
        day = max(day, (stop.until or term.end) + DAY)
    if day <= term.end:
        yield day, term.end


def term_of_procedure(*, legal_basis: str) -> cases.TermKind | None:
    """Return the term that a card's legal basis cites, None where the clock counts none of it.

    A term is meant when all its articles are cited; of several, the one with most of them: whoever
    cites art. 210 and 223 means the EU long-term resident, art. 210 alone permanent residence.
    """
    act = knowledge.LawAct.FOREIGNERS
    cited = {c.article for c in knowledge.citations_of(legal_basis, otherwise=act) if c.act is act}
    found: dict[cases.TermKind, int] = {}
    for rule in cases.list_terms():
        articles = set(_ARTICLE.findall(rule.article))
        if rule.subject in set(cases.TermKind) and articles <= cited:
            found[cases.TermKind(rule.subject)] = len(articles)
    return max(found, key=lambda kind: found[kind], default=None)
