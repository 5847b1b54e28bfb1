"""The form that everybody fills on a certificate's page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """The name that stands on a certificate, to be compared."""

    ui_marks_optional = False
    name = forms.CharField(label=_("Name on the certificate"), max_length=120)
