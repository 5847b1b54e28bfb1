"""The forms of the report: a date or two."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui


class AsOfForm(forms.Form):
    """As of which day."""

    ui_marks_optional = False
    as_of = forms.DateField(
        label=_("As of"), required=False, widget=ui.DayInput(),
        help_text=_("What was recorded by the end of this day."),
    )


class BreakDownForm(forms.Form):
    """By which value of the rows."""

    ui_marks_optional = False
    by = forms.ChoiceField(label=_("Broken down by"), required=False)

    def __init__(self, *args, dimensions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [(name, words) for name, words in dimensions]


class CompareForm(forms.Form):
    """Against which other day."""

    ui_marks_optional = False
    compare = forms.DateField(
        label=_("Compare with"), required=False, widget=ui.DayInput(),
        help_text=_("Shows the rows by which the figure differs."),
    )
