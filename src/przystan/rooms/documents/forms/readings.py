"""Forms of readings."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.documents import public as documents

PICTURES = "image/*,application/pdf"
MAX_PICTURE_BYTES = 25 << 20


class MrzForm(forms.Form):
    """The lines at the foot of a document, scanned or typed, or a picture of it."""

    text = forms.CharField(
        label=_("Machine-readable zone"), max_length=400, required=False,
        help_text=_("Put the cursor here and scan, or type the two or three lines."),
        widget=forms.Textarea(attrs={
            "rows": 3, "cols": 46, "autofocus": True, "spellcheck": "false",
            "autocomplete": "off", "autocapitalize": "characters", "class": "p-code"}))
    picture = forms.FileField(
        label=_("Or a picture of the document"), required=False,
        help_text=_("A scan, a PDF or a photograph, up to 25 MB. It is read and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": PICTURES, "capture": "environment"}))
    visual_number = forms.CharField(
        label=_("Document number as printed"), required=False, max_length=24,
        help_text=_("To compare with the zone: type what the page itself says."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "p-code"}))
    visual_birth = forms.DateField(
        label=_("Birth date as printed"), required=False, widget=ui.DayInput())
    visual_expiry = forms.DateField(
        label=_("Valid until, as printed"), required=False, widget=ui.DayInput())
    workstation = forms.CharField(
        label=_("Workstation"), required=False, max_length=40)

    ui_layout = (
        (None, ("text", "picture")),
        (_("What the page says"), ("visual_number", ("visual_birth", "visual_expiry"))),
        (None, ("workstation",)))

    def clean_picture(self):
        picture = self.cleaned_data["picture"]
        if picture and picture.size > MAX_PICTURE_BYTES:
            raise forms.ValidationError(_("The file is larger than 25 MB"))
        return picture

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("text") and not data.get("picture"):
            self.add_error("text", _("Scan or type the zone, or choose a picture"))
        return data


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
