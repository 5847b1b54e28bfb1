"""Forms of records, and how kinds and custody are called on screens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.sites import public as sites
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
        choices=[(c.value, t) for c, t in CUSTODY_LABELS.items()
                 if c is not records.Custody.REGISTERED],
    )
    place = forms.CharField(
        label=_("Place code"), required=False, max_length=40,
        help_text=_("For a folder put on a shelf: scan the shelf's label."),
    )
    holder = forms.CharField(
        label=_("Holder"), required=False, max_length=120,
        help_text=_("For a folder that is lent: to whom."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)


class ReasonForm(forms.Form):
    """Why a tag is replaced or a folder struck out."""

    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)
