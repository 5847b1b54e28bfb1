"""Forms of the administrator and of break-glass access."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts.labels import PERMISSION_LABELS, ROLE_LABELS
from przystan.platform.accounts.types import PERSONAL_DATA
from przystan.platform.sites import public as sites


def _branches():
    return [("", _("All branches")), *((b.code, b.name) for b in sites.list_branches())]


class UserForm(forms.Form):
    """A new member of staff with the first role."""

    username = forms.CharField(label=_("User name"), max_length=60)
    display_name = forms.CharField(label=_("Name on screens"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(
        label=_("Language"), choices=(("pl", "Polski"), ("en", "English"))
    )
    password = forms.CharField(
        label=_("First password"), min_length=12, widget=forms.PasswordInput,
        help_text=_("At least 12 characters. The person changes it after signing in."),
    )


class RoleForm(forms.Form):
    """One more role for a user."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(r.value, t) for r, t in ROLE_LABELS.items()]
    )
    branch = forms.ChoiceField(label=_("Branch"), required=False, choices=_branches)


class BreakGlassForm(forms.Form):
    """A permission for one hour, with the reason that the manager will read."""

    permission = forms.ChoiceField(
        label=_("What must be opened"),
        choices=[(p.value, text) for p, text in PERMISSION_LABELS.items() if p in PERSONAL_DATA],
    )
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea, min_length=20,
        help_text=_("The manager is told at once and reads this text."),
    )
