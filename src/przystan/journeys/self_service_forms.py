"""Forms of everybody who asks how a case stands, or to be called back."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from przystan.rooms.calls import public as calls


class StatusForm(forms.Form):
    """A case's sign or its status code, and the PIN that belongs to it."""

    case = forms.CharField(
        label=_("Case number or status code"), max_length=60,
        help_text=_("The case number stands on every letter: SOC-II.6151.123.2023. The status "
                    "code has ten digits."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    pin = forms.RegexField(
        r"^\s*(\d\s*){6}$", label=_("PIN of the status code"),
        help_text=_("Six digits. After five wrong ones the code is locked for a day."),
        error_messages={"invalid": _("The PIN has six digits.")},
        # Never written back into the page.
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off",
                                      "class": "govuk-input--width-10"}))

    def clean_case(self) -> str:
        text = str(self.cleaned_data["case"]).strip()
        digits = "".join(text.split())
        return digits if digits.isdigit() else text

    def clean_pin(self) -> str:
        return "".join(self.cleaned_data["pin"].split())


class CallBackForm(forms.Form):
    """Which number we call, and in which language."""

    phone = forms.CharField(
        label=_("Your phone number"), max_length=30,
        help_text=_("For example 512 345 678, or +380 and the rest of a foreign number."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
    language = forms.ChoiceField(
        label=_("In which language?"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    def clean_phone(self) -> str:
        number = calls.to_e164(self.cleaned_data["phone"])
        if number is None:
            raise forms.ValidationError(
                _("Write a phone number such as 512 345 678, or one that begins with +."))
        return number
