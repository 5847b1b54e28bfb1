"""The page of a case's opinions and hearings."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from przystan.platform.accounts.public import Permission, requires
from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms import evidence as forms
from przystan.rooms.cases.views.acts import Act, act_page

OPINION_STATES = {
    cases.OpinionState.WAITING: (gettext_lazy("may still answer"), ui.Tone.AMBER),
    cases.OpinionState.SILENT_CONSENT: (
        gettext_lazy("silent consent"), ui.Tone.GREEN)}
HEARING_STATES = {
    cases.HearingState.CALLED: (gettext_lazy("called"), ui.Tone.AMBER),
    cases.HearingState.HELD: (gettext_lazy("held"), ui.Tone.GREEN),
    cases.HearingState.MISSED: (gettext_lazy("nobody came"), ui.Tone.RED)}


def _ask(*, case_id, data, actor, at):
    cases.ask_opinions(case_id=case_id, bodies=[cases.OpinionBody(b) for b in data["bodies"]],
                       on=data["on"], actor=actor, at=at)


def _prolong(*, case_id, data, actor, at):
    cases.prolong_opinion(
        case_id=case_id, event_id=data["opinion"], on=data["on"], actor=actor, at=at)


def _answer(*, case_id, data, actor, at):
    cases.answer_opinion(
        case_id=case_id, event_id=data["opinion"], answer=cases.OpinionAnswer(data["answer"]),
        text=data["text"], on=data["on"], actor=actor, at=at)


def _call(*, case_id, data, actor, at):
    cases.call_hearing(
        case_id=case_id, heard=cases.HeardAs(data["heard"]), called_on=data["called_on"],
        on=data["on"], hour=data["hour"], place=data["place"], actor=actor, at=at)


def _close(*, case_id, data, actor, at):
    cases.close_hearing(
        case_id=case_id, event_id=data["hearing"], was_held=data["outcome"] == "held",
        minutes=data["minutes"], actor=actor, at=at)


ACTS = (
    Act("ask", gettext_lazy("Ask for opinions"), gettext_lazy("Record"),
        gettext_lazy("The question was recorded; the term to answer runs."), forms.AskForm, _ask),
    Act("prolong", gettext_lazy("An authority needs more time"), gettext_lazy("Record"),
        gettext_lazy("The longer term of the law holds."), forms.ProlongForm, _prolong),
    Act("answer", gettext_lazy("An answer came"), gettext_lazy("Record"),
        gettext_lazy("The answer was recorded."), forms.AnswerForm, _answer),
    Act("hearing", gettext_lazy("Call to a hearing"), gettext_lazy("Record"),
        gettext_lazy("The hearing was recorded."), forms.HearingForm, _call),
    Act("outcome", gettext_lazy("What became of a hearing"), gettext_lazy("Record"),
        gettext_lazy("The outcome was recorded."), forms.HearingOutcomeForm, _close))


@requires(Permission.CASES_VIEW)
@require_http_methods(["GET", "POST"])
def evidence(request, case_id):
    """Which authorities were asked and what they said; who was heard."""
    may_edit = request.actor.can(Permission.CASES_EDIT)
    return act_page(request, case_id, address="cases:evidence", acts=ACTS,
                    title=_("Opinions and hearings"), blocks=lambda found: [
                        _opinions(found, may_edit), _hearings(found, may_edit)])


def _opinions(found, may_edit):
    today = clock.local_date(clock.now())
    return ui.Table(
        caption=_("Opinions"),
        columns=(ui.Column(_("Authority"), ui.Kind.HEAD), ui.Column(_("Article")),
                 ui.Column(_("Asked on"), ui.Kind.NOWRAP), ui.Column(_("Term")),
                 ui.Column(_("Answer")), ui.Column(_("Correction"))),
        rows=[(cases.note_text(o.body), o.article, o.asked_on,
               _("%(days)s days, to %(day)s") % {"days": o.days, "day": ui.date_text(o.due_on)}
               if o.due_on else _("no term of the law"),
               _answered(o), _strike(found, o.answer_event_id or o.event_id, may_edit))
              for o in cases.opinions_of(case_id=found.id, on=today)],
        empty=ui.EmptyState(_("No authority was asked yet"), _(
            "Ask the Border Guard, the Police and the Internal Security Agency; silence within "
            "the term counts as consent.")))


def _answered(opinion):
    if opinion.state is not cases.OpinionState.ANSWERED:
        return ui.Tag(*OPINION_STATES[opinion.state])
    said = capfirst(forms.ANSWERS[opinion.answer]) if opinion.answer else _("Came")
    day = ui.date_text(opinion.answered_on)
    late = _("after silence had counted as consent") if opinion.is_late else ""
    return ". ".join(x for x in (f"{said}, {day}", late, opinion.text) if x)


def _hearings(found, may_edit):
    return ui.Table(
        caption=_("Hearings"),
        columns=(ui.Column(_("Hearing"), ui.Kind.HEAD), ui.Column(_("Place")),
                 ui.Column(_("Called on"), ui.Kind.NOWRAP), ui.Column(_("State")),
                 ui.Column(_("Minutes")), ui.Column(_("Correction"))),
        rows=[(forms.hearing_text(h), h.place, h.called_on, ui.Tag(*HEARING_STATES[h.state]),
               h.minutes, _strike(found, h.outcome_event_id or h.event_id, may_edit))
              for h in cases.hearings_of(case_id=found.id)],
        empty=ui.EmptyState(_("No hearing yet"), _("Call the applicant, the spouse or a witness; "
                                                   "afterwards write the minutes.")))


def _strike(found, event_id, may_edit):
    return ui.Link(reverse("cases:clock-strike", args=[found.id, event_id]),
                   _("Strike")) if may_edit else ""
