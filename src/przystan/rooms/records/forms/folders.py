"""Forms of records, and how kinds and custody are called on screens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.records import public as records

KIND_LABELS = {
    records.FolderKind.TEMPORARY: _("temporary residence"),
    records.FolderKind.PERMANENT: _("permanent residence"),
    records.FolderKind.LONG_TERM: _("EU long-term resident"),
    records.FolderKind.WORK_PERMIT: _("work permit"),
    records.FolderKind.CARD_DOCUMENTS: _("cards and documents"),
    records.FolderKind.EU_CITIZEN: _("EU citizens and family"),
    records.FolderKind.INVITATION_VISA: _("invitations and visas"),
    records.FolderKind.POLISH_CARD: _("Polish Card"),
}
CUSTODY_LABELS = {
    records.Custody.REGISTERED: _("registered"), records.Custody.SHELVED: _("on its shelf"),
    records.Custody.LENT: _("with an officer"), records.Custody.IN_TRANSIT: _("in transit"),
    records.Custody.AT_SECOND_INSTANCE: _("at the second instance"),
    records.Custody.AT_COURT: _("at court"), records.Custody.MISSING: _("missing"),
    records.Custody.DISPOSED: _("destroyed"),
    records.Custody.ARCHIVED: _("in the state archive"),
}
# Steps that a clerk records on a folder's page; registering and the ends have pages of their own.
STEPS = tuple(c for c in CUSTODY_LABELS if c not in (
    records.Custody.REGISTERED, records.Custody.DISPOSED, records.Custody.ARCHIVED))

FINDING_LABELS = {
    records.FindingKind.FOUND: _("found"), records.FindingKind.MISFILED: _("misfiled"),
    records.FindingKind.MISSING: _("missing from its place"),
    records.FindingKind.NOT_SCANNED: _("not scanned"),
    records.FindingKind.LENT_BUT_PRESENT: _("here, but recorded elsewhere"),
    records.FindingKind.RETIRED_TAG: _("retired tag"),
    records.FindingKind.UNKNOWN_TAG: _("unknown tag"),
}


def _all(labels):
    return [("", _("All")), *((key.value, text) for key, text in labels.items())]


class FolderFilters(forms.Form):
    """Filters of the list."""

    q = forms.CharField(label=_("Case sign begins with, or tag number"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_all(KIND_LABELS))
    custody = forms.ChoiceField(label=_("Where"), required=False, choices=_all(CUSTODY_LABELS))
    branch = forms.ChoiceField(label=_("Branch"), required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["branch"].choices = [("", _("All")), *sites.branch_choices()]


class FolderForm(forms.Form):
    """One folder to be registered."""

    case_sign = forms.CharField(label=_("Case sign"), max_length=60)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.value, t) for k, t in KIND_LABELS.items()]
    )
    branch = forms.ChoiceField(label=_("Branch"), choices=sites.branch_choices)
    is_open = forms.BooleanField(label=_("The case is open"), required=False, initial=True)


class CustodyForm(forms.Form):
    """The next step of custody."""

    custody = forms.ChoiceField(
        label=_("The folder goes"),
        choices=[(c.value, CUSTODY_LABELS[c]) for c in STEPS],
    )
    place = forms.CharField(
        label=_("Place code"), required=False, max_length=40,
        help_text=_("For a folder put on a shelf: scan the shelf's label."),
    )
    holder = forms.CharField(
        label=_("Holder"), required=False, max_length=120,
        help_text=_("For a folder that is lent: to whom."),
    )
    due_date = forms.DateField(
        label=_("Due back"), required=False, widget=ui.DayInput(),
        help_text=_("For a folder that is lent; left empty, in 30 days."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class ReasonForm(forms.Form):
    """Why a tag is replaced or a folder struck out."""

    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)


class InventoryForm(forms.Form):
    """What is to be counted."""

    place = forms.CharField(
        label=_("Place code"), max_length=40,
        help_text=_("A shelf, a rack, a room or a building: everything beneath it is counted. "
                    "Scan its label or type its code, for example SZ-R1-01."))


class ReadsForm(forms.Form):
    """Tags as a handheld types them, and where it was held."""

    place = forms.CharField(
        label=_("Where the reader is"), required=False, max_length=40,
        help_text=_("Scan the shelf's label. Leave it empty for the whole place that is counted."))
    tags = forms.CharField(
        label=_("Tags"), widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        required=False,
        help_text=_("One tag number or case sign a line, as a handheld types them. Leave it empty "
                    "when the shelf is empty."))


class ConfirmForm(forms.Form):
    """What follows from a count."""

    report_missing = forms.BooleanField(
        label=_("Record the missing folders as missing"), required=False)
    accept_places = forms.BooleanField(
        label=_("Record the misfiled folders on the place where they were seen"), required=False)


class CodeForm(forms.Form):
    """For which branch an agent may enrol."""

    branch = forms.ChoiceField(label=_("Branch"), choices=sites.branch_choices)


class AntennaForm(forms.Form):
    """What an antenna looks at."""

    reader = forms.CharField(
        label=_("Reader"), max_length=64, help_text=_("Its name in the agent's settings."))
    number = forms.IntegerField(label=_("Antenna"), min_value=1, max_value=64)
    place = forms.CharField(label=_("Place code"), max_length=40)


class AskLabelForm(forms.Form):
    """A label to be made."""

    way = forms.ChoiceField(
        label=_("How it is made"),
        choices=[(records.LabelWay.PRINTER.value, _("label printer (writes the tag itself)")),
                 (records.LabelWay.SHEET.value, _("sheet (the tag is read at the desk)"))])
    reason = forms.CharField(
        label=_("Why the tag is replaced"), max_length=120, required=False,
        help_text=_("Needed when the folder has a tag already."))


class ReadBackForm(forms.Form):
    """What the desk reader read."""

    tag = forms.CharField(
        label=_("Tag"), max_length=60,
        help_text=_("Lay the labelled folder on the reader, or scan the code on its label."))
    chip = forms.CharField(
        label=_("Chip number (TID)"), max_length=48, required=False,
        help_text=_("When the reader says it: a chip that is on another folder is found out."))


class RequestForm(forms.Form):
    """A folder is asked for."""

    purpose = forms.CharField(label=_("What for"), max_length=200, required=False)
    is_urgent = forms.BooleanField(label=_("Urgent"), required=False)


class HandOverForm(forms.Form):
    """Until when a folder is handed over."""

    due_date = forms.DateField(label=_("Due back"), required=False, widget=ui.DayInput())


class ConsignmentForm(forms.Form):
    """From where and to where folders go."""

    from_branch = forms.ChoiceField(label=_("From building"), choices=sites.branch_choices)
    to_branch = forms.ChoiceField(label=_("To building"), choices=sites.branch_choices)


class TextsForm(forms.Form):
    """Folders, each by its tag or its case sign."""

    tags = forms.CharField(
        label=_("Folders"), widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("Scan the tags, or type case signs: one a line."))


class ReceiveForm(TextsForm):
    """Folders that arrived, and where they are put."""

    place = forms.CharField(label=_("Place code"), max_length=40)
