"""The parts of a clock on a page: key facts, the explanation as a timeline, what is missing."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases

S, C = cases.Sentence, cases.ClockState
TONES = {C.RUNNING: ui.Tone.TEAL, C.SUSPENDED: ui.Tone.AMBER, C.OVERDUE: ui.Tone.RED,
         C.NOT_STARTED: ui.Tone.GREY, C.NO_TERM: ui.Tone.GREY, C.ENDED: ui.Tone.GREEN}
LINE_TONES = {S.STOPPED_BY_LAW: ui.Tone.AMBER, S.STOPPED_BY_LAW_OPEN: ui.Tone.AMBER,
              S.PAUSED: ui.Tone.AMBER, S.PAUSED_OPEN: ui.Tone.AMBER, S.LAST_DAY: ui.Tone.RED,
              S.STARTS: ui.Tone.GREEN, S.DECIDED: ui.Tone.GREEN}
BESIDE = frozenset({S.OPINION_DUE, S.OPINION_SILENT, S.OPINION_RECEIVED, S.APPEAL_UNTIL,
                    S.FORWARD_UNTIL, S.APPEAL_STAGE, S.DEFECTS_UNTIL, S.DOCUMENTS_UNTIL,
                    S.UNDELIVERED, S.URGENCY_UNTIL, S.COURT_UNTIL})
UNDATED = frozenset({
    S.MISSING_RECEIPT, S.MISSING_APPEARANCE, S.MISSING_FINGERPRINTS, S.MISSING_FORMALLY,
    S.MISSING_DELIVERY, S.MISSING_DOCUMENTS, S.NO_LAST_DAY, S.NO_TERM})


def state_tag(state):
    """The state of a clock as words on a colour."""
    return ui.Tag(cases.state_label(state), TONES[state])


def clock_facts(clock):
    """What an officer must know first: state, last day, days used and left, until when stopped."""
    facts = [ui.Fact(_("Term"), state_tag(clock.state))]
    if clock.last_date:
        facts.append(ui.Fact(_("Last day"), clock.last_date))
    if clock.started_on:
        facts += [ui.Fact(_("Counted from the day after"), clock.started_on),
                  ui.Fact(_("Days used"), clock.days_used)]
    if clock.days_left is not None:
        late = clock.days_left < 0
        facts.append(ui.Fact(_("Days late") if late else _("Days left"), abs(clock.days_left)))
    if clock.state is C.SUSPENDED:
        facts.append(ui.Fact(_("Suspended until"), clock.suspended_until or _("no end is known")))
    if clock.ended_on:
        facts.append(ui.Fact(_("Decided"), clock.ended_on))
    why = _missing(clock)
    facts += [ui.Fact(_("Why"), _told(line)) for line in why]
    if clock.state is C.SUSPENDED:
        facts += [ui.Fact(_("Why"), _told(line)) for line in clock.lines
                  if line.sentence in LINE_TONES and LINE_TONES[line.sentence] is ui.Tone.AMBER
                  and line.from_date <= clock.on
                  and (line.to_date is None or line.to_date >= clock.on)]
    return ui.KeyFacts(tuple(facts))


def _missing(clock):
    """What holds up the term or leaves it without a last day; nothing once the case is decided."""
    if clock.state is C.ENDED:
        return []
    return [line for line in clock.lines if line.sentence in UNDATED]


def _told(line):
    article = cases.explain_article(line)
    return f"{cases.explain_line(line)} {article}".strip()


def explanation(clock):
    """The lines of the term itself as a timeline, those without a day, and the terms beside it."""
    term = [x for x in clock.lines if x.sentence not in BESIDE | UNDATED]
    return {
        "missing": [_told(x) for x in _missing(clock)],
        "term": ui.Timeline(tuple(_event(x) for x in term)).render(),
        "beside": ui.Timeline(tuple(
            _event(x) for x in clock.lines if x.sentence in BESIDE)).render(),
        "has_beside": any(x.sentence in BESIDE for x in clock.lines),
    }


def _event(line):
    note = capfirst(cases.note_text(line.note))
    text = " · ".join(x for x in (note, cases.explain_days(line)) if x)
    return ui.Event(at=line.from_date, title=cases.explain_line(line), text=text,
                    by=cases.explain_article(line), tone=LINE_TONES.get(line.sentence, ""))
