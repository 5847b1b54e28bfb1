"""Forms of reports: the office's own text, and whom a report is sent to."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from przystan.reporting.exports import FORMATS
from przystan.reporting.reports import KIND_NAMES


class NarrativeForm(forms.Form):
    """The text of a report; paragraphs are parted by an empty line."""

    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea({"rows": 16}), max_length=20_000,
        help_text=_("A live number is written {calls.outgoing:spaced}: the code of a figure or of "
                    "a measure, and how it is written. An empty line begins a paragraph."))


class ScheduleForm(forms.Form):
    """Which report is sent to whom, and how often."""

    kind = forms.ChoiceField(label=_("Report"))
    language = forms.ChoiceField(
        label=_("Language"), choices=[(c, n) for c, n in settings.LANGUAGES if c in ("pl", "en")])
    every = forms.ChoiceField(
        label=_("Sent after each"), choices=[("month", _("month")), ("quarter", _("quarter"))])
    ending = forms.ChoiceField(label=_("File"), choices=[(e, e.upper()) for e in FORMATS],
                               initial="pdf")
    recipient = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Of somebody who may see reports: checked again whenever one is sent."))
    is_outside = forms.BooleanField(
        label=_("The address is outside the office, and the report may go there"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k, _(name)) for k, name in KIND_NAMES.items()]
