"""Forms of finance."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from przystan.platform.ui import public as ui
from przystan.rooms.finance import public as finance

K = finance.PaymentKind
PAYMENT_KINDS = {
    K.ADVANCE: _("Advance"), K.REFUND: _("Refund of costs"), K.BALANCE: _("Final payment"),
    K.REPAYMENT: _("Paid back to the Fund"),
}


def _money(label, **options):
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, **options)


class ExpenditureForm(forms.Form):
    """One cost by its document; a correction is the opposite amount."""

    line_code = forms.ChoiceField(label=_("Budget line"))
    amount = _money(_("Amount in PLN"),
                    help_text=_("A correction is the opposite amount with a minus."))
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


class PaymentForm(forms.Form):
    """What the Fund paid, or was paid back."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(PAYMENT_KINDS.items()))
    amount = _money(_("Amount in PLN"), help_text=_("What is paid back has a minus."))
    paid_on = forms.DateField(label=pgettext_lazy("money", "Paid on"), widget=ui.DayInput())
    document_number = forms.CharField(label=_("Document number"), max_length=60)


class SettlementForm(forms.Form):
    """A period whose costs the Fund accepted."""

    number = forms.CharField(label=_("Number"), max_length=40)
    period_from = forms.DateField(label=_("From"), widget=ui.DayInput())
    period_until = forms.DateField(label=_("To"), widget=ui.DayInput())
    declared = _money(_("Declared in PLN"))
    accepted = _money(_("Accepted in PLN"))
    settled_on = forms.DateField(label=_("Accepted on"), widget=ui.DayInput())
