"""Forms of workstations, assets and letters."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.cases import public as cases
from przystan.rooms.documents import public as documents


class DeviceEntryForm(forms.Form):
    """A device at a counter."""

    branch = forms.ChoiceField(label=_("Branch"))
    counter = forms.CharField(label=_("Counter"), max_length=40)
    kind = forms.ChoiceField(label=_("Device"))
    model = forms.CharField(label=_("Make and model"), max_length=100)
    serial = forms.CharField(label=_("Serial number"), max_length=60)
    asset_number = forms.CharField(label=_("Asset number"), max_length=40, required=False)
    address = forms.RegexField(
        r"^[A-Za-z0-9.-]+(:\d{1,5})?$", label=_("Address in the network"), required=False,
        max_length=100, help_text=_("Of a printer, as host:port; empty for others."))

    ui_layout = ((None, (("branch", "counter"), ("kind", "model"), ("serial", "asset_number"),
                         "address")),)

    def __init__(self, *args, branches=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].choices = branches
        self.fields["kind"].choices = [
            (k.value, documents.device_kind_label(k)) for k in documents.DeviceKind]


class DeviceStateForm(forms.Form):
    """How a device is."""

    state = forms.ChoiceField(label=_("State"))
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    ui_layout = ((None, (("state", "note"),)),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [
            (s.value, documents.device_state_label(s)) for s in documents.DeviceState]


class ScanForm(forms.Form):
    """What the scanner read."""

    scanned = forms.CharField(
        label=_("Scan the code here"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "p-code"}))
    expected = forms.CharField(max_length=60, widget=forms.HiddenInput())

    ui_layout = ((None, ("scanned",)),)


class AssetForm(forms.Form):
    """Something bought for a project."""

    number = forms.CharField(label=_("Asset number"), max_length=40)
    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"))
    project_code = forms.CharField(label=_("Project"), max_length=60)
    bought_on = forms.DateField(label=_("Bought on"), widget=ui.DayInput())
    price = forms.DecimalField(label=_("Price (PLN)"), min_value=0, decimal_places=2)
    quantity = forms.IntegerField(label=_("Pieces"), min_value=1, initial=1)
    place = forms.CharField(label=_("Place"), required=False, max_length=80)

    ui_layout = ((None, (("number", "name"), ("kind", "project_code"),
                         ("bought_on", "price", "quantity"), "place")),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (k.value, documents.asset_kind_label(k)) for k in documents.AssetKind]


class AssetActForm(forms.Form):
    """Issuing, moving or withdrawing an asset."""

    act = forms.ChoiceField(label=_("What happened"), choices=[
        ("issued", _("issued (consumables)")), ("moved", _("moved")),
        ("withdrawn", _("withdrawn"))])
    quantity = forms.IntegerField(label=_("Pieces"), min_value=1, required=False)
    place = forms.CharField(label=_("Where to"), required=False, max_length=80)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)

    ui_layout = ((None, (("act", "quantity"), ("place", "reason"))),)


class SeparatorForm(forms.Form):
    """Case signs for separator sheets."""

    signs = forms.CharField(
        label=_("Case signs"), max_length=6000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line, in the order of the letters in the stack."))

    def clean_signs(self):
        signs = [s.strip() for s in self.cleaned_data["signs"].splitlines() if s.strip()]
        if len(signs) > 100:
            raise forms.ValidationError(_("At most 100 sheets at once"))
        return signs


class StackForm(forms.Form):
    """A scanned stack."""

    file = forms.FileField(
        label=_("Scanned stack"),
        help_text=_("PDF, TIFF, JPEG or PNG, up to 100 MB and 400 pages."),
        widget=forms.ClearableFileInput(
            attrs={"accept": "application/pdf,image/tiff,image/jpeg,image/png"}))
    case_sign = forms.CharField(
        label=_("Case sign"), max_length=60, required=False,
        help_text=_("If the file is one letter without a separator sheet."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))

    def clean_case_sign(self):
        sign = self.cleaned_data["case_sign"]
        return found_case(sign).sign if sign else ""


class FileLetterForm(forms.Form):
    """With which case a letter is filed. Its cleaned value is the case."""

    ui_marks_optional = False
    case_sign = forms.CharField(
        label=_("Case sign"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))

    def clean_case_sign(self):
        return found_case(self.cleaned_data["case_sign"])


def found_case(sign):
    """Return the case that bears a sign. Raises ValidationError, which says what to do."""
    try:
        return cases.case_of_sign(sign)
    except cases.SignRefused as refused:
        raise forms.ValidationError(refused.message) from refused
