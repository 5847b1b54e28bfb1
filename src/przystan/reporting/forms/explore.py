"""Forms of exploring: a measure over two axes, and a name to keep it under."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from przystan.reporting import public as reporting
from przystan.reporting.dimensions import NAMES
from przystan.reporting.pivot import OTHERS

PERIOD_NAMES = {"month": noop("Month"), "quarter": noop("Quarter"), "year": noop("Year")}


def axis_name(axis: str) -> str:
    """Return how an axis is called."""
    return _(NAMES.get(axis) or PERIOD_NAMES[axis])


class ExploreForm(forms.Form):
    """A measure, what its rows are, what its columns are."""

    ui_marks_optional = False
    code = forms.ChoiceField(label=_("Measure"))
    rows = forms.ChoiceField(label=_("Rows"), required=False)
    columns = forms.ChoiceField(label=_("Columns"), required=False)

    def __init__(self, *args, code: str, **kwargs):
        super().__init__(*args, **kwargs)
        axes = [(axis, axis_name(axis)) for axis in reporting.axes_of(code)]
        self.fields["code"].choices = [
            (_(title), [(d.code, _(d.label)) for d in reporting.DEFINITIONS
                        if d.code.startswith(f"{area}.")])
            for area, title in reporting.AREAS.items()]
        self.fields["rows"].choices = axes
        self.fields["columns"].choices = [("", _("none")), *axes]


class PeriodsForm(forms.Form):
    """Which two columns of a table of periods are laid side by side."""

    ui_marks_optional = False
    code, rows, columns = (forms.CharField(widget=forms.HiddenInput) for _n in range(3))
    earlier = forms.ChoiceField(label=_("Earlier period"))
    later = forms.ChoiceField(label=_("Later period"))

    def __init__(self, *args, periods, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(p, p) for p in periods if p != OTHERS]
        self.fields["earlier"].choices = self.fields["later"].choices = choices


class SaveViewForm(forms.Form):
    """Under which name a view is kept."""

    name = forms.CharField(label=_("Name of the view"), max_length=80)
