"""Which account, from when until when."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock

INSTANT = "%Y-%m-%dT%H:%M"


def users() -> list[tuple[str, str]]:
    """Every account, stopped ones too."""
    return [("", ""), *((str(u.id), f"{u.display_name} ({u.username})")
                        for u in accounts.list_users())]


class SeenForm(forms.Form):
    """The account and the span; both instants in office time, the second not counted in."""

    account = forms.ChoiceField(label=_("Account"), choices=users)
    since = forms.DateTimeField(
        label=_("From"), input_formats=[INSTANT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=INSTANT))
    until = forms.DateTimeField(
        label=_("Until"), input_formats=[INSTANT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=INSTANT))

    def clean(self):
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until <= since:
            self.add_error("until", _("The end must be after the beginning."))
        return data

    def span(self):
        """Return what the queries take."""
        data = self.cleaned_data
        return {"actor_id": int(data["account"]),
                "since": data["since"].astimezone(clock.OFFICE_ZONE),
                "until": data["until"].astimezone(clock.OFFICE_ZONE)}
