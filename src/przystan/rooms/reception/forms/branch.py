"""Forms of a branch: hours, closures, counters, booking rules. Every change is a dated row."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception
from przystan.rooms.reception.forms.hall import LANGUAGES

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"),
            _("Saturday"), _("Sunday"))


def time_field(label):
    """Return a field for a time of the day, empty where closed."""
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(
        attrs={"type": "time", "class": "govuk-input--width-5"}, format="%H:%M"))


class HoursForm(forms.Form):
    """When the branch is open on some weekdays from a day on."""

    weekdays = forms.MultipleChoiceField(
        label=_("Weekdays"), choices=[(n, day) for n, day in enumerate(WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple)
    opens = time_field(_("Opens"))
    closes = time_field(_("Closes"))
    valid_from = forms.DateField(label=_("From"), widget=ui.DayInput())

    def hours(self):
        """Return a row for each weekday."""
        given = self.cleaned_data
        return [reception.Hours(int(n), given["opens"], given["closes"], given["valid_from"])
                for n in given["weekdays"]]


class ClosureForm(forms.Form):
    """A day that is not as its weekday."""

    day = forms.DateField(label=_("Day"), widget=ui.DayInput())
    opens = time_field(_("Opens, if it does"))
    closes = time_field(_("Closes"))
    note = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Everybody may read it."))


class ProcedureForm(forms.Form):
    """For which procedure's certificates a service asks."""

    service_code = forms.ChoiceField(label=_("Service"))
    procedure = forms.ChoiceField(
        label=_("Procedure"), required=False,
        help_text=_("Tickets are then called first by those who hold its certificate, in the "
                    "language of the ticket; by anybody when none of them sits at a counter."))

    def __init__(self, *args, services, **options):
        super().__init__(*args, **options)
        self.fields["service_code"].choices = services
        self.fields["procedure"].choices = [
            ("", _("None")), *sorted(reception.connected_staff().topics().items(),
                                     key=lambda pair: str(pair[1]))]


class CounterSkillForm(forms.Form):
    """What a counter serves from a day on; a new number makes a new counter."""

    code = forms.RegexField(r"^[0-9A-Z]{1,4}$", label=_("Counter"), max_length=4)
    services = forms.MultipleChoiceField(
        label=_("Services"), widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("None chosen means all."))
    counter_from = forms.DateField(label=_("From"), widget=ui.DayInput())

    def __init__(self, *args, services, **options):
        super().__init__(*args, **options)
        self.fields["services"].choices = services

    def counter(self):
        """Return what the form says."""
        given = self.cleaned_data
        return reception.NewCounter(
            given["code"], tuple(given["services"]), tuple(given["languages"]))


class BookingRuleForm(forms.Form):
    """How a service is booked from a day on."""

    service_code = forms.ChoiceField(label=_("Service"))
    minutes = forms.IntegerField(label=_("Minutes a visit"), min_value=5, max_value=240)
    buffer_minutes = forms.IntegerField(label=_("Pause after it"), min_value=0, max_value=120)
    places = forms.IntegerField(label=_("At the same time"), min_value=1, max_value=50)
    daily_quota = forms.IntegerField(
        label=_("A day at most"), min_value=0, max_value=2000,
        help_text=_("0 stops the booking."))
    days_ahead = forms.IntegerField(label=_("Days ahead"), min_value=1, max_value=120)
    rule_from = forms.DateField(label=_("From"), widget=ui.DayInput())

    def __init__(self, *args, services, **options):
        super().__init__(*args, **options)
        self.fields["service_code"].choices = services

    def rule(self):
        """Return what the form says."""
        given = dict(self.cleaned_data)
        return reception.BookingRule(valid_from=given.pop("rule_from"), **given)
