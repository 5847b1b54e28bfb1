"""The gallery's form: one field of every kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui.widgets import DateParts, DayInput


class GalleryForm(forms.Form):
    """Every control that the platform renders."""

    name = forms.CharField(label=_("Given name"), max_length=80)
    surname = forms.CharField(label=_("Surname"), max_length=80)
    phone = forms.CharField(
        label=_("Phone"), required=False, help_text=_("With the country code, for example +48.")
    )
    language = forms.ChoiceField(
        label=_("Language of the talk"),
        choices=[("", _("Choose")), ("pl", "Polski"), ("uk", "Українська"), ("en", "English")],
    )
    birth_date = forms.DateField(
        label=_("Birth date"),
        help_text=_("For example 27 3 1990."),
        widget=DateParts(birthday=True),
    )
    visit_date = forms.DateField(label=_("Day of the visit"), widget=DayInput)
    kind = forms.ChoiceField(
        label=_("Kind of service"),
        widget=forms.RadioSelect,
        choices=[("info", _("Information")), ("legal", _("Legal advice"))],
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("stay", _("Stay")), ("work", _("Work")), ("school", _("School"))],
    )
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    scan = forms.FileField(label=_("Scan"), required=False)
    consent = forms.BooleanField(label=_("The information clause was handed over"))

    ui_layout = (
        (_("Person"), (("name", "surname"), ("phone", "language"), "birth_date")),
        (_("Visit"), ("visit_date", "kind", "topics", "note", "scan", "consent")),
    )


class GalleryFilters(forms.Form):
    """The filters above the gallery's table."""

    q = forms.CharField(label=_("Name or number"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("open", _("Open")), ("closed", _("Closed"))],
    )
