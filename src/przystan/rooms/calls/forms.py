"""Forms of calls, and the words for what a contact can be."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.calls import public as calls

OUTCOMES = {outcome: calls.outcome_label(outcome) for outcome in calls.Outcome}
LANGUAGES = {code: calls.language_label(code) for code in (*calls.HELPLINE_LANGUAGES, "other")}
ALL = ("", _("all"))


class ContactFilters(forms.Form):
    """What the list of contacts is narrowed by."""

    day = forms.DateField(label=_("From day"), required=False, widget=ui.DayInput)
    until = forms.DateField(label=_("To day"), required=False, widget=ui.DayInput)
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False,
        choices=[ALL, *((key.value, word) for key, word in OUTCOMES.items())])
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[ALL, *LANGUAGES.items()])
    number = forms.CharField(
        label=_("Number"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
    operator = forms.CharField(label=_("Operator"), required=False, max_length=60)


class LedgerFilters(forms.Form):
    """Which days the ledger shows."""

    until = forms.DateField(label=_("To day"), required=False, widget=ui.DayInput)


class WrapUpForm(forms.Form):
    """What a contact was about."""

    topic = forms.CharField(
        label=_("Topic"), max_length=60,
        help_text=_("For example: residence card, fees, temporary protection."))


class RemovalForm(forms.Form):
    """Why a contact does not count."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300,
        help_text=_("For example: a test call. The reason is kept, and so is the contact."))
