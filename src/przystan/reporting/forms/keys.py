"""The form of a program's key."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.reporting import public as reporting

SCOPES = {reporting.ApiScope.OPEN: _("What is published"),
          reporting.ApiScope.FIGURES: _("Every figure as of any day, without its rows")}


class KeyForm(forms.Form):
    """Who the key is for and what it opens."""

    name = forms.CharField(label=_("Which program"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it opens"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple)
