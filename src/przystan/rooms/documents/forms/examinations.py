"""Forms of examinations."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.documents import public as documents

MAX_FILE_BYTES = 16 << 20


class OpenForm(forms.Form):
    """A document to be examined, typed; or the zone that was just read."""

    zone = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput())
    document_code = forms.ChoiceField(label=_("Document"), required=False)
    issuing_state = forms.CharField(
        label=_("Issued by (three letters)"), required=False, max_length=3,
        widget=forms.TextInput(attrs={"class": "p-code", "autocomplete": "off"}))
    number = forms.CharField(
        label=_("Document number"), required=False, max_length=24,
        widget=forms.TextInput(attrs={"class": "p-code", "autocomplete": "off"}))
    expiry_date = forms.DateField(
        label=_("Valid until"), required=False, widget=ui.DayInput())

    ui_layout = ((None, ("document_code", ("issuing_state", "number"), "expiry_date")),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document_code"].choices = [
            ("P", _("passport")), ("I", _("identity card")), ("C", _("residence card")),
            ("V", _("visa"))]

    def clean(self):
        data = super().clean()
        if not data.get("zone"):
            for name in ("issuing_state", "number"):
                if not data.get(name):
                    self.add_error(name, _("This is needed"))
        return data


class _Upload(forms.Form):
    def clean(self):
        data = super().clean()
        for name in self.files:
            if self.files[name].size > MAX_FILE_BYTES:
                self.add_error(name, _("The file is larger than 16 MB"))
        return data


class ChipForm(_Upload):
    """Files of a chip."""

    sod = forms.FileField(label=_("EF.SOD"), help_text=_("The signatures of the chip."))
    dg1 = forms.FileField(
        label=_("Data group 1"), required=False, help_text=_("The zone as the chip holds it."))
    dg2 = forms.FileField(label=_("Data group 2"), required=False, help_text=_(
        "The photograph: only its hash is compared, it is not kept."))


class DeviceForm(_Upload):
    """Pictures for the device, or a report that it saved."""

    picture = forms.FileField(
        label=_("Picture for the device"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}))
    report = forms.FileField(
        label=_("Or a report saved by the device (JSON)"), required=False)

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("picture") and not data.get("report"):
            self.add_error("picture", _("Choose a picture or a report"))
        return data


class StepForm(forms.Form):
    """Fingerprints or a photograph: taken, or why not."""

    kind = forms.ChoiceField(label=_("Step"))
    not_done = forms.ChoiceField(label=_("How it went"), required=False)

    ui_layout = ((None, (("kind", "not_done"),)),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (k.value, documents.evidence_kind_label(k))
            for k in (documents.EvidenceKind.FINGERPRINTS, documents.EvidenceKind.PHOTO)]
        self.fields["not_done"].choices = [("", _("done"))] + [
            (r.value, _("not possible: %(reason)s") % {"reason": documents.not_done_label(r)})
            for r in documents.NotDoneReason]


class VerdictForm(forms.Form):
    """One person's verdict."""

    judgement = forms.ChoiceField(label=_("Your verdict"), widget=forms.RadioSelect())
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["judgement"].choices = [
            (j.value, documents.judgement_label(j)) for j in documents.Judgement]


class FeatureForm(forms.Form):
    """A feature for the checklist of a type of document."""

    issuing_state = forms.CharField(
        label=_("Issued by (three letters)"), required=False, max_length=3,
        help_text=_("Empty: asked of every document."))
    document_code = forms.CharField(
        label=_("Document code"), required=False, max_length=2,
        help_text=_("P for passports, for example; empty for all."))
    light = forms.ChoiceField(label=_("Light"))
    text = forms.CharField(label=_("What to look for"), max_length=300)
    valid_from = forms.DateField(label=_("In force from"), widget=ui.DayInput())
    source = forms.CharField(label=_("Source"), max_length=200)

    ui_layout = ((None, (("issuing_state", "document_code", "light"), "text",
                         ("valid_from", "source"))),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["light"].choices = [
            (x.value, documents.light_label(x)) for x in documents.Light]


class LostListForm(_Upload):
    """A list of lost and stolen documents."""

    file = forms.FileField(
        label=_("List (CSV)"), help_text=_(
            "Columns: number, state (three letters), day. A list is added, none is replaced."))


class TrustForm(_Upload):
    """A master list, country signer or revocation list."""

    file = forms.FileField(label=_("Master list, country signer or revocation list"))
    is_vouched = forms.BooleanField(
        label=_("The fingerprint of this country signer was compared with its state's"),
        required=False)
