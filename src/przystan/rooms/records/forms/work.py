"""Forms of tagging, stacks, places and hunts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.sites import public as sites
from przystan.rooms.records import public as records
from przystan.rooms.records.forms.folders import KIND_LABELS
from przystan.rooms.records.forms.labels import PLACE_LABELS

# A desk reader types what it read and ends with Enter; nothing else may catch the keys.
SCAN = {"autofocus": "", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}
MOST_PERSONS = 50


class TaggingForm(forms.Form):
    """Who works, where."""

    branch = forms.ChoiceField(label=_("Branch"), choices=sites.branch_choices)
    persons = forms.IntegerField(
        label=_("Persons"), min_value=1, max_value=MOST_PERSONS, initial=1)


ALARM_FINDINGS = {
    records.AlarmFinding.BROUGHT_BACK: _("brought back to its place"),
    records.AlarmFinding.HANDED_OVER: _("handed over afterwards, and booked"),
    records.AlarmFinding.FALSE: _("the folder had not moved"),
    records.AlarmFinding.NOT_FOUND: _("not found"),
}


class SettleForm(forms.Form):
    """What was found where a gate sounded."""

    finding = forms.ChoiceField(
        label=_("What was found"), widget=forms.RadioSelect,
        choices=[(f.value, words) for f, words in ALARM_FINDINGS.items()])
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300,
        help_text=_("No names of the persons whom the folder concerns."))


class ScanForm(forms.Form):
    """One scan of the desk reader."""

    scan = forms.CharField(
        label=_("Scan"), max_length=160, widget=forms.TextInput(attrs=SCAN),
        help_text=_("The case sign first, then the tag of the folder. Each ends with Enter."))


class SessionFolderForm(forms.Form):
    """A folder that is not registered yet, while its label is in the hand."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.value, t) for k, t in KIND_LABELS.items()])
    is_open = forms.BooleanField(label=_("The case is open"), required=False)


class HoursForm(forms.Form):
    """How long a tagging session took."""

    hours = forms.DecimalField(
        label=_("Person-hours"), max_digits=7, decimal_places=2, min_value=0,
        help_text=_("Of all persons together: five persons for four hours are 20."))


class SessionForm(HoursForm):
    """Right numbers of a session that was recorded wrongly."""

    persons = forms.IntegerField(label=_("Persons"), min_value=1, max_value=MOST_PERSONS)
    errors = forms.IntegerField(label=_("Errors"), min_value=0)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300)
    field_order = ("persons", "hours", "errors", "reason")


class StackForm(forms.Form):
    """A stack on the desk reader."""

    branch = forms.ChoiceField(label=_("Branch"), choices=sites.branch_choices)
    tags = forms.CharField(
        label=_("Stack"), required=False,
        widget=forms.Textarea(attrs={"rows": 5, **SCAN}),
        help_text=_("Lay the stack on the desk reader and let it type: one tag or case sign a "
                    "line, the chip's number behind it if the reader says it."))
    reader = forms.ChoiceField(
        label=_("Or take what a fixed reader saw in the last five minutes"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["reader"].choices = [
            ("", _("No reader")), *((name, name) for name in records.list_readers())]


class PlaceForm(forms.Form):
    """What is said of a place."""

    name = forms.CharField(label=_("Name"), max_length=120)
    capacity = forms.IntegerField(
        label=_("Room for how many folders"), min_value=1, max_value=1_000_000, required=False)
    reference_epc = forms.CharField(
        label=_("Reference tag"), max_length=60, required=False,
        help_text=_("The tag on the place itself: it tells a handheld where it is."))


class NewPlaceForm(PlaceForm):
    """A new place."""

    code = forms.CharField(label=_("Code"), max_length=40)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=[(k.value, t) for k, t in PLACE_LABELS.items()])
    field_order = ("code", "kind", "name", "capacity", "reference_epc")


class MovePlaceForm(forms.Form):
    """Where a place is to stand."""

    into = forms.CharField(
        label=_("Into the place with this code"), max_length=40,
        help_text=_("Everything in it goes along; no folder's custody changes. To undo, move it "
                    "back."))


class HuntForm(forms.Form):
    """Folders that are looked for."""

    branch = forms.ChoiceField(label=_("Branch"), choices=sites.branch_choices)
    tags = forms.CharField(
        label=_("Folders"), widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("Case signs or tags, one a line."))


class HandheldForm(forms.Form):
    """One read of a handheld."""

    scan = forms.CharField(
        label=_("Read"), max_length=80, widget=forms.TextInput(attrs=SCAN))
