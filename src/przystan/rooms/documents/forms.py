"""Forms of documents."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.rooms.documents import public as documents


class MrzForm(forms.Form):
    """The lines at the foot of a passport, card or visa, scanned or typed."""

    text = forms.CharField(
        label=_("Machine-readable zone"), max_length=400,
        help_text=_("Put the cursor here and scan, or type the two or three lines."),
        widget=forms.Textarea(attrs={
            "rows": 3, "cols": 46, "autofocus": True, "spellcheck": "false",
            "autocomplete": "off", "autocapitalize": "characters", "class": "p-code"}))
    workstation = forms.CharField(
        label=_("Workstation"), required=False, max_length=40)


class ReadingFilters(forms.Form):
    """What the list of readings is narrowed by."""

    q = forms.CharField(
        label=_("Document number"), required=False, max_length=24,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}))
    verdict = forms.ChoiceField(label=_("Verdict"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [("", _("all"))] + [
            (o.value, documents.outcome_label(o))
            for o in (documents.Outcome.PASS, documents.Outcome.FAIL)]
