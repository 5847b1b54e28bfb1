"""Forms of keeping: closing, category, hold, rules, lists."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records
from przystan.rooms.records.forms.folders import KIND_LABELS
from przystan.rooms.records.forms.labels import DISPOSAL_LABELS


class CategoryField(forms.CharField):
    """An archive category as people write it."""

    def clean(self, value):
        text = super().clean(value)
        try:
            return records.read_category(text) if text else ""
        except records.NotACategory:
            raise forms.ValidationError(
                _("Write A, Bc, B or BE and a number of years, for example B10.")) from None


class ClosingForm(forms.Form):
    """When the case was closed."""

    closed_date = forms.DateField(
        label=_("Day of closing"), required=False, widget=ui.DayInput(),
        help_text=_("Leave it empty when the case is open again."))


class CategoryForm(forms.Form):
    """A category of one folder."""

    category = CategoryField(label=_("Archive category"), max_length=5)
    reason = forms.CharField(label=_("Reason"), max_length=200)


class HoldForm(forms.Form):
    """Why a folder must stay."""

    reason = forms.CharField(
        label=_("Why it must stay"), max_length=200,
        help_text=_("For example a suit, an inspection or an inquiry."))


class RuleForm(forms.Form):
    """The category of a kind from a day on."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.value, t) for k, t in KIND_LABELS.items()])
    category = CategoryField(label=_("Archive category"), max_length=5)
    valid_from = forms.DateField(
        label=_("For cases closed from"), widget=ui.DayInput())
    source = forms.CharField(label=_("Source"), max_length=200)
    is_confirmed = forms.BooleanField(label=_("Confirmed by the archivist"), required=False)


class DisposalForm(forms.Form):
    """A new list."""

    kind = forms.ChoiceField(
        label=_("Where the folders go"), choices=[(k.value, t) for k, t in DISPOSAL_LABELS.items()])
    branch = forms.ChoiceField(label=_("Branch"), choices=sites.branch_choices)


class DisposalFoldersForm(forms.Form):
    """Folders for a list."""

    signs = forms.CharField(
        label=_("Case signs"), widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One a line."))


class DocumentForm(forms.Form):
    """The document of a step."""

    document = forms.CharField(label=_("Number of the document"), max_length=80, required=False)
    document_date = forms.DateField(
        label=_("Date of the document"), required=False, widget=ui.DayInput())
