"""Forms of reception, and how ticket states are called on screens."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception

STATE_LABELS = {
    reception.TicketState.WAITING: _("waiting"), reception.TicketState.CALLED: _("called"),
    reception.TicketState.SERVED: _("served"), reception.TicketState.NO_SHOW: _("did not come"),
    reception.TicketState.CANCELLED: _("cancelled"),
}
# The same states as what the counter does, on its buttons.
MOVE_LABELS = {
    reception.TicketState.WAITING: _("Back to the queue"),
    reception.TicketState.CALLED: _("Call again"), reception.TicketState.SERVED: _("Served"),
    reception.TicketState.NO_SHOW: _("Did not come"), reception.TicketState.CANCELLED: _("Cancel"),
}
LANGUAGES = (("pl", "Polski"), ("en", "English"), ("uk", "Українська"), ("ru", "Русский"))
LANGUAGE_NAMES = dict(LANGUAGES)


def service_choices():
    """Return the services as choices: Polish for Polish readers, else English."""
    polish = get_language() == "pl"
    return [(s.code, s.name if polish else s.name_en) for s in reception.list_services()]


class TicketFilters(forms.Form):
    """Filters of the day's tickets."""

    branch = forms.ChoiceField(label=_("Branch"), required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=ui.DayInput())
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[("", _("All")), *((s.value, t) for s, t in STATE_LABELS.items())],
    )

    def __init__(self, *args, branches, **options):
        super().__init__(*args, **options)
        self.fields["branch"].choices = branches


class TicketForm(forms.Form):
    """One ticket taken at the reception."""

    service_code = forms.ChoiceField(label=_("Service"))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def __init__(self, *args, services, **options):
        super().__init__(*args, **options)
        self.fields["service_code"].choices = services


class CounterForm(forms.Form):
    """The counter that calls."""

    counter = forms.RegexField(r"^[0-9A-Z]{1,4}$", label=_("Counter"), max_length=4)
