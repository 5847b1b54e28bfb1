"""Forms of what the Fund asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.reporting import public as reporting
from przystan.rooms.advisory import public as advisory

Aim = reporting.Objective
OBJECTIVES = {Aim.INTEGRATION: _("Integration and legal migration"), Aim.ASYLUM: _("Asylum"),
              Aim.RETURN: _("Return")}


class ObjectiveForm(forms.Form):
    """From which day on a basis of stay belongs to which objective."""

    stay_basis = forms.ChoiceField(label=_("Basis of stay"))
    objective = forms.ChoiceField(label=_("Objective"), choices=list(OBJECTIVES.items()))
    in_force_from = forms.DateField(
        label=_("In force from"), widget=ui.DayInput(),
        help_text=_("For persons whose first service is on this day or later."))
    source = forms.CharField(
        label=_("Source"), max_length=300,
        help_text=_("The document and the place in it that say so."))
    is_confirmed = forms.BooleanField(label=_("Confirmed"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stay_basis"].choices = [
            (b.value, advisory.stay_basis_label(b)) for b in advisory.StayBasis]


class IndicatorForm(forms.Form):
    """One version of an indicator."""

    wording_pl = forms.CharField(label=_("Wording in Polish"), max_length=300)
    wording_en = forms.CharField(label=_("Wording in English"), max_length=300)
    objective = forms.ChoiceField(
        label=_("Objective"), choices=[("", "–"), *OBJECTIVES.items()], required=False)
    figure = forms.ChoiceField(
        label=_("Figure of the catalogue"), required=False,
        help_text=_("Empty where the office records nothing of the kind."))
    in_force_from = forms.DateField(label=_("In force from"), widget=ui.DayInput())
    source = forms.CharField(label=_("Source"), max_length=300)
    is_confirmed = forms.BooleanField(label=_("Confirmed"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [
            ("", "–"), *((d.code, _(d.label)) for d in reporting.DEFINITIONS)]
