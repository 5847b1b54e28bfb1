"""The form of the deadline calculator: a kind of permit and days, nothing of a person."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases

T, K = cases.TermKind, cases.EventKind
# Ustawa z 12 grudnia 2013 r. o cudzoziemcach is in force from this day; no term is older.
FIRST_DAY = date(2014, 5, 1)
FARTHEST = timedelta(days=3 * 366)
EVENTS = {
    "received": K.RECEIVED, "appeared": K.APPEARED, "fingerprints": K.FINGERPRINTS,
    "defects_summoned": K.DEFECTS_SUMMONED, "defects_remedied": K.DEFECTS_REMEDIED,
    "documents_summoned": K.DOCUMENTS_SUMMONED,
    "documents": K.DOCUMENTS_COMPLETE, "decided": K.DECIDED, "delivered": K.DELIVERED,
}
# A summons with the last day that it gives.
LAST_DAYS = {"defects_summoned": "defects_until", "documents_summoned": "documents_until"}


class DeadlinesForm(forms.Form):
    """What kind of permit, and what happened on which day."""

    ui_marks_optional = True
    kind = forms.ChoiceField(
        label=_("What did you apply for?"), widget=forms.RadioSelect,
        choices=[(T.TEMPORARY, _("temporary residence")), (T.PERMANENT, _("permanent residence")),
                 (T.LONG_TERM, _("EU long-term residence"))],
        error_messages={"required": _("Choose one answer.")})
    received = forms.DateField(
        label=_("Day on which you applied"), widget=ui.DayInput(),
        error_messages={"required": _("Give the day on which you applied.")})
    appeared = forms.DateField(
        label=_("Day on which you came in person"), required=False, widget=ui.DayInput(),
        help_text=_("The same day, if you brought the application yourself."))
    fingerprints = forms.DateField(
        label=_("Day on which your fingerprints were taken"), required=False, widget=ui.DayInput())
    defects_summoned = forms.DateField(
        label=_("Day on which you got a summons to remedy formal defects"), required=False,
        widget=ui.DayInput(), help_text=_("Leave it out, if there was none."))
    defects_until = forms.DateField(
        label=_("Last day that this summons gives"), required=False, widget=ui.DayInput())
    defects_remedied = forms.DateField(
        label=_("Day on which you remedied the defects"), required=False, widget=ui.DayInput())
    documents_summoned = forms.DateField(
        label=_("Day on which you got a summons to bring documents"), required=False,
        widget=ui.DayInput(), help_text=_("Leave it out, if there was none."))
    documents_until = forms.DateField(
        label=_("Last day that the summons for documents gives"), required=False,
        widget=ui.DayInput())
    documents = forms.DateField(
        label=_("Day on which the last missing document came to the office"), required=False,
        widget=ui.DayInput(), help_text=_("The day you applied, if nothing was missing."))
    decided = forms.DateField(
        label=_("Day that stands on the decision"), required=False, widget=ui.DayInput())
    delivered = forms.DateField(
        label=_("Day on which you got the decision"), required=False, widget=ui.DayInput(),
        help_text=_("From this day you can tell until when you may appeal."))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.last_day = today + FARTHEST

    def events(self):
        """Return what happened, in the words of the clock."""
        given = self.cleaned_data
        return [cases.ClockEvent(kind, given[name], given.get(LAST_DAYS.get(name, "")))
                for name, kind in EVENTS.items() if given.get(name)]

    def clean(self):
        given = super().clean()
        for name in (*EVENTS, *LAST_DAYS.values()):
            day = given.get(name)
            if day and not FIRST_DAY <= day <= self.last_day:
                self.add_error(name, _now("Give a day from %(first)s to %(last)s.") % {
                    "first": date_format(FIRST_DAY, "j E Y"),
                    "last": date_format(self.last_day, "j E Y")})
        for name, last in LAST_DAYS.items():
            if given.get(name) and given.get(last) and given[last] < given[name]:
                self.add_error(last, _now("This day is before the day of the summons."))
            elif given.get(last) and not given.get(name) and name not in self.errors:
                self.add_error(name, _now("Give the day of the summons too."))
        if not self.errors:
            self._refuse_untrue()
        return given

    def _refuse_untrue(self):
        events = self.events()
        names = {kind: name for name, kind in EVENTS.items()}
        for place, why in cases.refusals_of(events):
            name = names[events[place].kind]
            if why is cases.Refusal.UNDECIDED:
                self.add_error("decided", _now(
                    "Give the day that stands on the decision: it is not after the day on which "
                    "you got it."))
            elif why is cases.Refusal.NO_LAST_DAY:
                self.add_error(LAST_DAYS[name], _now("Give the last day that the summons gives."))
            elif why is cases.Refusal.BEFORE_RECEIPT:
                self.add_error(name, _now("This day is before the day on which you applied."))
            else:
                self.add_error(name, str(cases.refusal_text(why)))
