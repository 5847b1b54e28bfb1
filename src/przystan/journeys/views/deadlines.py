"""The deadline calculator: for everybody, without an account; nothing is kept, no cookie set."""

from __future__ import annotations

from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from przystan.journeys.deadlines import count_deadlines, term_of_procedure
from przystan.journeys.deadlines_form import DeadlinesForm
from przystan.platform.accounts.public import public_page
from przystan.platform.clock import public as clock
from przystan.platform.pages.public import kept_page
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.knowledge import public as knowledge

S, C = cases.Sentence, cases.ClockState
MISSING = frozenset({
    S.MISSING_APPEARANCE, S.MISSING_FINGERPRINTS, S.MISSING_DOCUMENTS, S.NO_TERM})
TONES = {C.SUSPENDED: ui.Tone.AMBER, C.OVERDUE: ui.Tone.RED, C.RUNNING: ui.Tone.TEAL}


@public_page
@kept_page()
@require_safe
def deadlines(request):
    today = clock.local_date(clock.now())
    card = _card(request.GET.get("procedure", ""))
    kind = term_of_procedure(legal_basis=card.legal_basis) if card else None
    form = DeadlinesForm(request.GET if "received" in request.GET else None, today=today,
                         initial={"kind": kind})
    found = None
    if form.is_bound and form.is_valid():
        found = count_deadlines(term=cases.TermKind(form.cleaned_data["kind"]),
                                events=form.events(), today=today)
    return render(request, "journeys/deadlines.html", {
        "form": form, "card": card, "has_no_term": card and kind is None,
        "found": found, **(_told(found) if found else {})})


def _card(slug):
    """The card from which the reader comes, None without one that is published."""
    try:
        return knowledge.get_procedure(slug=slug, language=(get_language() or "pl")[:2])
    except knowledge.ProcedureNotFound:
        return None


def _told(found):
    return {
        "facts": _facts(found), "picture": _picture(found), "table": _table(found),
        "missing": [cases.explain_line(t.line) for t in found.lines if t.line.sentence in MISSING],
        "has_unconfirmed": any(not t.line.is_confirmed for t in found.lines)}


def _facts(found):
    state = found.clock.state
    facts = [ui.Fact(_("The office should decide by"), found.clock.last_date or _("not known yet")),
             ui.Fact(_("On %(day)s") % {"day": _day(found.on)},
                     ui.Tag(cases.state_label(state), TONES.get(state, ui.Tone.GREY)))]
    if found.clock.days_left is not None and found.clock.days_left >= 0:
        facts.append(ui.Fact(_("Days of the term that are left"), found.clock.days_left))
    if found.appeal:
        facts.append(ui.Fact(_("You may appeal until"), found.appeal.end))
    return ui.KeyFacts(facts)


def _picture(found):
    spans = [*_before(found), *_stops(found), *_running(found), *_appeal(found)]
    if not spans:
        return ""
    return ui.Spans(_("The days in a picture"), spans, _(
        "The longer the bar, the longer it lasts. A thin line is the first day of a year; a bar "
        "with a broken edge rests on a rule that is not confirmed."))


def _before(found):
    received = next(t.line.from_date for t in found.lines if t.line.sentence is S.RECEIVED)
    start = found.clock.started_on
    if start is None:
        return
    yield ui.Span(_("From the application to the last missing thing:"), _days(received, start),
                  ((received, start),), ui.Tone.GREY)


def _stops(found):
    for told in found.lines:
        line = told.line
        if line.sentence in (S.STOPPED_BY_LAW, S.STOPPED_BY_LAW_OPEN):
            yield ui.Span(
                _("The law stops the term, %(article)s:") % {
                    "article": cases.explain_article(line)},
                _days(line.from_date, line.to_date), ((line.from_date, line.to_date),),
                ui.Tone.AMBER, line.is_confirmed)


def _running(found):
    if found.running:
        yield ui.Span(_("The term of the office runs:"),
                      ", ".join(_days(*piece) for piece in found.running), found.running,
                      ui.Tone.TEAL)


def _appeal(found):
    term = found.appeal
    if term:
        yield ui.Span(_("You may appeal:"), _days(term.start, term.end), ((term.start, term.end),),
                      ui.Tone.GREEN, term.line.is_confirmed)


def _table(found):
    return ui.Table(
        caption=_("How it is counted"),
        columns=(ui.Column(_("What"), ui.Kind.HEAD), ui.Column(_("Days")),
                 ui.Column(_("Legal basis")), ui.Column(_("In force")), ui.Column(_("State"))),
        rows=[(cases.explain_line(t.line), cases.explain_days(t.line), t.line.article,
               _days(t.rule.valid_from, t.rule.valid_until) if t.rule else "",
               (_("compared with the act") if t.line.is_confirmed else _("unconfirmed"))
               if t.rule else "")
              for t in found.lines])


def _days(first, last):
    if last is None:
        return _("from %(first)s, no end is known") % {"first": _day(first)}
    return _("%(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}


def _day(day):
    return date_format(day, "j E Y")
