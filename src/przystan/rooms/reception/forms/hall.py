"""Forms of the hall and the counter, and how states and classes are called on screens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.reception import public as reception

S, P = reception.TicketState, reception.Priority
STATE_LABELS = {
    S.WAITING: _("waiting"), S.CALLED: _("called"), S.SERVING: _("at the counter"),
    S.SERVED: _("served"), S.NO_SHOW: _("did not come"), S.HELD: _("on hold"),
    S.REDIRECTED: _("redirected"), S.CANCELLED: _("cancelled"),
}
PRIORITY_LABELS = {
    P.ORDINARY: _("in turn"), P.DISABLED: _("disability"),
    P.CHILD: _("pregnant or with a small child"), P.STAY_ENDS: _("the stay ends in days"),
    P.OTHER: _("another reason"),
}
LANGUAGES = (("pl", "Polski"), ("en", "English"), ("uk", "Українська"), ("ru", "Русский"))
LANGUAGE_NAMES = dict(LANGUAGES)


def service_choices():
    """Return the services as choices, named in the reader's language."""
    return list(reception.service_names().items())


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
    """At which counter somebody sits."""

    counter = forms.ChoiceField(label=_("Counter"))

    def __init__(self, *args, counters, **options):
        super().__init__(*args, **options)
        self.fields["counter"].choices = [(c.code, c.code) for c in counters]


class HoldForm(forms.Form):
    """Why a ticket waits aside."""

    reason = forms.CharField(label=_("Why on hold"), max_length=200)


class RedirectForm(forms.Form):
    """Where a ticket goes on, and why; it keeps its place."""

    service_code = forms.ChoiceField(label=_("To the service"), required=False)
    to_counter = forms.ChoiceField(label=_("Or to one counter"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args, services, counters, **options):
        super().__init__(*args, **options)
        self.fields["service_code"].choices = [("", "–"), *services]
        self.fields["to_counter"].choices = [("", "–"), *((c.code, c.code) for c in counters)]

    def clean(self):
        given = super().clean()
        if not given.get("service_code") and not given.get("to_counter"):
            self.add_error("service_code", _("Choose a service or a counter."))
        return given


class PriorityForm(forms.Form):
    """Why somebody goes before others."""

    priority = forms.ChoiceField(
        label=_("Turn"), choices=[(p.value, t) for p, t in PRIORITY_LABELS.items()])
    reason = forms.CharField(label=_("What was seen or said"), max_length=200, required=False)

    def clean(self):
        given = super().clean()
        if given.get("priority") != P.ORDINARY and not given.get("reason"):
            self.add_error("reason", _("Say why, in a few words."))
        return given


class HolderForm(forms.Form):
    """Who stands at the counter: held against the booking's hash, kept nowhere."""

    full_name = forms.CharField(label=_("Name as in the document"), max_length=200)
    birth_date = forms.DateField(label=_("Birth date"), widget=ui.DateParts(birthday=True))
