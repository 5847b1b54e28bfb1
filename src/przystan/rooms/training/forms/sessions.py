"""Forms of training."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from przystan.platform.sites import public as sites
from przystan.platform.ui import public as ui
from przystan.rooms.training import public as training


def course_choices():
    """Return the courses as choices in the reader's language."""
    polish = get_language() == "pl"
    return [(c.code, c.title if polish else c.title_en) for c in training.list_courses()]


class SessionForm(forms.Form):
    """One session that was held."""

    course_code = forms.ChoiceField(label=_("Course"), choices=course_choices)
    held_on = forms.DateField(label=_("Day"), widget=ui.DayInput())
    hours = forms.DecimalField(label=_("Hours"), min_value=0.25, max_value=12, decimal_places=2)
    trainer = forms.CharField(label=_("Trainer"), max_length=120)
    branch = forms.ChoiceField(label=_("Branch"), choices=sites.branch_choices)


class AttendanceForm(forms.Form):
    """One person on an attendance list."""

    participant = forms.CharField(label=_("Full name"), max_length=120)
    unit = forms.CharField(label=_("Unit"), max_length=60)
    hours = forms.DecimalField(label=_("Hours"), min_value=0.25, max_value=12, decimal_places=2)
