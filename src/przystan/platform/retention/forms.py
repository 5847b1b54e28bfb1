"""The rule's form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from przystan.platform.retention import public as retention
from przystan.platform.ui import public as ui


def kinds() -> list[tuple[str, str]]:
    """Every kind of row with its name."""
    return [(p.code, gettext(p.label)) for p in retention.passing()]


class RuleForm(forms.Form):
    """How long one kind is kept, from a day on."""

    code = forms.ChoiceField(label=_("What"), choices=kinds)
    days = forms.IntegerField(label=_("Days"), min_value=0, max_value=36_525)
    valid_from = forms.DateField(label=_("From day"), widget=ui.DayInput())
    basis = forms.CharField(label=_("Basis"), max_length=300)
    is_confirmed = forms.BooleanField(
        label=_("Confirmed by the data protection officer"), required=False)
