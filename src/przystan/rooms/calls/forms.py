"""Forms of calls, and the words for what a contact can be."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
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


KNOWN_DAYS = (date(2000, 1, 1), date(2099, 12, 31))


def _day(label):
    """A day of a page of measures: of this century, so that weeks around it exist."""
    first, last = KNOWN_DAYS
    return forms.DateField(
        label=label, required=False, widget=ui.DayInput,
        validators=[MinValueValidator(first), MaxValueValidator(last)])


class DayFilters(forms.Form):
    """From which day to which."""

    day = _day(_("From day"))
    until = _day(_("To day"))


class MeasureFilters(DayFilters):
    """Days, and whose queue: one language's, or every one."""

    language = forms.ChoiceField(
        label=_("Queue"), required=False, choices=[ALL, *LANGUAGES.items()])


class AbandonedFilters(MeasureFilters):
    """Callers who gave up, by what happened after."""

    aftermath = forms.ChoiceField(
        label=_("What happened after"), required=False, choices=[
            ALL, ("called_back", _("We called back")), ("came_again", _("Called again")),
            ("still_time", _("Still time")), ("never_heard", _("Never heard of again")),
            ("number_unknown", _("Number unknown"))])


class ForecastFilters(forms.Form):
    """The first of the seven days that are forecast."""

    day = _day(_("Week from"))


class StaffingFilters(forms.Form):
    """A day, and what callers shall get."""

    day = _day(_("Day"))
    service_level = forms.IntegerField(
        label=_("Answered in time, %"), required=False, min_value=1, max_value=99,
        widget=forms.NumberInput(attrs={"placeholder": "80"}))
    within = forms.IntegerField(
        label=_("In time means, s"), required=False, min_value=0, max_value=600,
        widget=forms.NumberInput(attrs={"placeholder": "20"}))
    shrinkage = forms.IntegerField(
        label=_("Paid time without calls, %"), required=False, min_value=0, max_value=90,
        widget=forms.NumberInput(attrs={"placeholder": "30"}))


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


class HelplineForm(forms.Form):
    """A new version of the helpline: its text, written or from a file, and what is new in it."""

    text = forms.CharField(
        label=_("Text (TOML)"), required=False, strip=False, max_length=200_000,
        help_text=_("Places, keys and what is said in each language."),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "p-code"}))
    file = forms.FileField(
        label=_("Or a file"), required=False,
        help_text=_("A file goes before the text above."))
    note = forms.CharField(
        label=_("What is new"), max_length=200,
        help_text=_("For example: hours over Easter."))

    def clean_file(self):
        """Give the file's text. It is UTF-8, at most 200 kB."""
        file = self.cleaned_data.get("file")
        if not file:
            return ""
        if file.size > 200_000:
            raise forms.ValidationError(_("The file is over 200 kB."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            raise forms.ValidationError(_("The file is not UTF-8 text.")) from wrong

    def clean(self):
        """The text that counts stands in `text`."""
        data = super().clean()
        data["text"] = data.get("file") or data.get("text", "").replace("\r\n", "\n")
        if not data["text"].strip() and not self.errors:
            self.add_error("text", _("Write the text or choose a file."))
        return data


class TrialForm(forms.Form):
    """What a caller would press."""

    ui_marks_optional = False
    keys = forms.CharField(
        label=_("Keys"), required=False, max_length=200,
        help_text=_("For example 4,3,0: a comma between prompts, - for silence, the word closed "
                    "for a call outside opening hours. Invented numbers only."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    language = forms.ChoiceField(
        label=_("Line"), required=False,
        choices=[("", _("asks for the language")),
                 *((code, calls.language_label(code)) for code in calls.HELPLINE_LANGUAGES)])
