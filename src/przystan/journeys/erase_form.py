"""The form that erases a person's identity."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """Why, and that it is meant."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300,
        help_text=_("For example: asked for by the person on paper, number of the letter."))
    is_meant = forms.BooleanField(label=_("I understand that this cannot be undone"))
