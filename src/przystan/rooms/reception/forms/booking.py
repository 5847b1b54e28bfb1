"""Forms of booking and of the code at the kiosk; the public reads them in four languages."""

from __future__ import annotations

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from przystan.platform.ui import public as ui
from przystan.rooms.people import public as people
from przystan.rooms.reception import public as reception


class CodeForm(forms.Form):
    """The six digits of a booking."""

    code = forms.RegexField(
        r"^\s*(\d\s*){6}$", label=_("Code of your booking"),
        help_text=_("Six digits from your message."),
        error_messages={"invalid": _("The code has six digits.")},
        widget=forms.TextInput(attrs={
            "inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"}))

    def clean_code(self):
        return "".join(self.cleaned_data["code"].split())


class _Reached(forms.Form):
    """Reads an e-mail address or a phone into its stored form."""

    def clean_recipient(self):
        text = self.cleaned_data["recipient"].strip()
        if "@" in text:
            try:
                validate_email(text)
            except forms.ValidationError as wrong:
                raise forms.ValidationError(_("This e-mail address cannot be right.")) from wrong
            return text.lower()
        try:
            return people.normal_phone(text)
        except people.InvalidPhone as wrong:
            raise forms.ValidationError(
                _("Write an e-mail address, or a phone number such as 512 345 678.")) from wrong

    @property
    def contact(self):
        """How the person is told."""
        is_mail = "@" in self.cleaned_data["recipient"]
        return reception.Contact.MAIL if is_mail else reception.Contact.SMS


class AgainForm(_Reached):
    """With which address a visit was booked, to send its code and link again."""

    recipient = forms.CharField(
        label=_("E-mail or mobile phone"), max_length=200,
        help_text=_("The one that you gave when you booked."),
        widget=forms.TextInput(attrs={"autocomplete": "email"}))


class BookForm(_Reached):
    """Who books, for what, and how we write to them."""

    full_name = forms.CharField(
        label=_("Name of who comes"), max_length=200,
        help_text=_("As in the passport. We keep it only as a code that cannot be read, to check "
                    "at the counter that nobody else comes in your place."))
    birth_date = forms.DateField(
        label=_("Birth date of who comes"), widget=ui.DateParts(birthday=True))
    case_sign = forms.CharField(
        label=_("Case number"), max_length=60, required=False,
        help_text=_("If you have one, from a letter of the office: SOC-II.6151.123.2023"))
    status_number = forms.RegexField(
        r"^\s*(\d\s*){10}$", label=_("Status code of the case"), required=False,
        help_text=_("Ten digits that the office gave you with the PIN. Needed with a case number, "
                    "so that nobody else books for your case."),
        error_messages={"invalid": _("The status code has ten digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off",
                                      "class": "govuk-input--width-10"}))
    status_pin = forms.RegexField(
        r"^\s*(\d\s*){6}$", label=_("PIN of the status code"), required=False,
        error_messages={"invalid": _("The PIN has six digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off",
                                      "class": "govuk-input--width-10"}))
    recipient = forms.CharField(
        label=_("E-mail or mobile phone"), max_length=200,
        help_text=_("We send the code and the link with which you move or cancel the visit. We "
                    "forget the address a month after the visit."),
        widget=forms.TextInput(attrs={"autocomplete": "email"}))
    wants_earlier = forms.BooleanField(
        label=_("Tell me when an earlier time is free (three times at most)"), required=False)

    def clean_status_number(self):
        return "".join(self.cleaned_data["status_number"].split())

    def clean_status_pin(self):
        return "".join(self.cleaned_data["status_pin"].split())

    def clean(self):
        given = super().clean()
        if given.get("case_sign"):
            for name in ("status_number", "status_pin"):
                if name not in self.errors and not given.get(name):
                    self.add_error(name, _("Fill this in, or leave the case number out."))
        return given


class WaitForm(_Reached):
    """Who waits for a time that is given back, and how we write to them."""

    full_name = BookForm.base_fields["full_name"]
    birth_date = BookForm.base_fields["birth_date"]
    recipient = forms.CharField(
        label=_("E-mail or mobile phone"), max_length=200,
        help_text=_("We write here when a time is given back, three times at most, and forget the "
                    "address after three months."),
        widget=forms.TextInput(attrs={"autocomplete": "email"}))


class MoveForm(forms.Form):
    """Another time of the same service."""

    starts_at = forms.DateTimeField()
