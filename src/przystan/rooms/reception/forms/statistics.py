"""The form that chooses a span of days."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui

LONGEST_DAYS = 400


class SpanForm(forms.Form):
    """A branch and a span of days."""

    ui_marks_optional = False
    branch = forms.ChoiceField(label=_("Branch"))
    first = forms.DateField(label=_("From"), widget=ui.DayInput())
    last = forms.DateField(label=_("To"), widget=ui.DayInput())

    def __init__(self, *args, branches, **options):
        super().__init__(*args, **options)
        self.fields["branch"].choices = branches

    def clean(self):
        given = super().clean()
        first, last = given.get("first"), given.get("last")
        if first and last and not 0 <= (last - first).days <= LONGEST_DAYS:
            self.add_error("last", _("Choose at most 400 days, the first before the last."))
        return given
