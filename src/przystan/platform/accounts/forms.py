"""Forms of the administrator and of break-glass access."""

from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import validate_password
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
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("A link goes there by which the person sets a password."))
    language = forms.ChoiceField(
        label=_("Language"), choices=(("pl", "Polski"), ("en", "English"))
    )


class FirstPasswordForm(forms.Form):
    """The password that somebody sets by the link that was sent."""

    password = forms.CharField(
        label=_("Password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Several words are easier to remember."))
    again = forms.CharField(
        label=_("The same once more"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self._user = user

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self._user)
        return password

    def clean(self):
        found = super().clean()
        if found.get("password") and found.get("again") != found["password"]:
            self.add_error("again", _("The two are not the same."))
        return found


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
