"""Forms of finance."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui


class ExpenditureForm(forms.Form):
    """One cost by its document; a correction is the opposite amount."""

    line_code = forms.ChoiceField(label=_("Budget line"))
    amount = forms.DecimalField(
        label=_("Amount in PLN"), max_digits=14, decimal_places=2,
        help_text=_("A correction is the opposite amount with a minus."),
    )
    spent_on = forms.DateField(label=_("Date"), widget=ui.DayInput())
    document_number = forms.CharField(label=_("Document number"), max_length=60)
    description = forms.CharField(label=_("What for"), max_length=200)

    def __init__(self, *args, lines, **options):
        super().__init__(*args, **options)
        self.fields["line_code"].choices = lines

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError(_("The amount cannot be zero."))
        return amount
