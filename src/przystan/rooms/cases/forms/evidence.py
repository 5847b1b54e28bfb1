"""Forms of opinions and hearings."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from przystan.platform.clock import public as clock
from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.cases.forms.proceedings import ActForm

ANSWERS = {cases.OpinionAnswer.NO_OBJECTION: _("no objection"),
           cases.OpinionAnswer.OBJECTION: _("objection")}


def _today():
    return clock.local_date(clock.now())


class AskForm(ActForm):
    """Which authorities are asked."""

    bodies = forms.MultipleChoiceField(
        label=_("Authorities"), widget=forms.CheckboxSelectMultiple)
    on = forms.DateField(label=_("Asked on"), widget=ui.DayInput())

    def offer(self):
        waiting = {o.body for o in cases.opinions_of(case_id=self.found.id, on=_today())
                   if o.state is cases.OpinionState.WAITING}
        free = [b for b in cases.OpinionBody if b not in waiting]
        self.fields["bodies"].choices = [(b.value, cases.note_text(b)) for b in free]
        self.is_of_use = bool(free) and cases.entry_of_case(case_id=self.found.id) is not None


class QuestionForm(ActForm):
    """An authority that was asked and has not answered."""

    opinion = forms.TypedChoiceField(label=_("Authority"), coerce=int)
    on = forms.DateField(label=_("Day"), widget=ui.DayInput())
    only_waiting = False

    def offer(self):
        states = {cases.OpinionState.WAITING} if self.only_waiting else {
            cases.OpinionState.WAITING, cases.OpinionState.SILENT_CONSENT}
        open_ = [o for o in cases.opinions_of(case_id=self.found.id, on=_today())
                 if o.state in states and not (self.only_waiting and o.is_prolonged)]
        self.fields["opinion"].choices = [
            (o.event_id, f"{cases.note_text(o.body)}, {ui.date_text(o.asked_on)}") for o in open_]
        self.is_of_use = bool(open_)


class ProlongForm(QuestionForm):
    """An authority that needs more time."""

    only_waiting = True


class AnswerForm(QuestionForm):
    """What an authority answered."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=[(a.value, t) for a, t in ANSWERS.items()])
    text = forms.CharField(
        label=_("What it objects to"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("opinion", "answer", "text", "on")


class HearingForm(ActForm):
    """Who is called to a hearing, when and where."""

    heard = forms.ChoiceField(label=_("Who is heard"))
    called_on = forms.DateField(label=_("Day of the summons"), widget=ui.DayInput())
    on = forms.DateField(label=_("Day of the hearing"), widget=ui.DayInput())
    hour = forms.TimeField(
        label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Place"), max_length=120)

    def offer(self):
        self.fields["heard"].choices = [
            (h.value, capfirst(cases.note_text(h))) for h in cases.HeardAs]
        self.fields["called_on"].initial = _today()
        self.fields["on"].initial = None


class HearingOutcomeForm(ActForm):
    """What became of a hearing."""

    hearing = forms.TypedChoiceField(label=_("Hearing"), coerce=int)
    outcome = forms.ChoiceField(
        label=_("What happened"), choices=[("held", _("held")), ("missed", _("nobody came"))])
    minutes = forms.CharField(
        label=_("Minutes"), required=False, widget=forms.Textarea(attrs={"rows": 6}))

    def offer(self):
        open_ = [h for h in cases.hearings_of(case_id=self.found.id)
                 if h.state is cases.HearingState.CALLED and h.on <= _today()]
        self.fields["hearing"].choices = [(h.event_id, hearing_text(h)) for h in open_]
        self.is_of_use = bool(open_)


def hearing_text(hearing):
    """A hearing in one line: who, when."""
    return _now("%(who)s, %(day)s at %(hour)s") % {
        "who": capfirst(cases.note_text(hearing.heard)), "day": ui.date_text(hearing.on),
        "hour": hearing.at.strftime("%H:%M")}
