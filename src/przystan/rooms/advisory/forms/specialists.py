"""Forms of the rota: who is free, an hour to be booked, hours of duty."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from przystan.platform.clock import public as clock
from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.advisory import public as advisory

REFUSALS = (
    noop("a duty is on site or by phone"),
    noop("a duty on site names its branch"),
    noop("an interpreter works between two languages"),
    noop("the end is after the beginning"),
    noop("the time is too long for one entry"),
    noop("hours of this duty are booked: cancel them first"),
    noop("the specialist is on the rota at this time already"),
    noop("the specialist is not on duty there for the whole time"),
    noop("the specialist is booked at this time already"),
)
LANGUAGES = (("", "–"), ("uk", "українська"), ("ru", "русский"), ("en", "English"),
             ("be", "беларуская"), ("ka", "ქართული"), ("vi", "Tiếng Việt"), ("tr", "Türkçe"),
             ("ar", "العربية"), ("es", "español"))
MINUTES = ((30, "30"), (60, "60"), (90, "90"), (120, "120"))


def at_local(day, hour):
    """Return the instant of a local day and hour."""
    return datetime.combine(day, hour, clock.OFFICE_ZONE)


class CalendarFilters(forms.Form):
    """Which days and whose hours the calendar shows."""

    day = forms.DateField(label=_("From"), required=False, widget=ui.DayInput)
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    profession = forms.ChoiceField(label=_("Who"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = [("", _("all")), *branch_choices()]
        self.fields["profession"].choices = [("", _("all"))] + advisory.choices_of(
            advisory.Profession)


def branch_choices():
    """Return the branches for a form's choices."""
    return [(b.code, b.town) for b in sites.list_branches()]


class FreeForm(forms.Form):
    """When somebody is needed, where, and with which language."""

    profession = forms.ChoiceField(label=_("Who"))
    branch = forms.ChoiceField(label=_("Branch"))
    language = forms.ChoiceField(label=_("Language"), required=False, choices=LANGUAGES)
    day = forms.DateField(label=_("Day"), widget=ui.DayInput)
    hour = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.TypedChoiceField(label=_("Minutes"), choices=MINUTES, coerce=int)

    ui_layout = ((None, (("profession", "branch", "language"), ("day", "hour", "minutes"))),)
    ui_marks_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profession"].choices = advisory.choices_of(advisory.Profession)
        self.fields["branch"].choices = branch_choices()

    def period(self):
        """Return the beginning and the end of what is asked for."""
        data = self.cleaned_data
        begins = at_local(data["day"], data["hour"])
        return begins, begins + timedelta(minutes=data["minutes"])


class BookingForm(forms.Form):
    """Why the hour is booked."""

    purpose = forms.CharField(
        label=_("Purpose"), required=False, max_length=200,
        help_text=_("Seen by everybody at the desk: no details of the matter."))


class DutyForm(forms.Form):
    """Hours during which somebody can be booked."""

    specialist = forms.TypedChoiceField(label=_("Who"), coerce=int)
    mode = forms.ChoiceField(label=_("Where"))
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    day = forms.DateField(label=_("Day"), widget=ui.DayInput)
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}))

    ui_layout = ((None, (("specialist", "mode", "branch"), ("day", "begins", "ends"))),)
    ui_marks_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["specialist"].choices = [
            (s.id, f"{s.display_name} ({advisory.word(s.profession)})")
            for s in advisory.list_specialists()]
        self.fields["mode"].choices = [
            (m.value, advisory.interpreter_label(m)) for m in advisory.InterpreterMode
            if m is not advisory.InterpreterMode.NONE]
        self.fields["branch"].choices = [("", "–"), *branch_choices()]

    def duty(self):
        """Return what the form describes."""
        data = self.cleaned_data
        return advisory.NewDuty(
            data["specialist"], data["branch"] or None,
            advisory.InterpreterMode(data["mode"]), at_local(data["day"], data["begins"]),
            at_local(data["day"], data["ends"]))


class CancelForm(forms.Form):
    """Why a booked hour is cancelled."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
