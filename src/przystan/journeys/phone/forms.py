"""Forms of the operator's desk."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from przystan.journeys.around_case_forms import CaseField
from przystan.rooms.calls import public as calls

PAUSES = {reason: calls.pause_label(reason) for reason in calls.PAUSE_REASONS}


class StateForm(forms.Form):
    """At which phone somebody sits, whom they can serve, and why they pause."""

    phone = forms.CharField(
        label=_("Phone"), max_length=20, help_text=_("Its name in the engine, such as op101."),
        validators=[RegexValidator(r"^[A-Za-z0-9_-]+$", _("Letters and digits only."))],
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    languages = forms.MultipleChoiceField(
        label=_("Languages that you serve"), required=False,
        help_text=_("None chosen means every language."),
        choices=[(code, calls.language_label(code)) for code in calls.HELPLINE_LANGUAGES],
        widget=forms.CheckboxSelectMultiple)
    reason = forms.ChoiceField(
        label=_("Reason of a pause"), required=False, choices=[("", "–"), *PAUSES.items()])


class OrderForm(forms.Form):
    """To which unit a caller is passed on, and what it should know or do."""

    ui_marks_optional = False
    target = forms.ChoiceField(label=_("Unit"))
    note = forms.CharField(
        label=_("What the unit should do"), required=False, max_length=300,
        help_text=_("Opens a task there; the answer comes back to you. No health, no origin, "
                    "no third persons."),
        widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *arguments, units, **options):
        super().__init__(*arguments, **options)
        self.fields["target"].choices = [("", _("choose")), *(
            (unit, f"{unit} {name}".strip()) for unit, name in units.items())]


class CallForm(forms.Form):
    """Whom the office calls, and why."""

    ui_marks_optional = False
    number = forms.CharField(
        label=_("Number"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
    call_reason = forms.ChoiceField(
        label=_("Why"), choices=[(r.value, calls.topic_label(r)) for r in calls.CallReason])


class WrapUpForm(forms.Form):
    """What the call was about, and what came of it."""

    ui_marks_optional = False
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    other = forms.CharField(
        label=_("Another topic"), required=False, max_length=60,
        help_text=_("Only where none of the list fits."))
    note = forms.CharField(
        label=_("What came of it"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: told the documents, will bring a photograph. "
                    "No health, no origin, no third persons."))
    case = CaseField(
        help_text=_("If the call was about a case: its officer reads the note there."))

    def __init__(self, *arguments, topics=(), **options):
        super().__init__(*arguments, **options)
        self.fields["topic"].choices = [
            ("", _("choose")), *((t, calls.topic_label(t)) for t in topics)]

    def clean(self):
        """One topic is needed: what was written goes before what was chosen."""
        data = super().clean()
        data["topic"] = (data.get("other") or "").strip() or data.get("topic", "")
        if not data["topic"] and "topic" not in self.errors:
            self.add_error("topic", _("Choose the topic, or write another."))
        return data
